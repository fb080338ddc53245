/*
 * The main job by HTTP, one step each: tests go through them on purpose, or use them to get where they begin.
 */
import { apiOf, fileForm, type Api, type Json } from './api.ts';
import { mailTo } from './mailbox.ts';
import { LICENCE_CLAIM, NEEDED_SECTIONS, sample, somebody, type Person } from './people.ts';
import type { Service } from './service.ts';

const PATIENCE_MS = 30_000;
const POLL_MS = 100;

/** Somebody with an account, and their API client. */
export type Registered = { person: Person; api: Api; token: string };

/** Registers somebody and signs them in. */
export async function register(service: Service, person: Person = somebody()): Promise<Registered> {
	const anybody = apiOf(service.origin);
	const notice = await anybody.get('/catalogues/privacy-notice');
	const noticeVersion: string = notice.body.version;
	expectStatus(await anybody.post('/accounts', { ...person, noticeVersion }), 201);
	const token = await signIn(service, person.curp, person.password);
	return { person, token, api: apiOf(service.origin, token) };
}

/** A new session. @param identifier CURP or confirmed e-mail */
export async function signIn({ origin }: Service, identifier: string, password: string): Promise<string> {
	const session = await apiOf(origin).post('/sessions', { identifier, password });
	return expectStatus(session, 200).token;
}

/** Opens the confirmation that was mailed to an address and presses its one button. */
export async function confirmEmail(service: Service, email: string): Promise<void> {
	const { link } = await mailTo(service.mailFolder, email, /[Cc]onfirm/);
	const pressed = await pressOnlyButton(link);
	if (pressed.status !== 303) throw new Error(`the confirmation answered ${pressed.status}`);
}

/** Opens a page without a session and sends the only form of its content. */
export async function pressOnlyButton(link: string): Promise<Response> {
	const page = await fetch(link, { headers: { accept: 'text/html' } });
	const main = /<main[\s\S]*<\/main>/.exec(await page.text())?.[0] ?? '';
	const forms = [...main.matchAll(/<form[^>]*method="post"[^>]*>/gi)];
	if (page.status !== 200 || forms.length !== 1)
		throw new Error(`expected one form behind the link, got ${forms.length} (${page.status})`);
	const action = /action="([^"]*)"/.exec(forms[0]![0])?.[1] ?? '';
	return fetch(new URL(action, link), {
		method: 'POST',
		redirect: 'manual',
		headers: { origin: new URL(link).origin, accept: 'text/html' },
		body: new URLSearchParams(),
	});
}

/** Adds a claim with a file that has been checked. */
export async function addProvenClaim(
	api: Api,
	claim: { kind: string; data: object },
	file: File,
): Promise<{ id: string; evidenceId: string }> {
	const { id } = expectStatus(await api.post('/me/claims', claim), 201);
	const evidence = expectStatus(await api.post(`/me/claims/${id}/evidence`, fileForm(file)), 201);
	await checkedEvidence(api, evidence.id);
	return { id, evidenceId: evidence.id };
}

/** Waits until the check of a file of one's own has ended, and tells how. */
export async function checkedEvidence(api: Api, evidenceId: string): Promise<Json> {
	const until = Date.now() + PATIENCE_MS;
	for (;;) {
		const { claims } = expectStatus(await api.get('/me/cedula'), 200);
		const files: Json[] = claims.flatMap((claim: Json) => claim.evidence);
		const found = files.find((file) => file.id === evidenceId);
		if (found && found.scan !== 'pending') return found;
		if (Date.now() > until) throw new Error(`the check of ${evidenceId} did not end`);
		await new Promise((done) => setTimeout(done, POLL_MS));
	}
}

/**
 * Somebody whose cédula can be sent: a degree with its licence, confirmed e-mail. The document is one of somebody else that
 * carries its text: to recognise a scan costs as much as all the rest.
 */
export async function aReadyPerson(
	service: Service,
	person?: Person,
): Promise<Registered & { claimId: string }> {
	const registered = await register(service, person);
	const { api } = registered;
	expectStatus(await api.patch('/me/cedula', NEEDED_SECTIONS), 200);
	const [{ id }] = await Promise.all([
		addProvenClaim(api, LICENCE_CLAIM, sample('documentos/doc-02.pdf')),
		confirmEmail(service, registered.person.email),
	]);
	return { ...registered, claimId: id };
}

/** Somebody who has sent their cédula. */
export async function aSentCedula(
	service: Service,
	person?: Person,
): Promise<Registered & { claimId: string; folio: string }> {
	const ready = await aReadyPerson(service, person);
	const { folio } = expectStatus(await ready.api.post('/me/submission', { truthDeclared: true }), 201);
	return { ...ready, folio };
}

/** Takes the case of a folio, as the button of its page does. @param token session of a reviewer */
export async function takeCase({ origin }: Service, token: string, folio: string): Promise<void> {
	const { status } = await fetch(`${origin}/validacion/${folio}?/tomar`, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin, accept: 'text/html', cookie: `shm_session=${token}` },
		body: new URLSearchParams(),
	});
	expectStatus({ status, body: null }, 303);
}

/** Takes the next case, accepts every claim of it and issues its dictamen. */
export async function rateNext(reviewer: Api): Promise<Json> {
	const { folio } = expectStatus(await reviewer.post('/review/queue/next'), 200);
	return rate(reviewer, folio);
}

/** Accepts every claim of a case that the reviewer holds and issues its dictamen. */
export async function rate(reviewer: Api, folio: string): Promise<Json> {
	const { claims } = expectStatus(await reviewer.get(`/review/submissions/${folio}`), 200);
	for (const { id, revision } of claims)
		expectStatus(await reviewer.post(`/review/claims/${id}/verdict`, { revision, verdict: 'accepted' }), 200);
	const issued = await reviewer.post(`/review/submissions/${folio}/rating`, { identityAttested: true });
	return { folio, ...expectStatus(issued, 201) };
}

/** The body of an answer that must have a status; else fails with what came. */
export function expectStatus({ status, body }: { status: number; body: Json }, expected: number): Json {
	if (status === expected) return body;
	throw new Error(`expected ${expected}, got ${status}: ${JSON.stringify(body)}`);
}
