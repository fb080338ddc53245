import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '#lib/platform/ids.ts';
import { messagesTo } from '../e2e/mailbox.ts';
import type { Answer, Call } from './call.ts';
import { compare, FIRST_PHONE, type SeenCedula } from './compare.ts';
import { aDocument } from './document.ts';
import type { Ledger } from './ledger.ts';
import { uploadInParts } from './resumable.ts';
import { read, send, type World } from './world.ts';

/** How long a person waits for a message or for the check of a file, kills included. */
const PATIENCE_MS = 240_000;
const LOOK_MS = 300;

const CLAIMS = {
	experience: { employer: 'Ayuntamiento de Toluca', area: 'TES', level: 'HEAD', from: '2019-01', to: null },
	education: { level: 'LICENCIATURA', programme: 'Economía', field: 'ECON', finishedOn: '2008-07-11' },
} as const;

/**
 * One person from the registration to the folio, over HTTP. What is not answered is asked again once the service is
 * back and was compared with the ledger, so that every promise is checked after every kill.
 */
export async function live(world: World, ledger: Ledger): Promise<void> {
	await register(world, ledger);
	await edit(world, ledger);
	const experience = await addClaim(world, ledger, 'experience', { position: `Tesorera ${ledger.number}` });
	const education = await addClaim(world, ledger, 'education', { institution: `Escuela ${ledger.number}` });
	await attach(world, ledger, experience);
	await addAndRemoveCourse(world, ledger);
	await confirmEmail(world, ledger);
	await edit(world, ledger);
	const document = aDocument(`Título ${ledger.number}`, 400_000);
	ledger.files.set(document.sha256, { kept: false, claimId: education, document });
	await uploadInParts(world, ledger, education, document);
	await edit(world, ledger);
	await untilChecked(world, ledger);
	await submit(world, ledger);
	ledger.finished = true;
}

/** Sends until there is an answer; whatever comes after a loss is compared first. @throws Error on another status */
async function insist(
	world: World,
	ledger: Ledger,
	[method, path, request]: [string, string, () => Call],
	accepted: number[],
): Promise<Answer> {
	for (;;) {
		const answer = await send(world, ledger, method, path, request());
		if (answer && !accepted.includes(answer.status)) {
			throw new Error(`${method} ${path} answers ${answer.status}: ${answer.bytes.toString().slice(0, 600)}`);
		}
		if (answer) return answer;
		await world.recovered();
		await compare(world, ledger);
	}
}

async function register(world: World, ledger: Ledger): Promise<void> {
	const { registration, account } = ledger;
	while (!account.kept) {
		const answer = await send(world, ledger, 'POST', '/api/v1/accounts', { json: registration });
		if (answer && answer.status !== 201) throw new Error(`registering answers ${answer.status}`);
		if (answer) account.kept = true;
		else {
			await world.recovered();
			account.kept = await signIn(world, ledger);
		}
	}
	if (!ledger.token && !(await signIn(world, ledger))) {
		throw new Error(`the account of person ${ledger.number} was accepted and is gone`);
	}
	await compare(world, ledger);
}

/** @returns whether there is an account */
async function signIn(world: World, ledger: Ledger): Promise<boolean> {
	const { curp: identifier, password } = ledger.registration;
	for (;;) {
		const json = { identifier, password };
		const answer = await send(world, { ...ledger, token: '' }, 'POST', '/api/v1/sessions', { json });
		if (answer?.status === 401) return false;
		if (answer && answer.status !== 200) throw new Error(`signing in answers ${answer.status}`);
		if (answer) {
			ledger.token = (answer.body as { token: string }).token;
			return true;
		}
		await world.recovered();
	}
}

async function edit(world: World, ledger: Ledger): Promise<void> {
	const number = ++ledger.edits.sent;
	const contact = { phone: String(FIRST_PHONE + number), municipality: '15106' };
	const post = {
		entity: 'Ayuntamiento de Toluca',
		municipality: '15106',
		area: 'TES',
		position: `Tesorera ${number}`,
		level: 'HEAD',
		since: '2019-01',
	};
	await insist(world, ledger, ['PATCH', '/api/v1/me/cedula', () => ({ json: { contact, post } })], [200]);
	ledger.edits.kept = number;
}

async function addClaim(
	world: World,
	ledger: Ledger,
	kind: keyof typeof CLAIMS,
	changes: Record<string, string>,
): Promise<string> {
	const id = newId();
	const data = { ...CLAIMS[kind], ...changes };
	ledger.claims.set(id, { kept: false, kind, data });
	const answer = await insist(
		world,
		ledger,
		['POST', '/api/v1/me/claims', () => ({ json: { id, kind, data } })],
		[201],
	);
	if ((answer.body as { id: string }).id !== id) world.fault(`the claim ${id} got another id`);
	ledger.claims.get(id)!.kept = true;
	return id;
}

