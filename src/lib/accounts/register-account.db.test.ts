import { readFileSync } from 'node:fs';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db, inTransaction } from '#lib/platform/database.server.ts';
import { getPersonKey } from '#lib/platform/person-keys.server.ts';
import { problemsOf, type Refusal } from '#lib/platform/refusal.ts';
import { noticeAcknowledgement } from '#lib/privacy/tables.server.ts';
import { aRegistration, aVisitor } from '../../../tests/support/factories.ts';
import { refusalOf } from '../../../tests/support/refusals.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { holdCurp } from './hold-curp.server.ts';
import { identify } from './identify.server.ts';
import { registerAccount } from './register-account.server.ts';
import { account, profile } from './tables.server.ts';

useTestDatabase();

const DAY_MS = 86_400_000;
const wrongPaths = async (changes: Record<string, unknown>) => {
	const refusal = await refusalOf(registerAccount(aVisitor(), aRegistration(changes)));
	return problemsOf(refusal).map(({ path }) => path);
};

describe('registering', () => {
	it('makes profile, key, account, acknowledgement and audit entry, and signs in', async () => {
		const given = aRegistration();
		const made = await registerAccount(aVisitor(), given);
		const [person] = await db().select().from(profile).where(eq(profile.id, made.profileId));
		const key = await getPersonKey(made.profileId);
		expect(key.unseal(person!.curpSealed)).toBe(given.curp);
		const [own] = await db().select().from(account).where(eq(account.id, made.id));
		expect(own).toMatchObject({ email: given.email, emailConfirmedAt: null, roles: ['servant'] });
		const acknowledged = await db()
			.select()
			.from(noticeAcknowledgement)
			.where(eq(noticeAcknowledgement.profileId, made.profileId));
		expect(acknowledged.map(({ version }) => version)).toEqual([given.noticeVersion]);
		const deeds = await db().select().from(auditEntry).where(eq(auditEntry.profileId, made.profileId));
		expect(deeds.map(({ action }) => action)).toEqual(['account.register']);
		const principal = await identify({ cookieToken: made.session.token });
		expect(principal).toMatchObject({ accountId: made.id, profileId: made.profileId, roles: ['servant'] });
	});

	it('keeps neither CURP nor password in clear', async () => {
		const given = aRegistration();
		const made = await registerAccount(aVisitor(), given);
		const rows = await db()
			.select()
			.from(account)
			.innerJoin(profile, eq(profile.id, account.profileId))
			.where(eq(account.id, made.id));
		const stored = JSON.stringify(rows, (_, value) =>
			value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
		);
		expect(stored).not.toContain(given.curp);
		expect(stored).not.toContain(given.password);
		expect(rows[0]!.account.passwordHash).toMatch(/^\$argon2id\$/);
	});

	it('lets several people carry the same unconfirmed e-mail', async () => {
		const email = 'familia@correo.example';
		await registerAccount(aVisitor(), aRegistration({ email }));
		await registerAccount(aVisitor(), aRegistration({ email }));
		const both = await db().select().from(account).where(eq(account.email, email));
		expect(both).toHaveLength(2);
	});

	it('takes people with one surname', async () => {
		const made = await registerAccount(aVisitor(), aRegistration({ secondSurname: '' }));
		const [person] = await db().select().from(profile).where(eq(profile.id, made.profileId));
		expect(person!.secondSurname).toBeNull();
	});

	it('names each field that is wrong', async () => {
		expect(await wrongPaths({ givenNames: '   ', email: 'sin arroba' })).toEqual(['givenNames', 'email']);
		expect(await wrongPaths({ curp: 'XAIU910305MMCLXR94' })).toEqual(['curp']);
		expect(await wrongPaths({ noticeVersion: '1999-01' })).toEqual(['noticeVersion']);
		expect(await wrongPaths({ password: 'corta' })).toEqual(['password']);
		expect(await wrongPaths({ password: '1qaz2wsx3edc' })).toEqual(['password']);
	});

	it('refuses a password that contains the CURP or the e-mail', async () => {
		const { curp } = aRegistration();
		expect(await wrongPaths({ curp, password: `clave ${curp.toLowerCase()}` })).toEqual(['password']);
		expect(await wrongPaths({ email: 'yo@correo.example', password: 'soy yo@correo.example' })).toEqual([
			'password',
		]);
	});
});

