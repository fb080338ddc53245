import { apiOf, fileForm, someAddress, type Answer, type Api, type Json } from './api.ts';
import { MAIN_JOB_ENDPOINTS, Problem } from './contract.ts';
import { expect, test } from './fixtures.ts';
import {
	aReadyPerson,
	aSentCedula,
	expectStatus,
	rate,
	rateNext,
	register,
	signIn,
	type Registered,
} from './journeys.ts';
import { LICENCE_CLAIM, somebody } from './people.ts';
import { createFirstAdmin, inviteReviewer, STAFF, type StaffMember } from './staff.ts';

test.use({ instance: 'api-refusals' });
test.describe.configure({ mode: 'default', timeout: 60_000 });

const NO_ID = '01a204fd-98f8-7656-aaf0-a6b7abee681b';
let servant: Registered;
let anybody: Api;
let reviewer: Api;
let otherReviewer: Api;
let noticeVersion = '';

test.beforeAll(async ({ service }) => {
	const reviewing = async (member: StaffMember) => {
		await inviteReviewer(service, member);
		return apiOf(service.origin, await signIn(service, member.email, member.password));
	};
	anybody = apiOf(service.origin);
	noticeVersion = expectStatus(await anybody.get('/catalogues/privacy-notice'), 200).version;
	await createFirstAdmin(service);
	[reviewer, otherReviewer] = [await reviewing(STAFF.reviewer), await reviewing(STAFF.otherReviewer)];
	servant = await register(service);
});

/** The refusal is a problem document in Spanish with that status. @returns the document */
function refused({ status, headers, body }: Answer, expected: number): Json {
	expect(status, JSON.stringify(body)).toBe(expected);
	expect(headers.get('content-type')).toContain('application/problem+json');
	const problem = Problem.parse(body);
	expect(problem.status).toBe(expected);
	expect(problem.detail).toMatch(/^[¿A-ZÁÉÍÓÚ].*\.$/s);
	expect(problem.detail).not.toMatch(/[!¡]|\bat .*\.[jt]s\b|null|undefined|Invalid|Expected/);
	return problem;
}

const pathsOf = (problem: Json): string[] => problem.errors.map(({ path }: Json) => path);

test.describe('whoever is not signed in', () => {
	for (const [method, path] of [
		['get', '/me/cedula'],
		['get', '/me/submission'],
		['get', '/me/rating'],
		['get', '/me/rating/what-if'],
		['get', '/me/consents'],
		['get', '/review/queue'],
		['get', '/review/submissions/SHM-2026-000001'],
		['get', '/bank'],
		['delete', '/sessions/current'],
	] as const) {
		test(`is told so by ${method.toUpperCase()} ${path}`, async () => {
			const answer = await anybody[method](path);
			refused(answer, 401);
			expect(answer.headers.get('www-authenticate')).toBe('Bearer');
		});
	}

	test('is told so before anything that was sent is looked at', async () => {
		refused(await anybody.post(`/review/claims/${NO_ID}/verdict`, {}), 401);
		refused(await anybody.patch('/me/cedula', { contact: { phone: '1' } }), 401);
	});

	test('is nobody with a Bearer that is not valid', async ({ service }) => {
		refused(await apiOf(service.origin, 'shm_no-es-una-llave').get('/review/queue'), 401);
	});
});

test.describe('whoever may not', () => {
	test('is refused by role', async () => {
		refused(await servant.api.get('/review/queue'), 403);
		refused(await servant.api.get('/bank'), 403);
		refused(await reviewer.get('/me/cedula'), 403);
	});

	test('does not learn that a thing of another person exists', async ({ service }) => {
		const other = await aReadyPerson(service);
		const { claims } = expectStatus(await other.api.get('/me/cedula'), 200);
		const [{ id, evidence }] = claims;
		refused(await servant.api.patch(`/me/claims/${id}`, { data: { programme: 'Mía' } }), 404);
		refused(await servant.api.delete(`/me/claims/${id}`), 404);
		refused(await servant.api.get(`/me/evidence/${evidence[0].id}/file`), 404);
		refused(await servant.api.delete(`/me/evidence/${evidence[0].id}`), 404);
		refused(await servant.api.post(`/me/claims/${id}/evidence`, { evidenceId: evidence[0].id }), 404);
		expect(expectStatus(await other.api.get('/me/cedula'), 200).claims).toEqual(claims);
	});
});

