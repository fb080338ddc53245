import { actor, asThemselves, authorize, type Principal } from '#lib/access/access.ts';
import { findAtDesk } from '#lib/accounts/profile-at-desk.server.ts';
import { record } from '#lib/audit/record.server.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { newReadableCode } from '#lib/platform/readable-code.server.ts';
import { notAtDesk } from './assist-person.server.ts';
import { replaceCode } from './store.server.ts';

/** The sheet that the person takes home; the code is shown this once. */
export type DeskSheet = { name: string; code: string; expiresAt: Date };

/**
 * Makes the code with which a person takes over the profile that the desk began; one that was made before is void.
 * @throws Refusal not_allowed or not_found
 */
export async function issueDeskCode(principal: Principal | null, profileId: string): Promise<DeskSheet> {
	const helper = authorize(asThemselves(principal), 'desk.help');
	if (!isId(profileId)) throw notAtDesk();
	return inTransaction(async (tx) => {
		const person = await findAtDesk(tx, profileId);
		if (!person) throw notAtDesk();
		const code = newReadableCode();
		const expiresAt = await replaceCode(tx, profileId, code);
		await record(
			tx,
			{ ...actor(helper, 'desk.help'), channel: 'desk' },
			{ action: 'desk.issue-code', profileId, purpose: 'Darle el código para tomar posesión de su perfil' },
		);
		const { givenNames, firstSurname, secondSurname } = person;
		return { name: [givenNames, firstSurname, secondSurname].filter(Boolean).join(' '), code, expiresAt };
	});
}
