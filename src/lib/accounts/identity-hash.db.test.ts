import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { buildCurp } from '#lib/identifiers/curp.ts';
import { db, inTransaction } from '#lib/platform/database.server.ts';
import { runPeriodic } from '#lib/platform/jobs.server.ts';
import { personKey } from '#lib/platform/tables.server.ts';
import { aRegistration, aVisitor } from '../../../tests/support/factories.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { correctNames } from './correct-names.server.ts';
import { identityHash } from './identity-hash.server.ts';
import { registerAccount } from './register-account.server.ts';
import { profile } from './tables.server.ts';

useTestDatabase();

const names = { givenNames: 'María del Carmen', firstSurname: 'Núñez', secondSurname: 'Pérez-León' };
const birth = { birthDate: '1984-02-29', sex: 'M', birthState: 'MC' } as const;
const person = { ...names, curp: buildCurp({ ...names, ...birth }) };

describe('the hash of an identity', () => {
	it('is the same under another CURP of the same birth date', () => {
		const homonym = { ...names, curp: buildCurp({ ...names, ...birth, birthState: 'DF', homonym: '1' }) };
		expect(homonym.curp).not.toBe(person.curp);
		expect(identityHash(homonym)).toEqual(identityHash(person));
	});

	it('does not mind accents, case, blanks, hyphens, and where the given names end', () => {
		const typed = { givenNames: 'MARIA  DEL', firstSurname: 'Carmen Nuñez', secondSurname: 'perez leon' };
		expect(identityHash({ ...typed, curp: person.curp })).toEqual(identityHash(person));
	});

	it('is another one for another birth date, also of another century', () => {
		const later = { ...names, curp: buildCurp({ ...names, ...birth, birthDate: '1984-03-01' }) };
		const century = person.curp.slice(0, 16) + 'A' + person.curp.slice(17);
		expect(identityHash(later)).not.toEqual(identityHash(person));
		expect(identityHash({ ...names, curp: century })).not.toEqual(identityHash(person));
	});

	it('is another one for another name', () => {
		expect(identityHash({ ...person, secondSurname: null })).not.toEqual(identityHash(person));
	});
});

const hashOf = async (profileId: string) =>
	(await db().select().from(profile).where(eq(profile.id, profileId)))[0]?.identityHash;

describe('the hash of a profile', () => {
	it('is kept on registering', async () => {
		const given = aRegistration();
		const { profileId } = await registerAccount(aVisitor(), given);
		expect(await hashOf(profileId)).toEqual(identityHash(given));
	});

	it('follows a correction of the names, or stays when that is not kept', async () => {
		const given = aRegistration();
		const { profileId } = await registerAccount(aVisitor(), given);
		const corrected = { ...given, givenNames: 'Itzel Guadalupe' };
		const interrupted = inTransaction(async (tx) => {
			await correctNames(tx, profileId, corrected);
			throw new Error('interrupted');
		});
		await expect(interrupted).rejects.toThrow('interrupted');
		expect(await hashOf(profileId)).toEqual(identityHash(given));
		await inTransaction((tx) => correctNames(tx, profileId, corrected));
		expect(await hashOf(profileId)).toEqual(identityHash(corrected));
	});
});

describe('profiles from before there was a hash', () => {
	const without = async (given: ReturnType<typeof aRegistration>) => {
		const { profileId } = await registerAccount(aVisitor(), given);
		await db().update(profile).set({ identityHash: null }).where(eq(profile.id, profileId));
		return profileId;
	};

	it('get theirs, all of them', async () => {
		const [first, second] = [aRegistration(), aRegistration({ givenNames: 'Xóchitl' })];
		const [firstId, secondId] = [await without(first), await without(second)];
		await runPeriodic('fill-identity-hashes');
		expect(await hashOf(firstId)).toEqual(identityHash(first));
		expect(await hashOf(secondId)).toEqual(identityHash(second));
	});

	it('stay without when their key was erased, and do not stop the others', async () => {
		const [erased, other] = [await without(aRegistration()), aRegistration()];
		const otherId = await without(other);
		await db().delete(personKey).where(eq(personKey.profileId, erased));
		await runPeriodic('fill-identity-hashes');
		expect(await hashOf(erased)).toBeNull();
		expect(await hashOf(otherId)).toEqual(identityHash(other));
	});
});