test('what does not exist is not found, whatever stands for its name', async () => {
	refused(await anybody.get('/no-existe'), 404);
	refused(await anybody.get('/catalogues/no-existe'), 404);
	refused(await anybody.get('/credentials/AAAA-BBBB-CCCC'), 404);
	refused(await anybody.get('/catalogues/no-existe?q=a'), 404);
	refused(await anybody.get(`/catalogues/areas?q=${'a'.repeat(101)}`), 422);
	refused(await reviewer.get('/review/submissions/SHM-2020-999999'), 404);
	for (const id of [NO_ID, 'x', '%00', '..%2f..', "'--", 'ñ'.repeat(500)]) {
		const verdict = { revision: 1, verdict: 'accepted' };
		refused(await servant.api.patch(`/me/claims/${id}`, { data: {} }), 404);
		refused(await servant.api.get(`/me/evidence/${id}/file`), 404);
		refused(await reviewer.post(`/review/claims/${id}/verdict`, verdict), 404);
		refused(await reviewer.get(`/review/submissions/${id}`), 404);
		refused(await reviewer.get(`/bank/${id}`), 404);
	}
});

test.describe('data that are not valid', () => {
	test('are named each with its path', async () => {
		const wrong = {
			...somebody(),
			noticeVersion,
			curp: 'GAMF720426MMCRLR96',
			email: 'sin-arroba',
			givenNames: ' ',
		};
		expect(pathsOf(refused(await anybody.post('/accounts', wrong), 422)).sort()).toEqual([
			'curp',
			'email',
			'givenNames',
		]);
		const sections = { contact: { phone: '7221234567' }, post: { since: '2199-01', area: 'X' } };
		const problem = refused(await servant.api.patch('/me/cedula', sections), 422);
		expect(pathsOf(problem).sort()).toEqual(['post.area', 'post.since']);
		const { sections: kept } = expectStatus(await servant.api.get('/me/cedula'), 200);
		expect(kept.contact.state).toBe('not_started');
	});

	test('are refused in claims by the rules of their kind', async () => {
		const claim = { kind: 'training', data: { hours: -4, from: '2024-05-02', to: '2024-05-01' } };
		const problem = refused(await servant.api.post('/me/claims', claim), 422);
		expect(pathsOf(problem)).toContain('data.hours');
		refused(await servant.api.post('/me/claims', { kind: 'otra', data: {} }), 422);
		refused(await servant.api.post('/me/claims', { ...LICENCE_CLAIM, data: { salary: 1 } }), 422);
	});

	test('are refused when they are not JSON, or JSON of another shape', async ({ service }) => {
		const headers = { 'content-type': 'application/json', authorization: `Bearer ${servant.token}` };
		const broken = await fetch(`${service.origin}/api/v1/me/claims`, {
			method: 'POST',
			headers,
			body: '{"a',
		});
		expect(broken.status).toBe(422);
		for (const body of [[], 'texto', 7, null, { contact: [] }, { contact: { phone: { a: 1 } } }])
			refused(await servant.api.patch('/me/cedula', body), 422);
	});

	test('are refused in the query', async () => {
		expect(pathsOf(refused(await reviewer.get('/review/queue?page[size]=1000'), 422))).toEqual([
			'page[size]',
		]);
		refused(await reviewer.get('/review/queue?cursor=no-es-nuestro'), 422);
		const forged = Buffer.from('["mucho","01a204fd-98f8-7656-aaf0-a6b7abee681b"]').toString('base64url');
		for (const cursor of ['no-es-nuestro', forged])
			refused(await reviewer.get(`/bank?cursor=${cursor}`), 422);
		expect((await reviewer.get('/bank?municipality[]=%00')).status).toBe(200);
		expect(pathsOf(refused(await reviewer.get('/bank?minStars=60'), 422))).toEqual(['minStars']);
	});

	test('are kept as typed when they only look dangerous', async () => {
		const entity = `=SUM(1) '; DROP TABLE profile; -- <script>alert(1)</script> ' {{7*7}} \u0000`;
		expectStatus(await servant.api.patch('/me/cedula', { post: { entity } }), 200);
		const { sections } = expectStatus(await servant.api.get('/me/cedula'), 200);
		expect(sections.post.data.entity).toBe(entity.replace('\u0000', '').trim());
		expect((await reviewer.get(`/bank?q=${encodeURIComponent(entity)}`)).status).toBe(200);
	});
});

