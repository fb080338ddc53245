import { z } from 'zod';
import { actor, authorizeOwner, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { conflict } from '#lib/platform/refusal.ts';
import { unknownFields } from './answers.ts';
import { answerObservations } from './answer-observations.server.ts';
import type { CedulaView, SubmissionSummary } from './cedula.ts';
import { readSubmission } from './get-submission.server.ts';
import { lockCedula } from './lock-cedula.server.ts';
import { readCedula } from './read-cedula.server.ts';
import { replies, writeReplies } from './save-replies.server.ts';
import { sendSubmission } from './send-submission.server.ts';
import type { SubmissionState } from './submission.ts';

const UNDECLARED =
	'Para enviar su cédula, marque que lo que declara es verdad y que los documentos son copia fiel de sus originales.';

/** The declaration without which nothing is sent. */
export const truthDeclaration = z.strictObject(
	{
		truthDeclared: z.literal(true, UNDECLARED),
		/** with an answer to remarks: what the person writes about each */
		replies: replies.optional(),
		/** refuses an answer in which something observed has neither changed nor a reply, so that one is asked first */
		askFirst: z.boolean().optional(),
	},
	{ error: (issue) => (issue.code === 'unrecognized_keys' ? unknownFields(issue) : UNDECLARED) },
);

/** What sending answers (contract.md, "Fields": submission). */
export type SubmissionReceipt = {
	folio: string;
	submittedAt: Date;
	dueOn: string;
	state: SubmissionState;
};

/**
 * Sends one's own cédula to be validated: the first time everything, later only what changed, and while the person is
 * asked for something, the answer. Sending twice answers the same folio.
 * @throws Refusal invalid without the declaration; conflict `incomplete` with `details.missing`; conflict `nothing_changed`;
 * with `askFirst`, conflict `untouched` with `details.untouched`, the remarks with neither a change nor a reply
 */
export async function submitCedula(principal: Principal | null, input: unknown): Promise<SubmissionReceipt> {
	const owner = authorizeOwner(principal, 'cedula.own');
	const { replies: written = {}, askFirst = false } = parse(truthDeclaration, input);
	const { profileId } = owner;
	return inTransaction(async (tx) => {
		const open = await lockCedula(tx, profileId);
		const cedula = await readCedula(tx, profileId);
		if (open && open.state !== 'needs_you' && cedula.submission) return receipt(cedula.submission);
		if (open) await writeReplies(tx, { profileId, submissionId: open.id }, written);
		refuseIncomplete(cedula);
		if (open && askFirst) await refuseUntouched(tx, profileId);
		const sent = await send(tx, profileId, cedula, open !== null);
		await record(tx, actor(owner, 'cedula.own'), {
			action: open ? 'cedula.answer-observations' : 'cedula.submit',
			profileId,
			subject: sent.folio,
			details: { claims: sent.claimCount, truthDeclared: true },
		});
		return receipt(sent);
	});
}

function send(tx: Transaction, profileId: string, cedula: CedulaView, answering: boolean) {
	return answering && cedula.submission
		? answerObservations(tx, profileId, cedula, cedula.submission.id)
		: sendSubmission(tx, profileId, cedula);
}

function refuseIncomplete({ missing }: CedulaView): void {
	if (missing.length === 0) return;
	const what =
		missing.length === 1 ? 'falta un dato o documento' : `faltan ${missing.length} datos o documentos`;
	throw conflict('incomplete', `Su cédula aún no se puede enviar: ${what}. Lo que ya guardó sigue ahí.`, {
		missing,
	});
}

/** Someone who left something as it was, and wrote nothing about it, may have overlooked it. */
async function refuseUntouched(tx: Transaction, profileId: string): Promise<void> {
	const { remarks } = await readSubmission(tx, profileId);
	const untouched = remarks
		.filter(({ state }) => state === 'todo')
		.map(({ claimId, title }) => ({ claimId, title }));
	if (untouched.length === 0) return;
	const what = untouched.length === 1 ? 'Una observación sigue' : `${untouched.length} observaciones siguen`;
	throw conflict('untouched', `${what} sin cambios y sin respuesta. Su respuesta todavía no se envió.`, {
		untouched,
	});
}

function receipt(sent: Pick<SubmissionSummary, 'folio' | 'submittedAt' | 'dueOn'> & { state: string }) {
	const { folio, submittedAt, dueOn, state } = sent;
	return { folio, submittedAt, dueOn, state: state as SubmissionState };
}
