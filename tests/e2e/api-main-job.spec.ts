import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { apiOf, fileForm, type Api, type Json } from './api.ts';
import {
	Account,
	BankPage,
	Case,
	Cedula,
	Claim,
	Evidence,
	Queue,
	QueueItem,
	Rating,
	Receipt,
	Session,
} from './contract.ts';
import { expect, test } from './fixtures.ts';
import { checkedEvidence, confirmEmail, expectStatus } from './journeys.ts';
import { mailTo, messagesTo } from './mailbox.ts';
import { anaSofia, LICENCE_CLAIM, NEEDED_SECTIONS, POST_CLAIM, sample, samplePath } from './people.ts';
import { shm, type Service } from './service.ts';
import { createFirstAdmin, createReviewKey, inviteReviewer, STAFF } from './staff.ts';

test.use({ instance: 'api-main-job' });
test.describe.configure({ mode: 'serial', timeout: 60_000 });

const person = anaSofia();
let me: Api;
let reviewer: Api;
let degreeId = '';
let postId = '';
let folio = '';
let firstDueOn = '';

test.beforeAll(async ({ service }) => {
	await createFirstAdmin(service);
	await inviteReviewer(service, STAFF.reviewer);
	reviewer = apiOf(service.origin, await createReviewKey(service, STAFF.reviewer.email));
});

test('a person registers and signs in with the CURP', async ({ service }) => {
	const anybody = apiOf(service.origin);
	const notice = expectStatus(await anybody.get('/catalogues/privacy-notice'), 200);
	expect(notice).toMatchObject({ version: expect.any(String), publishedOn: expect.any(String) });
	expect(notice.sections.length).toBeGreaterThan(0);
	const noticeVersion: string = notice.version;
	const account = expectStatus(await anybody.post('/accounts', { ...person, noticeVersion }), 201);
	expect(Account.parse(account).email).toBe(person.email);
	const given = { identifier: person.curp, password: person.password };
	const session = Session.parse(expectStatus(await anybody.post('/sessions', given), 200));
	expect(session.roles).toEqual(['servant']);
	expect(Date.parse(session.expiresAt)).toBeGreaterThan(Date.now());
	me = apiOf(service.origin, session.token);
});

test('a catalogue is searched as people write, by anybody', async ({ service }) => {
	const search = await apiOf(service.origin).get('/catalogues/municipalities?q=acambay%20ruiz');
	const { version, items } = expectStatus(search, 200);
	expect(version).toEqual(expect.any(String));
	expect(items).toEqual([{ key: '15001', label: 'Acambay de Ruíz Castañeda' }]);
	expect(search.headers.get('cache-control')).toBe('public, max-age=3600');
});

test('the cédula begins with what the account and the CURP say', async () => {
	const cedula = Cedula.parse(expectStatus(await me.get('/me/cedula'), 200));
	expect(cedula.sections.identity.data).toMatchObject({
		curp: person.curp,
		givenNames: 'Ana Sofía',
		birthDate: '1994-10-20',
		sex: 'M',
		birthState: 'GR',
	});
	expect(cedula.sections.contact.data.email).toBe(person.email);
	expect(cedula.claims).toEqual([]);
	expect(cedula.missing.length).toBeGreaterThan(0);
	for (const path of ['/me/rating', '/me/rating/what-if'])
		expect(expectStatus(await me.get(path), 200)).toEqual({ stars: null });
	expect(expectStatus(await me.get('/me/submission'), 200)).toMatchObject({ state: 'draft' });
});

test('the sections are saved in parts and in any order', async () => {
	const { post } = NEEDED_SECTIONS;
	const half = expectStatus(await me.patch('/me/cedula', { post: { entity: post.entity } }), 200);
	expect(half.sections.post.state).toBe('in_progress');
	expectStatus(await me.patch('/me/cedula', NEEDED_SECTIONS), 200);
	const { sections } = Cedula.parse(expectStatus(await me.get('/me/cedula'), 200));
	expect(sections.contact).toMatchObject({ state: 'complete', data: { phone: '7221234567' } });
	expect(sections.post).toMatchObject({ state: 'complete', data: { ...post } });
	expect(sections.skills.state).toBe('not_started');
});

