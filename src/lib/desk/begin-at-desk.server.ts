import { z } from 'zod';
import { actor, asThemselves, authorize, type Principal } from '#lib/access/access.ts';
import { curpField } from '#lib/accounts/curp.server.ts';
import { noticeField } from '#lib/accounts/notice-field.server.ts';
import { personNames } from '#lib/accounts/person-fields.ts';
import { profileAtDesk } from '#lib/accounts/profile-at-desk.server.ts';
import { record } from '#lib/audit/record.server.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { keepAcknowledgement } from '#lib/privacy/acknowledge-notice.server.ts';

const yes = (message: string) =>
	z
		.union([z.literal(true), z.literal('true'), z.literal('on')], { error: message })
		.transform(() => true as const);

/** What is written at the desk, and what whoever writes it answers for. */
export const deskBeginning = z.object({
	curp: curpField,
	...personNames,
	noticeVersion: noticeField,
	identified: yes('Compruebe la identidad con un documento oficial y marque la casilla.'),
	noticeRead: yes('Lea el aviso en voz alta y marque la casilla cuando la persona diga que lo conoce.'),
});

/**
 * Begins, or finds again, the profile of somebody who is at the desk: the identification was seen and the notice was read
 * aloud. The person has no account until they take the profile over with the code of the desk.
 * @returns id of the profile
 * @throws Refusal not_allowed, invalid, or conflict `has_account`, `holds_case`
 */
export async function beginAtDesk(principal: Principal | null, input: unknown): Promise<string> {
	const helper = authorize(asThemselves(principal), 'desk.help');
	const { noticeVersion, curp, givenNames, firstSurname, secondSurname } = parse(deskBeginning, input);
	const by = { ...actor(helper, 'desk.help'), channel: 'desk' as const };
	return inTransaction(async (tx) => {
		const person = { curp, givenNames, firstSurname, secondSurname: secondSurname ?? null };
		const profileId = await profileAtDesk(tx, by, person);
		await keepAcknowledgement(tx, { profileId, version: noticeVersion, channel: by.channel });
		await record(tx, by, {
			action: 'desk.begin',
			profileId,
			purpose: 'Registrarle en el módulo, con usted presente',
			details: { notice: noticeVersion },
		});
		await emit(tx, 'desk-assisted', { profileId, accountId: helper.accountId });
		return profileId;
	});
}
