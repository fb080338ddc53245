import { z } from 'zod';
import { actor, authorizeOwner, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { appealTermFrom } from '#lib/cedula/deadlines.server.ts';
import { lockCedula } from '#lib/cedula/lock-cedula.server.ts';
import { holdClock, type ClockInForce } from '#lib/institution/calendar-in-force.server.ts';
import { formatDateLong } from '#lib/institution/plain-date.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { isId, newId } from '#lib/platform/ids.ts';
import { parse } from '#lib/platform/parse.ts';
import { getPersonKey } from '#lib/platform/person-keys.server.ts';
import { conflict, invalidField } from '#lib/platform/refusal.ts';
import { cleanText } from '#lib/platform/text.ts';
import type { CriterionKey } from '#lib/rating/model/model.ts';
import type { IssuedRating } from '#lib/rating/rating.ts';
import { CRITERIA, TEXT_LENGTH, type AskObstacle } from './appeal.ts';
import { getOwnAppeals, readAskSituation, type OwnAppeal } from './get-own-appeals.server.ts';
import { findAppeal, insertAppeal } from './store.server.ts';

const reasonsText = z
	.string()
	.nullish()
	.transform((value) => (value ? cleanText(value) : '') || undefined)
	.pipe(
		z.string().max(TEXT_LENGTH, `Los motivos pueden tener como máximo ${TEXT_LENGTH} caracteres.`).optional(),
	);

const KNOWN = `Los criterios son ${CRITERIA.join(', ')}.`;

/**
 * Body of the request (`POST /me/rating/appeal`): the reasons by criterion, of those that the person does not agree with.
 * `id` comes with the form, so that one sent twice asks once.
 */
export const AskAppeal = z.object({
	id: z.string().refine(isId, 'Vuelva a cargar la página e inténtelo de nuevo.').optional(),
	reasons: z.strictObject(
		Object.fromEntries(CRITERIA.map((key) => [key, reasonsText])) as Record<CriterionKey, typeof reasonsText>,
		{ error: (issue) => (issue.code === 'unrecognized_keys' ? KNOWN : 'Escriba sus motivos por criterio.') },
	),
});

/**
 * Asks that another person look again at criteria of the dictamen that holds; once for each dictamen, within the period of
 * the institution. The dictamen holds meanwhile.
 * @throws Refusal invalid (no reasons) · conflict `no_rating`, `already_asked`, `appeal_open`, `period_over`
 */
export async function askAppeal(principal: Principal | null, input: unknown): Promise<OwnAppeal> {
	const owner = authorizeOwner(principal, 'appeal.own');
	const { id = newId(), reasons } = parse(AskAppeal, input);
	const given = reasonsGiven(reasons);
	await inTransaction(async (tx) => {
		await lockCedula(tx, owner.profileId);
		if (await wasSent(tx, owner.profileId, id)) return;
		const clock = await holdClock(tx);
		const { rating, askBy, obstacle } = await readAskSituation(tx, owner.profileId, clock.calendar);
		if (!rating || obstacle) throw refusalOf(obstacle, askBy);
		await write(tx, owner, { id, rating, given, clock });
	});
	const { appeals } = await getOwnAppeals(principal);
	return appeals.find((appeal) => appeal.id === id)!;
}

type Given = Partial<Record<CriterionKey, string>>;

function reasonsGiven(reasons: Partial<Record<CriterionKey, string | undefined>>): Given {
	const given = Object.fromEntries(Object.entries(reasons).filter(([, text]) => text !== undefined)) as Given;
	if (Object.keys(given).length > 0) return given;
	throw invalidField(
		'',
		'required',
		'Escriba sus motivos en al menos un criterio: en el que no está de acuerdo.',
	);
}

/** The same form sent again asks for nothing new. */
async function wasSent(tx: Transaction, profileId: string, id: string): Promise<boolean> {
	const found = await findAppeal(tx, id);
	if (!found) return false;
	if (found.appeal.profileId === profileId) return true;
	throw invalidField('id', 'taken', 'Vuelva a cargar la página e inténtelo de nuevo.');
}

type New = { id: string; rating: IssuedRating; given: Given; clock: ClockInForce };

async function write(
	tx: Transaction,
	owner: Principal & { profileId: string },
	{ id, rating, given, clock }: New,
): Promise<void> {
	const { profileId } = owner;
	const askedAt = now();
	const term = appealTermFrom(askedAt, clock);
	const criteria = CRITERIA.filter((key) => given[key] !== undefined);
	const key = await getPersonKey(profileId, tx);
	await insertAppeal(tx, {
		id,
		profileId,
		ratingId: rating.id,
		submissionId: rating.submissionId,
		state: 'received',
		criteria,
		reasons: key.seal(given),
		channel: owner.channel,
		askedAt,
		...term,
	});
	await record(tx, actor(owner, 'appeal.own'), {
		action: 'appeal.ask',
		profileId,
		subject: id,
		details: { ratingId: rating.id, criteria, dueOn: term.dueOn },
	});
	await emit(tx, 'appeal-asked', { profileId, appealId: id });
}

function refusalOf(obstacle: AskObstacle, askBy: string | null) {
	const code = obstacle ?? 'no_rating';
	return conflict(code, obstacleWords(code, askBy), askBy ? { askBy } : undefined);
}

/** Why an appeal may not be asked for, in words, with the date that it has to do with. */
export function obstacleWords(obstacle: NonNullable<AskObstacle>, askBy: string | null): string {
	return {
		no_rating: 'Todavía no tiene un dictamen. Podrá pedir una aclaración cuando lo reciba.',
		already_asked:
			'Ya pidió una aclaración de este dictamen y solo se pide una vez. Puede ver cómo va en «Mi ponderación».',
		appeal_open: 'Tiene una aclaración en curso. Espere su respuesta antes de pedir otra.',
		period_over: `El plazo para pedir una aclaración terminó el ${askBy ? formatDateLong(askBy) : ''}. Puede actualizar su cédula cuando quiera.`,
	}[obstacle];
}
