import { createHook } from 'node:async_hooks';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import {
	aRegistration,
	aServant,
	aStaffMember,
	aVisitor,
	PASSWORD,
} from '../../../tests/support/factories.ts';
import { codeOf, refusalOf } from '../../../tests/support/refusals.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { closeOtherSessions, closeSession } from './close-session.server.ts';
import { identify } from './identify.server.ts';
import { readOwnAccount } from './read-own-account.server.ts';
import { registerAccount } from './register-account.server.ts';
import { signIn } from './sign-in.server.ts';
import { signOut } from './sign-out.server.ts';
import { account, session } from './tables.server.ts';

useTestDatabase();

/** Type of an asynchronous resource that a native module did not name, as the one that hashes does. */
const UNNAMED = 'undefined';
const HOUR_MS = 3_600_000;
const later = (milliseconds: number) => {
	const at = Date.now() + milliseconds;
	setClock(() => new Date(at));
};

/** How many pieces of work were given to native code meanwhile, of which hashing passwords is the only one here. */
async function nativeWork(during: () => Promise<unknown>): Promise<number> {
	let pieces = 0;
	const hook = createHook({ init: (_, type) => void (pieces += Number(type === UNNAMED)) }).enable();
	await during();
	hook.disable();
	return pieces;
}

describe('signing in', () => {
	it('takes the CURP before the e-mail is confirmed', async () => {
		const person = await aServant({ emailConfirmed: false });
		const opened = await signIn(aVisitor(), { identifier: person.curp.toLowerCase(), password: PASSWORD });
		expect(opened.roles).toEqual(['servant']);
		expect(await identify({ cookieToken: opened.token })).toMatchObject({
			accountId: person.accountId,
			channel: 'web',
			name: 'Itzel Xochihua Arizmendi',
		});
	});

	it('takes the e-mail only once it is confirmed, in any capitals', async () => {
		const unconfirmed = await aServant({ emailConfirmed: false });
		expect(await codeOf(signIn(aVisitor(), { identifier: unconfirmed.email, password: PASSWORD }))).toBe(
			'401 wrong_credentials',
		);
		const confirmed = await aServant();
		const opened = signIn(aVisitor(), { identifier: confirmed.email.toUpperCase(), password: PASSWORD });
		await expect(opened).resolves.toHaveProperty('token');
	});

	it('says the same for an unknown account and for a wrong password', async () => {
		const person = await aServant();
		const wrong = await refusalOf(
			signIn(aVisitor(), { identifier: person.email, password: 'no es la correcta' }),
		);
		const unknown = await refusalOf(
			signIn(aVisitor(), { identifier: 'nadie@correo.example', password: 'no es la correcta' }),
		);
		expect({ ...unknown }).toEqual({ ...wrong });
		expect(unknown.message).toBe(wrong.message);
	});

	it('hashes a password for an unknown account too', async () => {
		const person = await aServant();
		const hashesOf = (identifier: string) =>
			nativeWork(() => refusalOf(signIn(aVisitor(), { identifier, password: 'no es la correcta' })));
		await hashesOf('nadie@correo.example');
		const hashes = await hashesOf(person.email);
		expect(hashes).toBeGreaterThan(0);
		expect(await hashesOf('nadie@correo.example')).toBe(hashes);
	});

	it('takes a password with its accents composed or not', async () => {
		const person = await aServant({ password: 'la cigüeña pintó señas' });
		const decomposed = 'la cigüeña pintó señas'.normalize('NFD');
		await expect(
			signIn(aVisitor(), { identifier: person.curp, password: decomposed }),
		).resolves.toHaveProperty('token');
	});

	it('stores only the hash of the token', async () => {
		const person = await aServant();
		const { token } = await signIn(aVisitor(), { identifier: person.curp, password: PASSWORD });
		const rows = await db().select().from(session).where(eq(session.accountId, person.accountId));
		expect(rows.every((row) => !row.tokenHash.toString('base64url').includes(token))).toBe(true);
		expect(rows.some((row) => row.tokenHash.equals(Buffer.from(token, 'base64url')))).toBe(false);
	});

	it('ends the session that the browser had before', async () => {
		const person = await aServant();
		await signIn(aVisitor(), { identifier: person.curp, password: PASSWORD }, person.sessionId);
		const left = await db().select().from(session).where(eq(session.id, person.sessionId!));
		expect(left).toEqual([]);
	});

	it('is recorded, and so is the failure', async () => {
		const person = await aServant();
		await refusalOf(signIn(aVisitor(), { identifier: person.curp, password: 'no es la correcta' }));
		await signIn(aVisitor(), { identifier: person.curp, password: PASSWORD });
		const deeds = await db().select().from(auditEntry).where(eq(auditEntry.profileId, person.profileId));
		expect(deeds.map(({ action }) => action)).toEqual(
			expect.arrayContaining(['account.sign-in-failed', 'account.sign-in']),
		);
	});

	it('does not open a closed account', async () => {
		const person = await aServant();
		await db().update(account).set({ disabledAt: new Date() }).where(eq(account.id, person.accountId));
		expect(await codeOf(signIn(aVisitor(), { identifier: person.curp, password: PASSWORD }))).toBe(
			'401 wrong_credentials',
		);
	});
});

