import { problemsOf, statusOf, type Refusal } from '../refusal.ts';

/** A refusal as `application/problem+json` (RFC 9457, contract.md "HTTP API"). */
export function problemResponse(refusal: Refusal): Response {
	const status = statusOf(refusal);
	const { reason } = refusal;
	const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
	if (reason.kind === 'too_many' || reason.kind === 'unavailable') {
		headers.set('retry-after', String(reason.retryAfterSeconds));
	}
	if (reason.kind === 'unauthenticated') headers.set('www-authenticate', 'Bearer');
	const document = {
		...('details' in reason ? reason.details : {}),
		type: `/api#${reason.kind}`,
		title: TITLES[reason.kind],
		status,
		detail: refusal.message,
		...('code' in reason ? { code: reason.code } : {}),
		errors: problemsOf(refusal),
	};
	return new Response(JSON.stringify(document), { status, headers });
}

const TITLES: Record<Refusal['reason']['kind'], string> = {
	invalid: 'Los datos no son válidos',
	unauthenticated: 'Falta iniciar sesión',
	not_allowed: 'Sin permiso',
	not_found: 'No encontrado',
	conflict: 'El estado actual no lo permite',
	too_large: 'Demasiado grande',
	wrong_type: 'Tipo de archivo no admitido',
	too_many: 'Demasiados intentos',
	unavailable: 'No disponible por el momento',
	fault: 'Error inesperado',
};
