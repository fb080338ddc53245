import type { Principal } from '#lib/access/access.ts';
import { answerAppeal } from '#lib/appeal/answer-appeal.server.ts';
import { kindOf } from '#lib/appeal/appeal.ts';
import { askAppeal } from '#lib/appeal/ask-appeal.server.ts';
import { getOwnAppeals } from '#lib/appeal/get-own-appeals.server.ts';
import { openAppeal } from '#lib/appeal/open-appeal.server.ts';
import { takeAppeal } from '#lib/appeal/take-appeal.server.ts';
import type { ClaimView } from '#lib/cedula/cedula.ts';
import type { ClaimKind } from '#lib/cedula/claims.ts';
import { readCedula } from '#lib/cedula/read-cedula.server.ts';
import { db } from '#lib/platform/database.server.ts';
import type { CriterionKey } from '#lib/rating/model/model.ts';
import type { ServantActor } from './cast.server.ts';
import { pass } from './demo-time.server.ts';

const REASONS: Partial<Record<ClaimKind, string>> = {
	training: 'La constancia tiene la firma y los datos al reverso. Pido que se revise otra vez, por favor.',
	certification:
		'El certificado está vigente y se puede consultar con su folio. Pido que se revise otra vez, por favor.',
	experience: 'Creo que faltan meses de mi empleo actual. Pido que se revise otra vez, por favor.',
};
const UPHELD = 'Se revisó de nuevo cada documento. Los meses que cuentan son los que la constancia señala.';
const CHANGED = 'El documento sí lo acredita: los datos que faltaban están al reverso. Se acepta el renglón.';

/** A rated person asks about what was rejected, or else about their experience; what was asked already is passed over. */
export async function appeal(actor: ServantActor): Promise<void> {
	const { obstacle } = await getOwnAppeals(actor);
	if (obstacle) return;
	const { claims } = await readCedula(db(), actor.profileId);
	const criterion = criterionOf(claims.find(({ state }) => state === 'rejected'));
	await askAppeal(actor, { reasons: { [criterion]: REASONS[kindOf(criterion)] } });
}

/** The criterion that a course or certificate adds to; without one, that of the months of experience. */
function criterionOf(rejected: Pick<ClaimView, 'kind' | 'data'> | undefined): CriterionKey {
	if (rejected?.kind === 'certification') return 'C1';
	if (rejected?.kind !== 'training') return 'E1';
	return rejected.data.type === 'CONFERENCE' ? 'T2' : rejected.data.type === 'INSTRUCTOR' ? 'T3' : 'T1';
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