describe('limits of the sign-in', () => {
	const fail = (identifier: string, address?: string) =>
		codeOf(signIn(aVisitor(address), { identifier, password: 'no es la correcta' }));

	it('stop the eleventh failure of an account, also with the right password, and say how long to wait', async () => {
		const person = await aServant();
		for (let failure = 0; failure < 10; failure++) {
			expect(await fail(failure % 2 ? person.curp : person.email)).toBe('401 wrong_credentials');
		}
		const refusal = await refusalOf(signIn(aVisitor(), { identifier: person.curp, password: PASSWORD }));
		expect(refusal.reason.kind).toBe('too_many');
		expect(refusal.reason).toHaveProperty('retryAfterSeconds', expect.any(Number));
		expect((refusal.reason as { retryAfterSeconds: number }).retryAfterSeconds).toBeLessThanOrEqual(600);
	});

	it('let eleven parallel guesses through only ten at a time', async () => {
		const person = await aServant();
		const codes = await Promise.all(Array.from({ length: 14 }, () => fail(person.curp)));
		expect(codes.filter((code) => code.startsWith('401'))).toHaveLength(10);
		expect(codes.filter((code) => code.startsWith('429'))).toHaveLength(4);
	});

	it('forget the failures of an account once it signs in', async () => {
		const person = await aServant();
		for (let failure = 0; failure < 9; failure++) await fail(person.curp);
		await signIn(aVisitor(), { identifier: person.curp, password: PASSWORD });
		for (let failure = 0; failure < 9; failure++) await fail(person.curp);
		await expect(signIn(aVisitor(), { identifier: person.curp, password: PASSWORD })).resolves.toHaveProperty(
			'token',
		);
	});

	it('treat an unknown account like a known one', async () => {
		for (let failure = 0; failure < 10; failure++) await fail('nadie@otro.example');
		expect(await fail('nadie@otro.example')).toBe('429 too_many');
	});

	it('stop an address after 300 failures, and count no success', async () => {
		const room = '203.0.113.9';
		const person = await aServant();
		for (let success = 0; success < 3; success++) {
			await signIn(aVisitor(room), { identifier: person.curp, password: PASSWORD });
		}
		for (let group = 0; group < 30; group++) {
			await Promise.all(Array.from({ length: 10 }, (_, n) => fail(`nadie${group}-${n}@sala.example`, room)));
		}
		expect(await fail('otra@sala.example', room)).toBe('429 too_many');
		expect(await fail('otra@sala.example', '203.0.113.10')).toBe('401 wrong_credentials');
	}, 60_000);
});

describe('limits of registering', () => {
	it('stop the account after the hundredth of an address in an hour', async () => {
		const room = '203.0.113.77';
		for (let group = 0; group < 10; group++) {
			await Promise.all(Array.from({ length: 10 }, () => registerAccount(aVisitor(room), aRegistration())));
		}
		expect(await codeOf(registerAccount(aVisitor(room), aRegistration()))).toBe('429 too_many');
		await expect(registerAccount(aVisitor('203.0.113.78'), aRegistration())).resolves.toHaveProperty('id');
	}, 60_000);
});

