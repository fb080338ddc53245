import type { Principal } from '#lib/access/access.ts';
import { answerAppeal } from '#lib/appeal/answer-appeal.server.ts';
import { kindOf } from '#lib/appeal/appeal.ts';
import { askAppeal } from '#lib/appeal/ask-appeal.server.ts';
import { getOwnAppeals } from '#lib/appeal/get-own-appeals.server.ts';
import { openAppeal } from '#lib/appeal/open-appeal.server.ts';
import { takeAppeal } from '#lib/appeal/take-appeal.server.ts';
import { readCedula } from '#lib/cedula/read-cedula.server.ts';
import { db } from '#lib/platform/database.server.ts';
import type { CriterionKey } from '#lib/rating/model.ts';
import type { ServantActor } from './cast.server.ts';
import { pass } from './demo-time.server.ts';

const REASONS: Partial<Record<CriterionKey, string>> = {
	T1: 'La constancia tiene las horas y la firma en el reverso. Pido que se revise otra vez, por favor.',
	C1: 'El certificado está vigente y se puede consultar con su folio. Pido que se revise otra vez, por favor.',
	E1: 'Creo que faltan meses de mi empleo actual. Pido que se revise otra vez, por favor.',
};
const UPHELD = 'Se revisó de nuevo cada documento. Los meses que cuentan son los que la constancia señala.';
const CHANGED = 'El documento sí lo acredita: los datos que faltaban están al reverso. Se acepta el renglón.';

/** A rated person asks about what was rejected, or else about their experience; what was asked already is passed over. */
export async function appeal(actor: ServantActor): Promise<void> {
	const { obstacle } = await getOwnAppeals(actor);
	if (obstacle) return;
	const { claims } = await readCedula(db(), actor.profileId);
	const rejected = claims.find(({ state }) => state === 'rejected')?.kind;
	const criterion = rejected === 'training' ? 'T1' : rejected === 'certification' ? 'C1' : 'E1';
	await askAppeal(actor, { reasons: { [criterion]: REASONS[criterion] } });
}

/** Another reviewer answers an appeal that waits, and accepts what was rejected if anything was. */
export async function answer(reviewer: Principal, actor: ServantActor): Promise<void> {
	const { appeals } = await getOwnAppeals(actor);
	const waiting = appeals.find(({ state }) => state !== 'answered');
	if (!waiting) return;
	await takeAppeal(reviewer, waiting.id);
	pass(12);
	const { criteria, case: opened } = await openAppeal(reviewer, waiting.id);
	const [asked] = criteria;
	const rejected = opened.claims.find(
		({ kind, state }) => state === 'rejected' && kind === kindOf(asked!.key),
	);
	await answerAppeal(reviewer, waiting.id, {
		criteria: {
			[asked!.key]: rejected
				? { outcome: 'changed', explanation: CHANGED }
				: { outcome: 'upheld', explanation: UPHELD },
		},
		claims: rejected ? { [rejected.id]: { verdict: 'accepted' } } : {},
	});
}