describe('names as people have them', () => {
	type Sample = { id: string; field: string; value: string; expected: string; normalized?: string };
	const { strings } = JSON.parse(readFileSync('tests/fixtures/strings.json', 'utf8')) as {
		strings: Sample[];
	};
	const names = strings.filter(({ field }) => ['nombre', 'apellido'].includes(field));

	it.each(names.filter(({ expected }) => expected !== 'rechazar'))('$id is kept: $value', async (sample) => {
		const field = sample.field === 'nombre' ? 'givenNames' : 'firstSurname';
		const made = await registerAccount(aVisitor(), aRegistration({ [field]: sample.value }));
		const [person] = await db().select().from(profile).where(eq(profile.id, made.profileId));
		expect(person![field]).toBe(sample.normalized ?? sample.value);
	});

	it.each(names.filter(({ expected }) => expected === 'rechazar'))('$id is refused', async ({ value }) => {
		expect(await wrongPaths({ givenNames: value })).toEqual(['givenNames']);
	});

	it.each(strings.filter(({ field, expected }) => field === 'curp' && expected === 'rechazar'))(
		'CURP $id is refused',
		async ({ value }) => {
			expect(new Set(await wrongPaths({ curp: value }))).toEqual(new Set(['curp']));
		},
	);

	it('takes a CURP typed in lower case with blanks', async () => {
		const { curp } = aRegistration();
		const made = await registerAccount(aVisitor(), aRegistration({ curp: ` ${curp.toLowerCase()} ` }));
		const [person] = await db().select().from(profile).where(eq(profile.id, made.profileId));
		expect((await getPersonKey(made.profileId)).unseal(person!.curpSealed)).toBe(curp);
	});
});

describe('a CURP that somebody has', () => {
	it('is refused without telling the e-mail, and the refusal is recorded', async () => {
		const given = aRegistration();
		const made = await registerAccount(aVisitor(), given);
		const refusal = await refusalOf(registerAccount(aVisitor(), aRegistration({ curp: given.curp })));
		expect(refusal.reason).toMatchObject({ kind: 'conflict', code: 'curp_held' });
		expect(refusal.message).not.toContain(given.email);
		const deeds = await db().select().from(auditEntry).where(eq(auditEntry.profileId, made.profileId));
		expect(deeds.map(({ action }) => action)).toContain('account.curp-refused');
	});

	it('goes to exactly one of two who type it at once', async () => {
		const { curp } = aRegistration();
		const results = await Promise.allSettled(
			[1, 2, 3, 4].map(() => registerAccount(aVisitor(), aRegistration({ curp }))),
		);
		expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		for (const result of results) {
			if (result.status === 'rejected') {
				expect((result.reason as Refusal).reason).toMatchObject({ code: 'curp_held' });
			}
		}
	});

	it('is free again after 15 days without confirmation; the first account is closed', async () => {
		const given = aRegistration();
		const first = await registerAccount(aVisitor(), given);
		const later = Date.now() + 15 * DAY_MS;
		setClock(() => new Date(later));
		const second = await registerAccount(aVisitor(), aRegistration({ curp: given.curp }));
		const [old] = await db().select().from(account).where(eq(account.id, first.id));
		expect(old!.disabledAt).not.toBeNull();
		const [oldPerson] = await db().select().from(profile).where(eq(profile.id, first.profileId));
		expect(oldPerson!.curpHash).toBeNull();
		const [newPerson] = await db().select().from(profile).where(eq(profile.id, second.profileId));
		expect(newPerson!.curpHash).not.toBeNull();
		expect(await identify({ cookieToken: first.session.token })).toBeNull();
	});

	it('is not free after 15 days when a cédula was sent with it', async () => {
		const given = aRegistration();
		const first = await registerAccount(aVisitor(), given);
		await inTransaction((tx) => holdCurp(tx, first.profileId));
		setClock(() => new Date(Date.now() + 60 * DAY_MS));
		const refusal = await refusalOf(registerAccount(aVisitor(), aRegistration({ curp: given.curp })));
		expect(refusal.reason).toMatchObject({ code: 'curp_held' });
	});
});
