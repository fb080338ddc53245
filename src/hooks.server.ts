import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks';
import type { RequestEvent } from '@sveltejs/kit';
import { identify } from '#lib/accounts/identify.server.ts';
import { SESSION_COOKIE } from '#lib/accounts/session.ts';
import { settings } from '#lib/platform/config.server.ts';
import { whileAnswering } from '#lib/platform/courtesy.server.ts';
import { isDatabaseAway } from '#lib/platform/database.server.ts';
import { AWAY_RETRY_SECONDS, databaseAway } from '#lib/platform/http/away.server.ts';
import { plainRefusalPage } from '#lib/platform/http/plain-page.server.ts';
import { problemResponse } from '#lib/platform/http/problem.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { log } from '#lib/platform/log.server.ts';
import { faults, measure } from '#lib/platform/metrics.server.ts';
import { fault, notAllowed, notFound, tooLarge, type Refusal } from '#lib/platform/refusal.ts';
import { onShutdown } from '#lib/platform/shutdown.server.ts';
import { announceFirstAdmin, startApplication } from './start.server.ts';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];
const API = '/api/v1/';
/** Addresses that do nothing with the authority of a session. */
const ANONYMOUS = [`${API}accounts`, `${API}sessions`];

/** Brings the application up before the first request; a wrong setting or folder stops the start here. */
export const init: ServerInit = async () => {
	onShutdown(await startApplication({ work: settings().workers > 0 }));
	if (settings().demo) void fillDemo();
	else await announceFirstAdmin();
};

/** Fills the demonstration while the service is already in use. */
async function fillDemo(): Promise<void> {
	const { seedDemo } = await import('./demo/seed-demo.server.ts');
	await seedDemo().catch((error) => log.error({ err: error }, 'the demonstration could not be filled'));
}

/** Finds out who asks, refuses cross-site calls of the API, and keeps answers about people out of caches. */
export const handle: Handle = async ({ event, resolve }) => {
	const began = performance.now();
	const response = await whileAnswering(() => answer(event, resolve));
	measure(event.route.id, response.status, (performance.now() - began) / 1000);
	return response;
};

/** Last resort: logs what nobody expected under a reference that the person can quote. Expected errors keep their status. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
	if (kind !== 'unknown') return;
	const code = newId().slice(-8);
	faults.inc();
	log.error({ err: error, code, method: event.request.method, route: event.route.id }, 'unexpected error');
	return { message: 'Ocurrió un error que no esperábamos. Lo que ya estaba guardado sigue a salvo.', code };
};

async function answer(event: RequestEvent, resolve: Parameters<Handle>[0]['resolve']): Promise<Response> {
	event.locals.address = event.getClientAddress();
	event.locals.principal = null;
	event.locals.viewer = null;
	try {
		await findPrincipal(event);
	} catch (error) {
		if (!isDatabaseAway(error)) throw error;
		return refusalResponse(event, databaseAway());
	}
	if (isForgeable(event)) {
		return refusalResponse(
			event,
			notAllowed('La petición viene de otro sitio. Envíela desde las páginas del servicio.'),
		);
	}
	const response = await resolve(event);
	if (response.status === 503 && !response.headers.has('retry-after')) {
		response.headers.set('retry-after', String(AWAY_RETRY_SECONDS));
	}
	if (event.locals.principal && !response.headers.has('cache-control')) {
		response.headers.set('cache-control', 'private, no-store');
	}
	return event.url.pathname.startsWith(API) ? asProblem(response) : response;
}

async function findPrincipal(event: RequestEvent): Promise<void> {
	const cookieToken = event.cookies.get(SESSION_COOKIE);
	const authorization = event.request.headers.get('authorization') ?? undefined;
	if (!cookieToken && !authorization) return;
	const principal = await identify({ cookieToken, authorization });
	if (!principal) return;
	const { name, roles, profileId, assists } = principal;
	event.locals.principal = principal;
	const hasProfile = profileId !== null && !assists;
	event.locals.viewer = { name, roles, hasProfile, assisting: assists?.name ?? null };
}

/** A change asked of the API with the cookie of a browser must come from our own pages (contract.md, CSRF rule). */
function isForgeable(event: RequestEvent): boolean {
	const { method, headers } = event.request;
	const { pathname } = event.url;
	if (!pathname.startsWith(API) || SAFE_METHODS.includes(method) || ANONYMOUS.includes(pathname))
		return false;
	if (!event.cookies.get(SESSION_COOKIE)) return false;
	return headers.get('origin') !== event.url.origin;
}

/** Errors that the framework itself answers on API paths get the shape that API clients expect. */
async function asProblem(response: Response): Promise<Response> {
	const type = response.headers.get('content-type') ?? '';
	if (response.status < 400 || type.startsWith('application/problem+json')) return response;
	if (response.headers.has('tus-resumable')) return response;
	if (response.status === 404) return problemResponse(notFound('Esta dirección de la API no existe.'));
	if (response.status === 413) return problemResponse(tooLarge('El envío es demasiado grande.'));
	if (response.status === 403) return problemResponse(notAllowed());
	if (response.status >= 500) return problemResponse(fault());
	return response;
}

function refusalResponse(event: RequestEvent, refusal: Refusal): Response {
	return event.url.pathname.startsWith('/api/') ? problemResponse(refusal) : plainRefusalPage(refusal);
}
