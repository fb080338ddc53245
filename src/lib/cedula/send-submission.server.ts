import { sql } from 'drizzle-orm';
import { holdClock } from '#lib/institution/calendar-in-force.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { now } from '#lib/platform/clock.ts';
import type { Transaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { getPersonKey } from '#lib/platform/person-keys.server.ts';
import { newReadableCode } from '#lib/platform/readable-code.server.ts';
import { conflict } from '#lib/platform/refusal.ts';
import type { CedulaView } from './cedula.ts';
import { termFrom } from './deadlines.server.ts';
import { freezeClaims } from './freeze-claims.server.ts';
import { formatFolio } from './submission.ts';
import { sealAnswers } from './submitted-answers.server.ts';
import { folioCounter, submission, submissionClaim } from './tables.server.ts';

/**
 * Makes a new submission of what changed since the last one, with a folio of its own. Its clock starts.
 * @throws Refusal conflict `nothing_changed`
 */
export async function sendSubmission(tx: Transaction, profileId: string, cedula: CedulaView) {
	const changed = cedula.claims.filter((claim) => claim.changed);
	if (changed.length === 0) throw conflict('nothing_changed', NOTHING_CHANGED);
	const frozen = await freezeClaims(tx, profileId, changed);
	const key = await getPersonKey(profileId, tx);
	const submittedAt = now();
	const term = termFrom(submittedAt, await holdClock(tx));
	const sent = {
		id: newId(),
		profileId,
		state: 'received',
		submittedAt,
		...term,
		answers: sealAnswers(key, cedula),
		municipality: String(cedula.sections.post.data.municipality),
		claimCount: frozen.length,
		verificationCode: newReadableCode(),
		folio: await nextFolio(tx, Number(term.receivedOn.slice(0, 4))),
	};
	await tx.insert(submission).values(sent);
	await tx
		.insert(submissionClaim)
		.values(frozen.map((claim) => ({ ...claim, submissionId: sent.id, profileId, state: 'submitted' })));
	await emit(tx, 'cedula-submitted', { profileId, submissionId: sent.id });
	return sent;
}

const NOTHING_CHANGED =
	'No hay nada nuevo que validar: sus estudios, empleos, certificaciones y cursos están como los envió. Los demás datos ya quedaron guardados.';

/**
 * The next number of a year. Whoever sends at the same time waits here until the other has ended,
 * so numbers have no gaps; that is why it is asked for last.
 */
async function nextFolio(tx: Transaction, year: number): Promise<string> {
	const [counter] = await tx
		.insert(folioCounter)
		.values({ year, last: 1 })
		.onConflictDoUpdate({ target: folioCounter.year, set: { last: sql`${folioCounter.last} + 1` } })
		.returning();
	return formatFolio(institution().settings.folioPrefix, year, counter!.last);
}
