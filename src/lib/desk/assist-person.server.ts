import { actor, asThemselves, authorize, type Principal } from '#lib/access/access.ts';
import { findAtDesk } from '#lib/accounts/profile-at-desk.server.ts';
import { setAssistance } from '#lib/accounts/set-assistance.server.ts';
import { record } from '#lib/audit/record.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { notAllowed, notFound, type Refusal } from '#lib/platform/refusal.ts';
import { ASSISTANCE_MINUTES } from './desk.ts';

/**
 * From now on the session of the administrator acts for a person who is at the desk, and for nobody else: fills in the
 * cédula, attaches documents and sends it, every act marked as done at the desk.
 * @throws Refusal not_allowed (also for a program), not_found (never at the desk, or taken over), conflict `holds_case`
 */
export async function assistPerson(principal: Principal | null, profileId: string): Promise<void> {
	const helper = authorize(asThemselves(principal), 'desk.help');
	const { sessionId, accountId } = helper;
	if (!sessionId) throw notAllowed('Para atender en el módulo, entre desde un navegador.');
	if (!isId(profileId)) throw notAtDesk();
	await inTransaction(async (tx) => {
		if (!(await findAtDesk(tx, profileId))) throw notAtDesk();
		const until = new Date(now().getTime() + ASSISTANCE_MINUTES * 60_000);
		await setAssistance(tx, sessionId, { profileId, until });
		await record(
			tx,
			{ ...actor(helper, 'desk.help'), channel: 'desk' },
			{ action: 'desk.assist', profileId, purpose: 'Ayudarle a llenar su cédula, con usted presente' },
		);
		await emit(tx, 'desk-assisted', { profileId, accountId });
	});
}

/**
 * Ends the help: the session acts for its own account again.
 * @returns the person who was helped; null when nobody was
 */
export async function endAssistance(principal: Principal | null): Promise<string | null> {
	const { sessionId, ...helper } = authorize(asThemselves(principal), 'desk.help');
	const profileId = principal?.assists ? principal.profileId : null;
	if (!sessionId || !profileId) return null;
	await inTransaction(async (tx) => {
		await setAssistance(tx, sessionId, null);
		const by = { ...actor(helper, 'desk.help'), channel: 'desk' as const };
		await record(tx, by, { action: 'desk.end-assistance', profileId });
	});
	return profileId;
}

/** Nobody at the desk has this profile. */
export function notAtDesk(): Refusal {
	return notFound(
		'Este perfil no se atiende en el módulo: no se empezó aquí, o la persona ya tiene su cuenta.',
	);
}
