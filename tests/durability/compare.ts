import { createHash } from 'node:crypto';
import type { Ledger } from './ledger.ts';
import { read, type World } from './world.ts';

/** The parts of `GET /me/cedula` that are compared. */
export type SeenCedula = {
	sections: Record<'contact' | 'post', { data: Record<string, unknown> }>;
	claims: { id: string; kind: string; data: Record<string, unknown>; evidence: SeenFile[] }[];
	email: { confirmed: boolean } | null;
};
export type SeenFile = { id: string; sha256: string; sizeBytes: number; scan: string };

/** First telephone number that an edit writes; the number of the edit is added. */
export const FIRST_PHONE = 7_220_000_000;

/**
 * Compares what the service shows to a person with what it owes them: everything accepted is there once, everything
 * else is there whole or not at all. What is seen is owed from then on.
 */
export async function compare(world: World, ledger: Ledger): Promise<SeenCedula | undefined> {
	const answer = await read(world, ledger, '/api/v1/me/cedula');
	const fault = (what: string) => world.fault(`person ${ledger.number}: ${what}`);
	if (answer.status !== 200) {
		fault(`the cédula answers ${answer.status} to a session that was given`);
		return undefined;
	}
	const seen = answer.body as SeenCedula;
	if (ledger.emailConfirmed && !seen.email?.confirmed) fault('the confirmed e-mail is not confirmed');
	compareEdits(seen, ledger, fault);
	compareClaims(seen, ledger, fault);
	compareFiles(seen, ledger, fault);
	return seen;
}

/** Compares the bytes of every file with what was sent. */
export async function compareBytes(world: World, ledger: Ledger, seen: SeenCedula): Promise<void> {
	for (const { id, sha256, scan } of seen.claims.flatMap(({ evidence }) => evidence)) {
		if (scan === 'refused') world.fault(`person ${ledger.number}: a good file was refused`);
		const answer = await read(world, ledger, `/api/v1/me/evidence/${id}/file`);
		const found = createHash('sha256').update(answer.bytes).digest('hex');
		if (answer.status !== 200 || found !== sha256) {
			world.fault(`person ${ledger.number}: the file ${id} answers ${answer.status} with other bytes`);
		}
	}
}

type Fault = (what: string) => void;

/** One edit writes its number into two sections: both carry the same one, or the edit was torn. */
function compareEdits({ sections }: SeenCedula, { edits }: Ledger, fault: Fault): void {
	const phone = sections.contact.data.phone;
	const inContact = phone === undefined ? 0 : Number(phone) - FIRST_PHONE;
	const inPost = Number(/\d+$/.exec(String(sections.post.data.position ?? ''))?.[0] ?? 0);
	if (inContact !== inPost) fault(`an edit was kept by half: ${inContact} and ${inPost}`);
	if (inPost < edits.kept || inPost > edits.sent) {
		fault(`edit ${edits.kept} was accepted, ${edits.sent} sent, and ${inPost} is there`);
	}
	edits.kept = Math.max(edits.kept, inPost);
}

function compareClaims(seen: SeenCedula, ledger: Ledger, fault: Fault): void {
	const { name, least, most } = ledger.course;
	const courses = seen.claims.filter(({ data }) => data.name === name).length;
	if (courses < least || courses > most)
		fault(`of the course ${least} to ${most} are owed, ${courses} there`);
	const claims = seen.claims.filter(({ data }) => data.name !== name);
	const ids = claims.map(({ id }) => id);
	if (new Set(ids).size !== ids.length) fault('a claim is there twice');
	for (const [id, promised] of ledger.claims) {
		const found = claims.find((claim) => claim.id === id);
		if (!found && promised.kept) fault(`the accepted claim ${id} is gone`);
		if (!found) continue;
		promised.kept = true;
		const torn = Object.entries(promised.data).filter(([field, value]) => found.data[field] !== value);
		if (found.kind !== promised.kind || torn.length > 0) fault(`the claim ${id} is not as it was sent`);
	}
	for (const id of ids) if (!ledger.claims.has(id)) fault(`nobody sent the claim ${id}`);
}

function compareFiles({ claims }: SeenCedula, ledger: Ledger, fault: Fault): void {
	const found = claims.flatMap(({ id, evidence }) => evidence.map((file) => ({ ...file, claimId: id })));
	for (const [sha256, promised] of ledger.files) {
		const same = found.filter((file) => file.sha256 === sha256);
		if (same.length > 1) fault(`the file ${promised.document.name} is there ${same.length} times`);
		if (same.length === 0 && promised.kept) fault(`the accepted file ${promised.document.name} is gone`);
		const [file] = same;
		if (!file) continue;
		promised.kept = true;
		const asSent = file.claimId === promised.claimId && file.sizeBytes === promised.document.bytes.length;
		if (!asSent) fault(`the file ${promised.document.name} is not as it was sent`);
	}
	for (const { sha256 } of found) if (!ledger.files.has(sha256)) fault(`nobody sent the file ${sha256}`);
}