test.describe('conflicts', () => {
	test('a CURP that is held is not registered twice', async () => {
		const again = { ...somebody(), curp: servant.person.curp, noticeVersion };
		const problem = refused(await anybody.post('/accounts', again), 409);
		expect(problem.code).toBe('curp_held');
		expect(JSON.stringify(problem)).not.toContain(servant.person.email);
	});

	test('a cédula that is not complete says what is missing and where it is mended', async ({ service }) => {
		const { api } = await register(service);
		const problem = refused(await api.post('/me/submission', { truthDeclared: true }), 409);
		expect(problem.code).toBe('incomplete');
		const codes: string[] = problem.missing.map(({ code }: Json) => code);
		expect(new Set(codes)).toEqual(
			new Set(['email_unconfirmed', 'contact_incomplete', 'post_incomplete', 'no_education_or_experience']),
		);
		for (const { message, href } of problem.missing) {
			expect(message).toMatch(/\.$/);
			expect(href).toMatch(/^\/(cedula|mi)\//);
		}
	});

	test('a section written over an older version shows both values', async ({ service }) => {
		const { api } = await register(service);
		const first = expectStatus(await api.patch('/me/cedula', { contact: { phone: '7221111111' } }), 200);
		const { version } = first.sections.contact;
		expectStatus(await api.patch('/me/cedula', { contact: { phone: '7222222222', version } }), 200);
		const stale = { contact: { phone: '7223333333', version } };
		const problem = refused(await api.patch('/me/cedula', stale), 409);
		expect(problem).toMatchObject({
			code: 'stale_version',
			yours: { phone: '7223333333' },
			current: { phone: '7222222222' },
		});
		const unversioned = { contact: { phone: '7224444444' } };
		expectStatus(await api.patch('/me/cedula', unversioned), 200);
	});

	test('only the holder decides, on the revision that stands, and before the dictamen', async ({
		service,
	}) => {
		const { claimId, folio } = await aSentCedula(service);
		const accepted = { revision: 1, verdict: 'accepted' };
		const path = `/review/claims/${claimId}/verdict`;
		expect(refused(await reviewer.post(path, accepted), 409).code).toBe('not_holder');
		expect(expectStatus(await reviewer.post('/review/queue/next'), 200).folio).toBe(folio);
		expect((await otherReviewer.post('/review/queue/next')).status).toBe(204);
		expect((await otherReviewer.get(`/review/submissions/${folio}`)).status).toBe(200);
		expect(refused(await otherReviewer.post(path, accepted), 409).code).toBe('not_holder');
		expect(refused(await reviewer.post(path, { ...accepted, revision: 2 }), 409).code).toBe('stale_revision');
		const unreasoned = refused(await reviewer.post(path, { ...accepted, verdict: 'rejected' }), 422);
		expect(pathsOf(unreasoned)).toEqual(['reason']);
		await rate(reviewer, folio);
		expect(refused(await reviewer.post(path, accepted), 409).code).toBe('wrong_state');
		const again = await reviewer.post(`/review/submissions/${folio}/rating`, { identityAttested: true });
		expect(refused(again, 409).code).toBe('wrong_state');
	});
});

test.describe('files', () => {
	let claimId = '';
	test.beforeAll(async () => {
		claimId = expectStatus(await servant.api.post('/me/claims', LICENCE_CLAIM), 201).id;
	});
	const attach = (file: File) => servant.api.post(`/me/claims/${claimId}/evidence`, fileForm(file));

	test('of more than the limit are too large', async () => {
		refused(await attach(new File([new Uint8Array(15 * 1024 * 1024 + 1)], 'grande.pdf')), 413);
	});

	test('beyond what the server reads at all are too large as well', async () => {
		refused(await attach(new File([new Uint8Array(25 * 1024 * 1024)], 'enorme.pdf')), 413);
	});

	test('that are empty or not there are refused', async () => {
		refused(await attach(new File([], 'vacio.pdf')), 422);
		refused(await servant.api.post(`/me/claims/${claimId}/evidence`, new FormData()), 422);
	});

	test.afterAll(async () => {
		const { claims } = expectStatus(await servant.api.get('/me/cedula'), 200);
		expect(claims.find(({ id }: Json) => id === claimId).evidence).toEqual([]);
	});
});

test('too many wrong passwords make one wait, for that account only', async ({ service }) => {
	const { person } = await register(service);
	const address = someAddress();
	const knocking = apiOf(service.origin, undefined, address);
	const wrong = { identifier: person.curp, password: 'no es esta contraseña' };
	const words = new Set<string>();
	for (let attempt = 1; attempt <= 10; attempt++)
		words.add(refused(await knocking.post('/sessions', wrong), 401).detail);
	const nobody = { ...wrong, identifier: somebody().curp };
	words.add(refused(await knocking.post('/sessions', nobody), 401).detail);
	expect(words.size).toBe(1);
	const limited = await knocking.post('/sessions', { ...wrong, password: person.password });
	refused(limited, 429);
	const wait = Number(limited.headers.get('retry-after'));
	expect(wait).toBeGreaterThan(0);
	expect(wait).toBeLessThanOrEqual(600);
	const { curp: identifier, password } = servant.person;
	expect((await knocking.post('/sessions', { identifier, password })).status).toBe(200);
});

test.describe('Idempotency-Key', () => {
	const once = (key: string) => ({ headers: { 'idempotency-key': key } });

	test('gives the same answer for the same request, and refuses another one', async ({ service }) => {
		const { api } = await register(service);
		const first = expectStatus(await api.post('/me/claims', LICENCE_CLAIM, once('uno')), 201);
		expect(expectStatus(await api.post('/me/claims', LICENCE_CLAIM, once('uno')), 201)).toEqual(first);
		const other = { kind: 'experience', data: {} };
		refused(await api.post('/me/claims', other, once('uno')), 422);
		expect(expectStatus(await api.post('/me/claims', LICENCE_CLAIM, once('dos')), 201).id).not.toBe(first.id);
		expect(expectStatus(await api.get('/me/cedula'), 200).claims).toHaveLength(2);
		const stranger = await register(service);
		expect((await stranger.api.post('/me/claims', other, once('uno'))).status).toBe(201);
	});

	test('creates once when the same request comes many times at once', async ({ service }) => {
		const { api } = await register(service);
		const answers = await Promise.all(
			Array.from({ length: 6 }, () => api.post('/me/claims', LICENCE_CLAIM, once('a la vez'))),
		);
		for (const { status } of answers) expect([201, 409]).toContain(status);
		expect(expectStatus(await api.get('/me/cedula'), 200).claims).toHaveLength(1);
	});

	test('does not keep a request that was refused', async ({ service }) => {
		const { api } = await register(service);
		const wrong = { kind: 'experience', data: { area: 'NO' } };
		refused(await api.post('/me/claims', wrong, once('tres')), 422);
		expect((await api.post('/me/claims', LICENCE_CLAIM, once('tres'))).status).toBe(201);
	});

	test('does not keep sessions', async () => {
		const { curp: identifier, password } = servant.person;
		const tokens = [];
		for (let i = 0; i < 2; i++)
			tokens.push(
				expectStatus(await anybody.post('/sessions', { identifier, password }, once('s')), 200).token,
			);
		expect(tokens[0]).not.toBe(tokens[1]);
	});
});

test.describe('a call with the cookie of a browser', () => {
	const body = JSON.stringify({ contact: { phone: '7225555555' } });
	const change = (origin: string, headers: Record<string, string>) =>
		fetch(`${origin}/api/v1/me/cedula`, {
			method: 'PATCH',
			headers: { 'content-type': 'application/json', ...headers },
			body,
		});

	test('changes nothing unless it comes from our own pages', async ({ service: { origin } }) => {
		const cookie = `shm_session=${servant.token}`;
		for (const headers of [
			{ cookie },
			{ cookie, origin: 'https://otro.example' },
			{ cookie, origin: 'null' },
			{ cookie, 'content-type': 'text/plain' },
			{ cookie, 'content-type': 'application/x-www-form-urlencoded', origin: 'https://otro.example' },
		] as Record<string, string>[])
			expect((await change(origin, headers)).status).toBe(403);
		expect((await change(origin, { cookie, origin })).status).toBe(200);
	});

	test('with a Bearer instead needs no Origin', async ({ service: { origin } }) => {
		expect((await change(origin, { authorization: `Bearer ${servant.token}` })).status).toBe(200);
	});

	test('reads without one', async ({ service: { origin } }) => {
		const headers = { cookie: `shm_session=${servant.token}` };
		expect((await fetch(`${origin}/api/v1/me/cedula`, { headers })).status).toBe(200);
	});
});

test('lists are read page by page, each thing once', async ({ service }) => {
	const folios: string[] = [];
	for (let i = 0; i < 3; i++) {
		const sent = await aSentCedula(service);
		expectStatus(await sent.api.put('/me/consents', { bank: true }), 200);
		folios.push(sent.folio);
	}
	const queue = await allPages('/review/queue', (item) => item.folio);
	expect(queue.sort()).toEqual(folios.sort());
	for (const _ of folios) await rateNext(reviewer);
	for (const sort of ['stars', 'name', 'updated']) {
		const ids = await allPages(`/bank?sort=${sort}`, (item) => item.id);
		expect(ids).toHaveLength(3);
		expect(new Set(ids).size).toBe(3);
	}
});

/** What a list has, asked for one by one. */
async function allPages(path: string, nameOf: (item: Json) => string): Promise<string[]> {
	const found: string[] = [];
	let cursor: string | null = null;
	do {
		const query = `page[size]=1${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
		const page: Json = expectStatus(
			await reviewer.get(`${path}${path.includes('?') ? '&' : '?'}${query}`),
			200,
		);
		expect(page.items.length).toBeLessThanOrEqual(1);
		found.push(...page.items.map(nameOf));
		cursor = page.cursor;
	} while (cursor && found.length < 20);
	return found;
}

test.describe('the OpenAPI document', () => {
	test('describes every endpoint of the main job, and what each may answer', async () => {
		const { openapi, paths } = expectStatus(await anybody.get('/openapi.json'), 200);
		expect(openapi).toMatch(/^3\.1\./);
		const operations = Object.entries<Json>(paths).flatMap(([path, item]) =>
			Object.entries<Json>(item).map(([method, operation]) => ({
				name: `${method.toUpperCase()} ${path.replace('/api/v1', '')}`,
				operation,
			})),
		);
		expect(operations.map(({ name }) => name)).toEqual(expect.arrayContaining(MAIN_JOB_ENDPOINTS));
		for (const { name, operation } of operations) {
			expect(operation.summary, name).toBeTruthy();
			const statuses = Object.keys(operation.responses).map(Number);
			expect(
				statuses.some((status) => status < 300),
				name,
			).toBe(true);
		}
	});

	test('tells which fields a registration needs, and the service holds to it', async () => {
		const { paths } = expectStatus(await anybody.get('/openapi.json'), 200);
		const { schema } = paths['/api/v1/accounts'].post.requestBody.content['application/json'];
		const needed = ['curp', 'email', 'firstSurname', 'givenNames', 'noticeVersion', 'password'];
		expect([...schema.required].sort()).toEqual(needed);
		const problem = refused(await anybody.post('/accounts', {}), 422);
		expect([...new Set(pathsOf(problem))].sort()).toEqual(needed);
	});
});