test('claims are added, changed and taken out', async () => {
	const degree = Claim.parse(expectStatus(await me.post('/me/claims', LICENCE_CLAIM), 201));
	expect(degree).toMatchObject({ ...LICENCE_CLAIM, revision: 1, state: 'draft', evidence: [] });
	degreeId = degree.id;
	const { data } = POST_CLAIM;
	const { area: _, ...unfinished } = data;
	const post = expectStatus(await me.post('/me/claims', { kind: POST_CLAIM.kind, data: unfinished }), 201);
	postId = post.id;
	const changed = expectStatus(await me.patch(`/me/claims/${postId}`, { data: { area: data.area } }), 200);
	expect(changed.data).toEqual(data);
	const mistake = expectStatus(await me.post('/me/claims', { kind: 'training', data: {} }), 201);
	expectStatus(await me.delete(`/me/claims/${mistake.id}`), 204);
	const { claims } = Cedula.parse(expectStatus(await me.get('/me/cedula'), 200));
	expect(claims.map(({ id }) => id).sort()).toEqual([degreeId, postId].sort());
});

test('a file goes up as a form, and the same bytes again are the same file', async () => {
	const file = sample('documentos/doc-01.pdf', 'application/pdf', 'DOC20260528103333.pdf');
	const path = `/me/claims/${degreeId}/evidence`;
	const evidence = Evidence.parse(expectStatus(await me.post(path, fileForm(file)), 201));
	const bytes = readFileSync(samplePath('documentos/doc-01.pdf'));
	expect(evidence).toMatchObject({
		name: 'DOC20260528103333.pdf',
		mediaType: 'application/pdf',
		sizeBytes: bytes.length,
		sha256: createHash('sha256').update(bytes).digest('hex'),
	});
	const again = expectStatus(await me.post(path, fileForm(file)), 201);
	expect(again.id).toBe(evidence.id);
	const checked = await checkedEvidence(me, evidence.id);
	expect(checked).toMatchObject({ scan: 'unscanned', pages: 1 });
	const download = await me.get(`/me/evidence/${evidence.id}/file`);
	expect(download.status).toBe(200);
	expect(download.headers.get('content-disposition')).toMatch(/^attachment/);
	expect(download.headers.get('content-security-policy')).toContain('sandbox');
});

test('a file goes up in pieces with tus, and goes on where the connection broke', async ({ service }) => {
	const bytes = readFileSync(samplePath('documentos/doc-11.jpg'));
	const half = Math.floor(bytes.length / 2);
	const upload = await startUpload(service, { claim: postId, filename: 'nombramiento.jpg' }, bytes.length);
	expect((await upload.send(bytes.subarray(0, half), 0)).status).toBe(204);
	expect(await upload.offset()).toBe(half);
	const last = await upload.send(bytes.subarray(half), half);
	expect(last.status).toBe(204);
	const evidenceId = last.headers.get('upload-evidence-id') ?? '';
	const checked = Evidence.parse(await checkedEvidence(me, evidenceId));
	expect(checked).toMatchObject({ name: 'nombramiento.jpg', mediaType: 'image/jpeg', scan: 'unscanned' });
	const { claims } = expectStatus(await me.get('/me/cedula'), 200);
	const post = claims.find((claim: Json) => claim.id === postId);
	expect(post.evidence.map((file: Json) => file.id)).toEqual([evidenceId]);
});

test('what is missing is said before and after the e-mail is confirmed', async ({ service }) => {
	const refused = await me.post('/me/submission', { truthDeclared: true });
	expect(refused.status).toBe(409);
	expect(refused.body).toMatchObject({ code: 'incomplete', missing: [{ code: 'email_unconfirmed' }] });
	await confirmEmail(service, person.email);
	expect(Cedula.parse(expectStatus(await me.get('/me/cedula'), 200)).missing).toEqual([]);
	const undeclared = await me.post('/me/submission', {});
	expect(undeclared.status).toBe(422);
	expect(undeclared.body.errors[0].path).toBe('truthDeclared');
});

test('sending gives a folio and a date; sending again gives the same', async ({ service }) => {
	const receipt = Receipt.parse(expectStatus(await me.post('/me/submission', { truthDeclared: true }), 201));
	expect(receipt.state).toBe('received');
	expect(receipt.dueOn > receipt.submittedAt.slice(0, 10)).toBe(true);
	folio = receipt.folio;
	firstDueOn = receipt.dueOn;
	const again = expectStatus(await me.post('/me/submission', { truthDeclared: true }), 201);
	expect(again.folio).toBe(folio);
	const { body } = await mailTo(service.mailFolder, person.email, new RegExp(folio));
	expect(body).not.toContain(person.curp);
	expect(expectStatus(await me.get('/me/submission'), 200)).toMatchObject({ folio, dueOn: receipt.dueOn });
});

test('what was sent is closed while it is in validation', async () => {
	const change = await me.patch(`/me/claims/${postId}`, { data: { position: 'Tesorera' } });
	expect(change).toMatchObject({ status: 409, body: { code: 'not_editable' } });
	const { claims } = expectStatus(await me.get('/me/cedula'), 200);
	const [file] = claims[0].evidence;
	expect((await me.delete(`/me/evidence/${file.id}`)).status).toBe(409);
});

