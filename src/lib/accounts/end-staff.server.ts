import { record } from '#lib/audit/record.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { conflict } from '#lib/platform/refusal.ts';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { closeLinks } from './account-links.server.ts';
import { changeAccount, closeEntries, disableAccount, getAccount } from './store.server.ts';

/**
 * Ends the work of somebody with the service: sessions and keys are void at once. Whoever also has a cédula keeps that.
 * What they signed stays signed.
 * @throws Refusal not_found, or conflict `own_account`
 */
export async function endStaff(principal: Principal | null, accountId: string): Promise<void> {
	const admin = authorize(principal, 'account.invite-staff');
	if (admin.accountId === accountId) {
		throw conflict('own_account', 'No puede retirarse a usted mismo. Pídalo a otro administrador.');
	}
	await inTransaction(async (tx) => {
		const leaving = await getAccount(tx, accountId);
		if (leaving.profileId) {
			await changeAccount(tx, accountId, { roles: ['servant'] });
			await closeEntries(tx, accountId, now());
		} else await disableAccount(tx, accountId, now());
		await closeLinks(tx, 'staff-invitation', accountId);
		await record(tx, actor(admin, 'account.invite-staff'), {
			action: 'account.end-staff',
			subject: accountId,
			details: { roles: leaving.roles },
		});
	});
}
