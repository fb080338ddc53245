import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import type { Principal, Role } from '#lib/access/access.ts';
import { createUser } from '#lib/accounts/create-user.server.ts';
import { curpHash } from '#lib/accounts/curp.server.ts';
import type { DemoAccount } from '#lib/accounts/demo-accounts.server.ts';
import { OPERATOR } from '#lib/accounts/operator.ts';
import { account, profile } from '#lib/accounts/tables.server.ts';
import { settings } from '#lib/platform/config.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { fullName } from './documents.ts';
import type { Ending, Story } from './stories.ts';

/** The password of everybody in the demonstration; it stands beside each account on the sign-in page. */
export const DEMO_PASSWORD = 'jacarandas moradas en marzo';

const STAFF = [
	{
		email: 'administracion@shm.example',
		name: 'Rosalía Encinar Ocotal',
		role: 'admin',
		label: 'Administradora',
	},
	{
		email: 'validacion.1@shm.example',
		name: 'Teodoro Magueyal Sabino',
		role: 'reviewer',
		label: 'Validador 1',
	},
	{
		email: 'validacion.2@shm.example',
		name: 'Amalia Tejocote Fresno',
		role: 'reviewer',
		label: 'Validadora 2',
	},
	{
		email: 'expertos@shm.example',
		name: 'Fidel Capulín Oyamel',
		role: 'expert',
		label: 'Grupo de expertos',
	},
] as const;

/** The other experts of the panels; the one among the listed accounts is the first of them. */
const EXPERTS = [
	{ email: 'expertos.2@shm.example', name: 'Leonor Amate Copal' },
	{ email: 'expertos.3@shm.example', name: 'Evaristo Pirul Mezquite' },
	{ email: 'expertos.4@shm.example', name: 'Yolanda Guaje Cuachalalate' },
	{ email: 'expertos.5@shm.example', name: 'Nicanor Huizache Ahuehuete' },
].map((expert) => ({ ...expert, role: 'expert' as const }));

/** Those who work with the service: reviewers first, the administrator last. */
export type Staff = Principal[];

/** What the sign-in page says of the first person of each ending. */
const LABELS: Partial<Record<Ending, string>> = {
	rated: 'Con dictamen',
	needs_you: 'Con observaciones por responder',
	received: 'Con cédula recibida',
	ready: 'Con cédula lista para enviar',
	without_files: 'Con documentos pendientes',
	appealed: 'Con una aclaración en curso',
	appeal_answered: 'Con una aclaración respondida',
	update_sent: 'Con una actualización en curso',
	registered: 'Con registro reciente',
};

/** Creates the accounts of staff and experts where they are missing. */
export async function hireStaff(): Promise<{ staff: Staff; experts: Principal[] }> {
	const hired = await Promise.all([...STAFF, ...EXPERTS].map(hire));
	const withRole = (role: Role) => hired.filter(({ roles }) => roles.includes(role));
	return { staff: [...withRole('reviewer'), ...withRole('admin')], experts: withRole('expert') };
}

async function hire({ email, name, role }: { email: string; name: string; role: Role }): Promise<Principal> {
	const present = await findAccount(eq(account.email, email));
	const id = present?.id ?? (await createUser(OPERATOR, { email, name, role, password: DEMO_PASSWORD })).id;
	return { accountId: id, profileId: null, name, roles: [role], channel: 'web' };
}

/** The account of a person of the demonstration, once it is there, with the principal that it acts as. */
export async function findActor({ person }: Story): Promise<ServantActor | undefined> {
	const found = await findAccount(eq(profile.curpHash, curpHash(person.curp)));
	if (!found?.profileId) return undefined;
	return {
		accountId: found.id,
		profileId: found.profileId,
		name: fullName(person),
		roles: ['servant'] as Role[],
		channel: 'web',
		emailConfirmed: found.emailConfirmedAt !== null,
	};
}

/** A servant of the demonstration; the e-mail is theirs once it was confirmed. */
export type ServantActor = Principal & { profileId: string; emailConfirmed: boolean };

async function findAccount(condition: ReturnType<typeof eq>) {
	const [found] = await db()
		.select({ id: account.id, profileId: account.profileId, emailConfirmedAt: account.emailConfirmedAt })
		.from(account)
		.leftJoin(profile, eq(profile.id, account.profileId))
		.where(condition);
	return found;
}

/** Tells the sign-in page which accounts there are: staff, and one person of each kind that is worth a look. */
export async function listAccounts(stories: readonly Story[]): Promise<void> {
	const staff = STAFF.map(({ label, email }) => ({ label, identifier: email }));
	const people = Object.entries(LABELS).flatMap(([ending, label]) => {
		const story = stories.find((candidate) => candidate.ending === ending);
		return story ? [{ label: `${label}: ${fullName(story.person)}`, identifier: story.person.curp }] : [];
	});
	const accounts: DemoAccount[] = [...staff, ...people].map((one) => ({ ...one, password: DEMO_PASSWORD }));
	const path = join(settings().dataDir, 'demo-accounts.json');
	await writeFile(`${path}.new`, JSON.stringify(accounts, null, '\t'), { mode: 0o600 });
	await rename(`${path}.new`, path);
}
