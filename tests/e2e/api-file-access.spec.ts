import { apiOf, type Api, type Call } from './api.ts';
import { expect, test } from './fixtures.ts';
import { aSentCedula, addProvenClaim, expectStatus, register, signIn } from './journeys.ts';
import { sample } from './people.ts';
import { createFirstAdmin, createReviewKey, inviteReviewer, STAFF } from './staff.ts';

test.use({ instance: 'api-file-access' });

/** A file of one person: sent with a cédula, on a claim in the making, or still on its way. */
type Theirs = { claimId: string; sent: string; draft: string; upload: string; folio: string };

const PIECE: Call = {
	headers: {
		'tus-resumable': '1.0.0',
		'upload-offset': '0',
		'content-type': 'application/offset+octet-stream',
	},
};
const TUS: Call = { headers: { 'tus-resumable': '1.0.0' } };

/** Every way to a file, as the owner's client asks for it; the path of the contract with which it is covered. */
const WAYS: [path: string, ask: (api: Api, theirs: Theirs) => Promise<{ status: number }>][] = [
	['/me/evidence/{id}', (api, { sent }) => api.get(`/me/evidence/${sent}`)],
	['/me/evidence/{id}', (api, { draft }) => api.delete(`/me/evidence/${draft}`)],
	['/me/evidence/{id}/file', (api, { sent }) => api.get(`/me/evidence/${sent}/file`)],
	['/me/evidence/{id}/file', (api, { draft }) => api.head(`/me/evidence/${draft}/file`)],
	['/me/evidence/{id}/pages/{n}', (api, { sent }) => api.get(`/me/evidence/${sent}/pages/1`)],
	['/me/evidence/{id}/pages/{n}', (api, { draft }) => api.get(`/me/evidence/${draft}/pages/1?size=small`)],
	[
		'/me/claims/{id}/evidence',
		(api, { claimId, draft }) => api.post(`/me/claims/${claimId}/evidence`, { evidenceId: draft }),
	],
	['/uploads/{path}', (api, { upload }) => api.head(`/uploads/${upload}`, TUS)],
	['/uploads/{path}', (api, { upload }) => api.patch(`/uploads/${upload}`, new Uint8Array(10), PIECE)],
	['/uploads/{path}', (api, { upload }) => api.delete(`/uploads/${upload}`, TUS)],
	['/review/evidence/{id}/file', (api, { sent }) => api.get(`/review/evidence/${sent}/file`)],
	['/review/evidence/{id}/pages/{n}', (api, { sent }) => api.get(`/review/evidence/${sent}/pages/1`)],
	['/review/evidence/{id}/text', (api, { sent }) => api.get(`/review/evidence/${sent}/text`)],
	[
		'/review/appeals/{id}/evidence/{evidence}/file',
		(api, { claimId, sent }) => api.get(`/review/appeals/${claimId}/evidence/${sent}/file`),
	],
	[
		'/review/appeals/{id}/evidence/{evidence}/pages/{n}',
		(api, { claimId, sent }) => api.get(`/review/appeals/${claimId}/evidence/${sent}/pages/1`),
	],
];

/** Who may come by which door; whoever may not learns nothing: 401 without a session, 403 by role, 404 for what is not theirs. */
const ANSWERS: Record<string, Record<Door, number[]>> = {
	nobody: { me: [401], review: [401], appeal: [401] },
	'a token that ended': { me: [401], review: [401], appeal: [401] },
	'a token that was never given': { me: [401], review: [401], appeal: [401] },
	'another person': { me: [404], review: [403], appeal: [403] },
	'a reviewer': { me: [403], review: [200], appeal: [404] },
	'a key of the scope review': { me: [403], review: [200], appeal: [404] },
};

/** Nobody appealed, so nothing is reached through an appeal. */
type Door = 'me' | 'review' | 'appeal';

function doorOf(path: string): Door {
	if (path.startsWith('/review/appeals')) return 'appeal';
	return path.startsWith('/review') ? 'review' : 'me';
}

let theirs: Theirs;
const visitors = new Map<string, Api>();

test.beforeAll(async ({ service }) => {
	const { origin } = service;
	await createFirstAdmin(service);
	await inviteReviewer(service, STAFF.reviewer);
	const owner = await aSentCedula(service);
	const { claims } = expectStatus(await owner.api.get('/me/cedula'), 200);
	theirs = {
		claimId: claims[0].id,
		sent: claims[0].evidence[0].id,
		draft: '',
		upload: '',
		folio: owner.folio,
	};
	const ended = await register(service);
	expectStatus(await ended.api.delete('/sessions/current'), 204);
	const other = await register(service);
	const draftOwner = await register(service);
	const draft = await addProvenClaim(
		draftOwner.api,
		{ kind: 'training', data: {} },
		sample('documentos/doc-02.pdf'),
	);
	const metadata = `claim ${Buffer.from(draft.id).toString('base64')}`;
	const headers = { 'tus-resumable': '1.0.0', 'upload-length': '1000', 'upload-metadata': metadata };
	const created = await draftOwner.api.post('/uploads', undefined, { headers });
	expectStatus(created, 201);
	Object.assign(theirs, {
		draft: draft.evidenceId,
		upload: new URL(created.headers.get('location')!, origin).pathname.split('/').at(-1),
	});
	const reviewer = await signIn(service, STAFF.reviewer.email, STAFF.reviewer.password);
	visitors.set('nobody', apiOf(origin));
	visitors.set('a token that ended', ended.api);
	visitors.set('a token that was never given', apiOf(origin, 'x'.repeat(43)));
	visitors.set('another person', other.api);
	visitors.set('a reviewer', apiOf(origin, reviewer));
	visitors.set(
		'a key of the scope review',
		apiOf(origin, await createReviewKey(service, STAFF.reviewer.email)),
	);
});

test('every address of the contract that leads to a file is tried', async ({ service }) => {
	const { paths } = expectStatus(await apiOf(service.origin).get('/openapi.json'), 200);
	const leading = Object.keys(paths)
		.filter((path) => /evidence|uploads\/\{/.test(path))
		.map((path) => path.replace('/api/v1', ''));
	expect([...new Set(WAYS.map(([path]) => path))].sort()).toEqual(leading.sort());
});

for (const [who, answers] of Object.entries(ANSWERS))
	test(`${who} cannot reach the file of a person but by the door that is theirs`, async () => {
		for (const [path, ask] of WAYS) {
			const { status } = await ask(visitors.get(who)!, theirs);
			expect(answers[doorOf(path)], path).toContain(status);
		}
	});

test('nobody but its owner gets the printed acknowledgement and cédula', async ({ service }) => {
	for (const [who, { me }] of Object.entries(ANSWERS)) {
		if (me[0] === 401) continue;
		for (const file of ['', '/acuse.pdf', '/cedula.pdf']) {
			const { status } = await visitors.get(who)!.get(`/../../cedula/acuse/${theirs.folio}${file}`);
			expect([403, 404], `${who}: ${file}`).toContain(status);
		}
	}
	const anybody = await fetch(`${service.origin}/cedula/acuse/${theirs.folio}/acuse.pdf`, {
		redirect: 'manual',
	});
	expect(anybody.status).toBe(303);
});