/** The same request by its key alone, until it is answered: once a cut one is given up for dead, it is done again. */
async function addAndRemoveCourse(world: World, ledger: Ledger): Promise<void> {
	const { course } = ledger;
	const json = { kind: 'training', data: { name: course.name } };
	const headers = { 'idempotency-key': course.name };
	course.most = 1;
	let answer: Answer;
	do {
		answer = await insist(
			world,
			ledger,
			['POST', '/api/v1/me/claims', () => ({ json, headers })],
			[201, 409],
		);
		if (answer.status === 409) await pause(LOOK_MS);
	} while (answer.status === 409);
	course.least = 1;
	const { id } = answer.body as { id: string };
	await compare(world, ledger);
	course.least = 0;
	await insist(world, ledger, ['DELETE', `/api/v1/me/claims/${id}`, () => ({})], [204, 404]);
	course.most = 0;
	await compare(world, ledger);
}

async function attach(world: World, ledger: Ledger, claimId: string): Promise<void> {
	const document = aDocument(`Nombramiento ${ledger.number}`, 150_000);
	ledger.files.set(document.sha256, { kept: false, claimId, document });
	const form = () => {
		const body = new FormData();
		body.set('file', new Blob([document.bytes], { type: 'application/pdf' }), document.name);
		return { body };
	};
	const path = `/api/v1/me/claims/${claimId}/evidence`;
	const answer = await insist(world, ledger, ['POST', path, form], [201]);
	const { sha256 } = answer.body as { sha256: string };
	if (sha256 !== document.sha256) world.fault(`the file ${document.name} was received as ${sha256}`);
	ledger.files.get(document.sha256)!.kept = true;
}

async function confirmEmail(world: World, ledger: Ledger): Promise<void> {
	const { pathname } = new URL(await confirmationLink(world, ledger));
	const headers = {
		origin: world.origin,
		accept: 'text/html',
		'content-type': 'application/x-www-form-urlencoded',
	};
	for (;;) {
		const answer = await send(world, ledger, 'POST', `${pathname}?/confirm`, { headers, body: '' });
		if (answer?.status === 303) break;
		if (!answer) await world.recovered();
		const seen = await compare(world, ledger);
		if (seen?.email?.confirmed) break;
		if (answer) throw new Error(`confirming answers ${answer.status} and confirms nothing`);
	}
	ledger.emailConfirmed = true;
}

/** The link of the first message to a person: nothing but the confirmation goes there before. Whoever waits goes on editing. */
async function confirmationLink(world: World, ledger: Ledger): Promise<string> {
	const until = Date.now() + PATIENCE_MS;
	while (Date.now() < until) {
		const [message] = await messagesTo(world.mailFolder, ledger.registration.email);
		if (message) return message.link;
		await pause(LOOK_MS);
		await edit(world, ledger);
	}
	throw new Error(`the message to person ${ledger.number} was never sent`);
}

/** Waits until every file was checked: work cut by a kill must be taken up again. */
async function untilChecked(world: World, ledger: Ledger): Promise<void> {
	const until = Date.now() + PATIENCE_MS;
	while (Date.now() < until) {
		const { body, status } = await read(world, ledger, '/api/v1/me/cedula');
		if (status !== 200) throw new Error(`the cédula answers ${status}`);
		const files = (body as SeenCedula).claims.flatMap(({ evidence }) => evidence);
		if (files.length === 2 && files.every(({ scan }) => scan !== 'pending')) return;
		await pause(LOOK_MS);
		await edit(world, ledger);
	}
	throw new Error(`a file of person ${ledger.number} still waits for its check`);
}

async function submit(world: World, ledger: Ledger): Promise<void> {
	const { submission } = ledger;
	submission.sent = true;
	const request = () => ({ json: { truthDeclared: true } });
	const answer = await insist(world, ledger, ['POST', '/api/v1/me/submission', request], [201]);
	submission.folio = (answer.body as { folio: string }).folio;
	submission.kept = true;
	await compareSubmission(world, ledger);
}

/** Compares the submission with the folio that the person was given. */
export async function compareSubmission(world: World, ledger: Ledger): Promise<void> {
	const { body } = await read(world, ledger, '/api/v1/me/submission');
	const { state, folio } = body as { state: string; folio: string };
	if (state !== 'received' || folio !== ledger.submission.folio) {
		world.fault(`person ${ledger.number} has the folio ${ledger.submission.folio}, found ${folio} ${state}`);
	}
}
