import type { Principal, Role } from '#lib/access/access.ts';
import { createUser } from '#lib/accounts/create-user.server.ts';
import { identify } from '#lib/accounts/identify.server.ts';
import { OPERATOR } from '#lib/accounts/operator.ts';
import { registerAccount } from '#lib/accounts/register-account.server.ts';
import type { STAFF_ROLES } from '#lib/access/roles.ts';
import { account } from '#lib/accounts/tables.server.ts';
import type { Visitor } from '#lib/accounts/visitor.ts';
import { buildCurp } from '#lib/identifiers/curp.ts';
import { privacyNoticeInForce } from '#lib/institution/catalogues.server.ts';
import { addDays } from '#lib/institution/plain-date.ts';
import { now } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { eq } from 'drizzle-orm';

/** The password of everybody whom these factories make. */
export const PASSWORD = 'cuatro palabras muy largas';

let made = 0;

/** Somebody at a browser; each comes from an address of their own unless told otherwise. */
export function aVisitor(address = addressOf(++made)): Visitor {
	return { address, channel: 'web', client: 'Firefox en Linux' };
}

/** The smallest valid registration, of a new fictitious person each time. */
export function aRegistration(changes: Record<string, unknown> = {}) {
	const number = ++made;
	const names = { givenNames: 'Itzel', firstSurname: 'Xochihua', secondSurname: 'Arizmendi' };
	const birthDate = addDays('1960-01-01', number);
	return {
		curp: buildCurp({ ...names, birthDate, sex: 'M', birthState: 'MC' }),
		...names,
		email: `persona${number}@correo.example`,
		password: PASSWORD,
		noticeVersion: privacyNoticeInForce().version,
		...changes,
	};
}

/** A registered person and the principal of their session; the e-mail is confirmed unless told otherwise. */
export async function aServant({
	emailConfirmed = true,
	...changes
}: Record<string, unknown> & { emailConfirmed?: boolean } = {}): Promise<
	Principal & { profileId: string; curp: string; email: string }
> {
	const registration = aRegistration(changes);
	const { id, profileId, email, session } = await registerAccount(aVisitor(), registration);
	if (emailConfirmed) await db().update(account).set({ emailConfirmedAt: now() }).where(eq(account.id, id));
	const principal = await identify({ cookieToken: session.token });
	if (!principal) throw new Error('the new session is not known');
	return { ...principal, profileId, email, curp: registration.curp };
}

/** Somebody who works with the service, signed in on the web. */
export async function aStaffMember(role: (typeof STAFF_ROLES)[number] = 'reviewer'): Promise<Principal> {
	const number = ++made;
	const name = `Personal ${number}`;
	const email = `personal${number}@instituto.example`;
	const { id } = await createUser(OPERATOR, { email, name, role, password: PASSWORD });
	return { accountId: id, profileId: null, name, roles: [role] as Role[], channel: 'web' };
}

/** One of the 131,072 addresses that are set aside for measurements (RFC 2544). */
function addressOf(number: number): string {
	return `198.18.${number >> 8}.${number & 255}`;
}
