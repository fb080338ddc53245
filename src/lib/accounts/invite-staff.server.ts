import { settings } from '#lib/platform/config.server.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { parse } from '#lib/platform/parse.ts';
import { conflict } from '#lib/platform/refusal.ts';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { closeLinks, issueLink } from './account-links.server.ts';
import { addRoles, addStaff, findForStaffWork } from './add-staff.server.ts';
import { staffMember } from './staff-fields.ts';
import { getAccount } from './store.server.ts';

/** What came of an invitation. `link` is there, this once, while no mail can be sent. */
export type Invitation = { accountId: string; outcome: 'invited' | 'granted'; link: string | null };

/**
 * Invites somebody to work with the service. Whoever confirmed the address before gets the roles at once;
 * everybody else gets a link to choose a password.
 * @throws Refusal not_allowed or invalid
 */
export async function inviteStaff(principal: Principal | null, input: unknown): Promise<Invitation> {
	const admin = authorize(principal, 'account.invite-staff');
	const { email, name, roles } = parse(staffMember, input);
	const by = actor(admin, 'account.invite-staff');
	return inTransaction(async (tx) => {
		const known = await findForStaffWork(tx, email);
		if (known) await addRoles(tx, by, known, { roles, name });
		if (known?.emailConfirmedAt) return { accountId: known.id, outcome: 'granted', link: null };
		const { id } = known ?? (await addStaff(tx, by, { email, name, roles }));
		return { accountId: id, outcome: 'invited', link: await sendInvitation(tx, id) };
	});
}

/** Sends the invitation of somebody who has not accepted it again; links sent before are void. @throws Refusal conflict `accepted` */
export async function inviteAgain(principal: Principal | null, accountId: string): Promise<Invitation> {
	authorize(principal, 'account.invite-staff');
	return inTransaction(async (tx) => {
		const invited = await getAccount(tx, accountId);
		if (invited.passwordHash) throw conflict('accepted', 'Esta persona ya aceptó la invitación.');
		return { accountId, outcome: 'invited', link: await sendInvitation(tx, accountId) };
	});
}

async function sendInvitation(tx: Parameters<typeof emit>[0], accountId: string): Promise<string | null> {
	await closeLinks(tx, 'staff-invitation', accountId);
	await emit(tx, 'staff-invited', { accountId, requestId: newId() });
	if (settings().smtpUrl || settings().demo) return null;
	const { path } = await issueLink(tx, 'staff-invitation', accountId);
	return settings().origin + path;
}