describe('a session', () => {
	it('of a servant ends after 12 hours without use, and after 7 days in all', async () => {
		const person = await aServant();
		const { token } = await signIn(aVisitor(), { identifier: person.curp, password: PASSWORD });
		later(12 * HOUR_MS - 60_000);
		expect(await identify({ cookieToken: token })).not.toBeNull();
		later(24 * HOUR_MS - 120_000);
		expect(await identify({ cookieToken: token })).not.toBeNull();
		for (let hours = 34; hours < 168; hours += 10) {
			later(hours * HOUR_MS);
			expect(await identify({ cookieToken: token })).not.toBeNull();
		}
		later(7 * 24 * HOUR_MS);
		expect(await identify({ cookieToken: token })).toBeNull();
	});

	it('of staff ends after two hours without use', async () => {
		const reviewer = await aStaffMember('reviewer');
		const [own] = await db().select().from(account).where(eq(account.id, reviewer.accountId));
		const { token } = await signIn(aVisitor(), { identifier: own!.email, password: PASSWORD });
		later(2 * HOUR_MS - 1000);
		expect(await identify({ cookieToken: token })).not.toBeNull();
		later(4 * HOUR_MS);
		expect(await identify({ cookieToken: token })).toBeNull();
	});

	it('writes its last use at most once a minute', async () => {
		const person = await aServant();
		const { token } = await signIn(aVisitor(), { identifier: person.curp, password: PASSWORD });
		const seen = async () => {
			const principal = await identify({ cookieToken: token });
			const [row] = await db().select().from(session).where(eq(session.id, principal!.sessionId!));
			return row!.lastSeenAt.getTime();
		};
		const first = await seen();
		later(59_000);
		expect(await seen()).toBe(first);
		later(61_000);
		expect(await seen()).toBeGreaterThan(first);
	});

	it('may be used as bearer by a program, and then acts through the API', async () => {
		const person = await aServant();
		const { token } = await signIn(aVisitor(), { identifier: person.curp, password: PASSWORD });
		expect(await identify({ authorization: `Bearer ${token}` })).toMatchObject({ channel: 'api' });
		expect(await identify({ authorization: 'Bearer otra-cosa', cookieToken: token })).toBeNull();
		expect(await identify({ authorization: 'Basic eDp5', cookieToken: token })).not.toBeNull();
	});

	it('is worthless after signing out', async () => {
		const person = await aServant();
		const { token } = await signIn(aVisitor(), { identifier: person.curp, password: PASSWORD });
		await signOut(await identify({ cookieToken: token }));
		expect(await identify({ cookieToken: token })).toBeNull();
	});

	it('can be closed from another one; those of others cannot', async () => {
		const person = await aServant();
		const stranger = await aServant();
		const lost = await signIn(aVisitor(), { identifier: person.curp, password: PASSWORD });
		const lostId = (await identify({ cookieToken: lost.token }))!.sessionId!;
		expect(await codeOf(closeSession(stranger, lostId))).toBe('404 not_found');
		const { sessions } = await readOwnAccount(person);
		expect(sessions.map(({ id, current }) => [id, current])).toEqual(
			expect.arrayContaining([
				[person.sessionId, true],
				[lostId, false],
			]),
		);
		await closeSession(person, lostId);
		expect(await identify({ cookieToken: lost.token })).toBeNull();
	});

	it('stays when all others are closed', async () => {
		const person = await aServant();
		const others = await Promise.all(
			[1, 2].map(() => signIn(aVisitor(), { identifier: person.curp, password: PASSWORD })),
		);
		expect(await closeOtherSessions(person)).toBe(2);
		for (const { token } of others) expect(await identify({ cookieToken: token })).toBeNull();
		expect((await readOwnAccount(person)).sessions.map(({ id }) => id)).toEqual([person.sessionId]);
	});
});
