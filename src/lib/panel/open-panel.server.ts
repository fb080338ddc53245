import { z } from 'zod';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { now } from '#lib/platform/clock.ts';
import { db, inTransaction, type Reader } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { conflict, invalidField } from '#lib/platform/refusal.ts';
import { line } from '#lib/platform/text.ts';
import { listConsulted } from '#lib/rating/model/consulted-models.server.ts';
import { SET_KEYS } from './comparison-sets.ts';
import { FEWEST_JUDGES } from './panel.ts';
import { findExperts, findPanel } from './store.server.ts';
import { panel, panelMember } from './tables.server.ts';

const NewPanel = z.object({
	id: z.uuid(),
	modelVersion: z.string().min(1, 'Elija la versión que se consulta.'),
	title: line(200, 'Escriba cómo se llama el panel, por ejemplo Panel de expertos 2026.'),
	sets: z.array(z.enum(SET_KEYS)).min(1, 'Elija al menos una cosa que comparar.'),
	members: z
		.array(z.uuid())
		.min(
			FEWEST_JUDGES,
			`Invite al menos a ${FEWEST_JUDGES} personas: con menos, cada una sabría qué juzgó la otra.`,
		),
});

/** What a new panel can be about and who can be invited to it. */
export async function readPanelChoices(
	principal: Principal | null,
): Promise<{ versions: string[]; experts: { accountId: string; name: string }[] }> {
	authorize(principal, 'panel.manage');
	const [versions, experts] = await Promise.all([listConsulted(db()), findExperts(db())]);
	return { versions, experts };
}

/**
 * Opens a panel on a version of the model in consultation and invites its experts. The same form sent twice opens one.
 * @param input `id` made for the form, `modelVersion`, `title`, `sets` and `members` (accounts with the role of expert)
 * @throws Refusal invalid · conflict `wrong_state` when the version is not in consultation
 */
export async function openPanel(principal: Principal | null, input: unknown): Promise<string> {
	const admin = authorize(principal, 'panel.manage');
	const { id, modelVersion, title, sets, members } = parse(NewPanel, input);
	return inTransaction(async (tx) => {
		if ((await findPanel(tx, id))?.openedById === admin.accountId) return id;
		await refuseUnlessConsulted(tx, modelVersion);
		const experts = await expertsAmong(tx, members);
		await tx.insert(panel).values({
			id,
			modelVersion,
			title,
			sets: SET_KEYS.filter((key) => sets.includes(key)),
			state: 'invited',
			round: 0,
			step: 0,
			openedById: admin.accountId,
			openedByName: admin.name,
			openedAt: now(),
		});
		await tx.insert(panelMember).values(experts.map((expert) => ({ panelId: id, ...expert })));
		await record(tx, actor(admin, 'panel.manage'), {
			action: 'panel.open',
			subject: id,
			details: { modelVersion, sets, members: experts.length },
		});
		return id;
	});
}

/** Experts by their accounts. @throws Refusal invalid when one of them is none */
export async function expertsAmong(
	reader: Reader,
	accounts: readonly string[],
): Promise<{ accountId: string; name: string }[]> {
	const experts = (await findExperts(reader)).filter(({ accountId }) => accounts.includes(accountId));
	if (experts.length < new Set(accounts).size)
		throw invalidField('members', 'unknown', 'Alguien de la lista ya no es parte del grupo de expertos.');
	return experts;
}

/** Panels judge what is consulted and does not change meanwhile. @throws Refusal conflict `wrong_state` */
export async function refuseUnlessConsulted(reader: Reader, version: string): Promise<void> {
	if ((await listConsulted(reader)).includes(version)) return;
	throw conflict(
		'wrong_state',
		`La versión ${version} no está en consulta. Póngala en consulta en «Modelo» y vuelva a intentarlo.`,
	);
}
