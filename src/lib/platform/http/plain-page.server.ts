import { statusOf, type Refusal } from '../refusal.ts';

/** A page that needs nothing of the application: for when the database is away before any page can be made. */
export function plainRefusalPage(refusal: Refusal): Response {
	const headers = new Headers({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
	if ('retryAfterSeconds' in refusal.reason) {
		headers.set('retry-after', String(refusal.reason.retryAfterSeconds));
	}
	const body = `<!doctype html><html lang="es-MX"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Servicio no disponible</title><main><h1>Servicio no disponible por el momento</h1><p>${refusal.message}</p></main></html>`;
	return new Response(body, { status: statusOf(refusal), headers });
}