test('a reviewer sees it in the queue and takes it', async () => {
	const queue = Queue.parse(expectStatus(await reviewer.get('/review/queue'), 200));
	expect(queue.items).toHaveLength(1);
	expect(queue.items[0]).toMatchObject({ folio, municipality: '15106', claims: 2, assignedTo: null });
	expect(JSON.stringify(queue)).not.toMatch(/Figueroa|FIOA/);
	const taken = QueueItem.parse(expectStatus(await reviewer.post('/review/queue/next'), 200));
	expect(taken).toMatchObject({ folio, assignedTo: STAFF.reviewer.name });
	expect(expectStatus(await me.get('/me/submission'), 200).state).toBe('in_review');
});

test('the case shows what was declared beside its documents', async () => {
	const found = Case.parse(expectStatus(await reviewer.get(`/review/submissions/${folio}`), 200));
	expect(found.person).toMatchObject({ curp: person.curp, name: 'Ana Sofía Figueroa Ordóñez' });
	const degree = found.claims.find(({ id }) => id === degreeId)!;
	expect(degree).toMatchObject({ kind: 'education', data: LICENCE_CLAIM.data, state: 'submitted' });
	const [file] = degree.evidence;
	const page = await reviewer.get(`/review/evidence/${file!.id}/pages/1`);
	expect(page.status).toBe(200);
	expect(page.headers.get('content-type')).toMatch(/^image\//);
	expect((await reviewer.get(`/review/evidence/${file!.id}/pages/2`)).status).toBe(404);
	const whole = await reviewer.get(`/review/evidence/${file!.id}/file`);
	expect(whole.headers.get('content-disposition')).toMatch(/^attachment/);
});

test('nothing is rated while a claim waits, and nothing returned while nothing is observed', async () => {
	const undecided = await reviewer.post(`/review/submissions/${folio}/rating`, { identityAttested: true });
	expect(undecided).toMatchObject({ status: 409, body: { code: 'undecided' } });
	const nothing = await reviewer.post(`/review/submissions/${folio}/return`);
	expect(nothing).toMatchObject({ status: 409, body: { code: 'nothing_observed' } });
});

test('one claim is accepted, the other observed and returned with its reason', async ({ service }) => {
	await decide(degreeId, { verdict: 'accepted' });
	await decide(postId, { verdict: 'observed', reason: await someReason(), note: 'La foto está cortada.' });
	expectStatus(await reviewer.post(`/review/submissions/${folio}/return`), 200);
	const waiting = expectStatus(await me.get('/me/submission'), 200);
	expect(waiting.state).toBe('needs_you');
	expect(waiting.remarks).toMatchObject([{ claimId: postId, note: 'La foto está cortada.' }]);
	await mailTo(service.mailFolder, person.email, /corrija/);
	expect((await me.patch(`/me/claims/${degreeId}`, { data: { programme: 'Otra' } })).status).toBe(409);
});

test('the person corrects what was observed and sends it with the same folio', async () => {
	expectStatus(await me.patch(`/me/claims/${postId}`, { data: { position: 'Analista de ingresos' } }), 200);
	const receipt = Receipt.parse(expectStatus(await me.post('/me/submission', { truthDeclared: true }), 201));
	expect(receipt).toMatchObject({ folio, state: 'received' });
	expect(receipt.dueOn >= firstDueOn).toBe(true);
});

test('the reviewer accepts the new revision, attests the identity and issues', async ({ service }) => {
	expect(expectStatus(await reviewer.post('/review/queue/next'), 200).folio).toBe(folio);
	const stale = { revision: 1, verdict: 'accepted' };
	const refused = await reviewer.post(`/review/claims/${postId}/verdict`, stale);
	expect(refused).toMatchObject({ status: 409, body: { code: 'stale_revision' } });
	await decide(postId, { verdict: 'accepted' });
	const path = `/review/submissions/${folio}/rating`;
	const unattested = await reviewer.post(path, {});
	expect(unattested.status).toBe(422);
	expect(unattested.body.errors[0].path).toBe('identityAttested');
	const issued = Rating.parse(expectStatus(await reviewer.post(path, { identityAttested: true }), 201));
	expect(issued.issuedBy).toBe(STAFF.reviewer.name);
	await mailTo(service.mailFolder, person.email, /dictamen/i);
});

test('the person reads the stars and what each point comes from', async () => {
	const rating = Rating.parse(expectStatus(await me.get('/me/rating'), 200));
	const sum = rating.elements.reduce((total, { points }) => total + points, 0);
	expect(rating.points).toBe(sum);
	const academic = rating.elements.find(({ key }) => key === 'academic')!;
	expect(academic.points).toBe(2200);
	expect(JSON.stringify(academic.criteria)).toContain(degreeId);
	const next = expectStatus(await me.get('/me/rating/what-if'), 200);
	expect(next).toMatchObject({ points: rating.points, stars: rating.stars, goal: expect.any(Number) });
	expect(next.ways[0].stars).toBeGreaterThanOrEqual(next.goal);
	expect(expectStatus(await me.get('/me/submission'), 200)).toMatchObject({ folio, state: 'rated' });
});

test('the bank shows the person from consent on, and no longer once it is withdrawn', async () => {
	const search = '/bank?q=figueroa&municipality[]=15106&minStars=10';
	expect(BankPage.parse(expectStatus(await reviewer.get(search), 200)).total).toBe(0);
	const given = expectStatus(await me.put('/me/consents', { bank: true }), 200);
	expect(given).toMatchObject({ bank: true, jobAlerts: false });
	const found = BankPage.parse(expectStatus(await reviewer.get(search), 200));
	const { stars } = expectStatus(await me.get('/me/rating'), 200);
	expect(found).toMatchObject({
		total: 1,
		items: [{ name: 'Ana Sofía Figueroa Ordóñez', stars, municipality: '15106', area: 'TES' }],
	});
	expect(found.facets.municipality).toEqual([{ value: '15106', count: 1 }]);
	const profile = expectStatus(await reviewer.get(`/bank/${found.items[0]!.id}`), 200);
	expect(JSON.stringify(profile)).not.toMatch(/FIOA941020|7221234567|3498994|correo\.example/);
	expectStatus(await me.put('/me/consents', { bank: false }), 200);
	expect(expectStatus(await reviewer.get(search), 200).total).toBe(0);
	expect((await reviewer.get(`/bank/${found.items[0]!.id}`)).status).toBe(404);
});

test('every decision is in an audit log that verifies', async ({ service }) => {
	const { code, output, errors } = await shm(service, ['audit', 'verify', '--json']);
	expect(errors).toBe('');
	expect(code).toBe(0);
	expect(output).not.toBe('');
});

test('the person got each message once, without personal data', async ({ service }) => {
	const messages = await messagesTo(service.mailFolder, person.email);
	const subjects = [/^Confirme su correo/, /^Recibimos su cédula/, /corrija/, /dictamen/];
	expect(messages.map(({ subject }) => subject)).toEqual(
		subjects.map((subject) => expect.stringMatching(subject)),
	);
	for (const { subject, body } of messages)
		expect(`${subject} ${body}`).not.toMatch(/Figueroa|FIOA941020|Contaduría|7221234567/);
});

test('signing out ends the session', async () => {
	expectStatus(await me.delete('/sessions/current'), 204);
	expect((await me.get('/me/cedula')).status).toBe(401);
});

/** Decides a claim of the case that the reviewer holds, in the revision that it has now. */
async function decide(claimId: string, verdict: { verdict: string; reason?: string; note?: string }) {
	const { claims } = expectStatus(await reviewer.get(`/review/submissions/${folio}`), 200);
	const { revision } = claims.find((claim: Json) => claim.id === claimId);
	expectStatus(await reviewer.post(`/review/claims/${claimId}/verdict`, { revision, ...verdict }), 200);
}

async function someReason(): Promise<string> {
	const { items } = expectStatus(await reviewer.get('/catalogues/reasons'), 200);
	return items.find((reason: Json) => reason.verdicts.includes('observed')).key;
}

/** An upload with the tus protocol, by hand. */
async function startUpload({ origin }: Service, metadata: Record<string, string>, length: number) {
	const encoded = Object.entries({ ...metadata, filetype: 'image/jpeg' })
		.map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
		.join(',');
	const tus = { 'tus-resumable': '1.0.0' };
	const created = await me.post('/uploads', undefined, {
		headers: { ...tus, 'upload-length': String(length), 'upload-metadata': encoded },
	});
	expect(created.status).toBe(201);
	const path = new URL(created.headers.get('location')!, origin).pathname.replace('/api/v1', '');
	return {
		send: (bytes: Uint8Array, offset: number) =>
			me.patch(path, bytes, {
				headers: {
					...tus,
					'content-type': 'application/offset+octet-stream',
					'upload-offset': String(offset),
				},
			}),
		offset: async () => Number((await me.head(path, { headers: tus })).headers.get('upload-offset')),
	};
}
