import { createSecretKey, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { verifyAudit } from '#lib/audit/verify-audit.server.ts';
import { attachEvidence } from '#lib/cedula/attach-evidence.server.ts';
import { createClaim } from '#lib/cedula/create-claim.server.ts';
import { readOwnFile } from '#lib/evidence/read-evidence.server.ts';
import { db, inTransaction } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { areKeysCurrent, openKeys } from '#lib/platform/installation-keys.server.ts';
import { drainJobs, runPeriodic } from '#lib/platform/jobs.server.ts';
import { forgetMasterKey } from '#lib/platform/master-key.server.ts';
import { log } from '#lib/platform/log.server.ts';
import { createPersonKey, getPersonKey } from '#lib/platform/person-keys.server.ts';
import { deriveKey, heldKeys, holdKeys, unseal } from '#lib/platform/secrets.server.ts';
import { installationKey, personKey } from '#lib/platform/tables.server.ts';
import { asOwner } from '../../../tests/support/database.setup.ts';
import { aRegistration, aServant, aVisitor, PASSWORD } from '../../../tests/support/factories.ts';
import { codeOf, refusalOf } from '../../../tests/support/refusals.ts';
import { sample } from '../../../tests/support/samples.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { OPERATOR } from './operator.ts';
import { registerAccount } from './register-account.server.ts';
import { rotateMasterKey } from './rotate-master-key.server.ts';
import { signIn } from './sign-in.server.ts';

const place = useTestDatabase({ keyInFile: true });
let servant: Principal & { profileId: string; curp: string };
let file: string;
let path: string;

beforeAll(async () => {
	path = join(place.dataDir, 'master.key');
	servant = await aServant();
	const { id } = await createClaim(servant, { kind: 'education' });
	const bytes = sample('documentos/doc-01.pdf');
	file = (await attachEvidence(servant, id, async () => ({ name: 'título.pdf', bytes }))).id;
	await drainJobs();
});

/** As a process that starts now. */
async function restart() {
	forgetMasterKey();
	await openKeys();
}
beforeEach(restart);

const keyIn = (where: string) => createSecretKey(Buffer.from(readFileSync(where, 'utf8'), 'base64'));
const readFile = async () => (await readOwnFile(servant, file)).bytes;
const generations = async () =>
	(await db().select().from(installationKey)).map(({ generation }) => generation);

describe('after a rotation', () => {
	it('the file holds another key, for its owner alone, and none lies beside it', async () => {
		const former = readFileSync(path, 'utf8');
		const { generation } = heldKeys();
		const people = (await db().select().from(personKey)).length;
		expect(await rotateMasterKey(OPERATOR)).toEqual({
			generation: generation + 1,
			people,
			file: path,
			isInPlace: true,
		});
		expect(readFileSync(path, 'utf8')).not.toBe(former);
		expect(statSync(path).mode & 0o777).toBe(0o600);
		expect(existsSync(`${path}.next`)).toBe(false);
		expect(await generations()).toEqual([generation + 1]);
	});

	it('people sign in with the CURP, their files open, and a CURP is held as before', async () => {
		await rotateMasterKey(OPERATOR);
		await restart();
		await expect(signIn(aVisitor(), { identifier: servant.curp, password: PASSWORD })).resolves.toBeDefined();
		expect(await readFile()).toEqual(sample('documentos/doc-01.pdf'));
		await expect(registerAccount(aVisitor(), aRegistration({ curp: servant.curp }))).rejects.toThrow();
	});

	it('the audit is whole, and tells of it', async () => {
		await runPeriodic('seal-audit');
		const { generation, people } = await rotateMasterKey(OPERATOR);
		await restart();
		await runPeriodic('seal-audit');
		expect((await verifyAudit()).problems).toEqual([]);
		const entries = await db().select().from(auditEntry).where(eq(auditEntry.action, 'keys.rotate'));
		expect(entries.at(-1)).toMatchObject({ role: 'operator', details: { generation, people } });
	});

	it('the former key opens nothing', async () => {
		const former = keyIn(path);
		const wrappedOf = async () =>
			(await db().select().from(personKey).where(eq(personKey.profileId, servant.profileId)))[0]!.wrapped;
		expect(unseal(deriveKey(former, 'person-key'), await wrappedOf()).toString()).toMatch(/^AGE-SECRET-KEY/);
		await rotateMasterKey(OPERATOR);
		const wrapped = await wrappedOf();
		expect(() => unseal(deriveKey(former, 'person-key'), wrapped)).toThrow();
		const [secret] = await db().select().from(installationKey);
		expect(() => unseal(deriveKey(former, 'installation-secret'), secret!.wrapped!)).toThrow();
	});

	it('a link to the file still leads to it', async () => {
		const behind = join(place.dataDir, 'elsewhere.key');
		renameSync(path, behind);
		symlinkSync(behind, path);
		const former = readFileSync(behind, 'utf8');
		await rotateMasterKey(OPERATOR);
		expect(readFileSync(behind, 'utf8')).not.toBe(former);
		await restart();
		rmSync(path);
		renameSync(behind, path);
	});
});

describe('a rotation that is killed', () => {
	it('before the database changed goes on with the present key, and can be done again', async () => {
		writeFileSync(`${path}.next`, `${randomBytes(32).toString('base64')}\n`);
		await restart();
		expect(await readFile()).toHaveLength(sample('documentos/doc-01.pdf').length);
		await rotateMasterKey(OPERATOR);
		await restart();
		expect(await readFile()).toHaveLength(sample('documentos/doc-01.pdf').length);
		expect(existsSync(`${path}.next`)).toBe(false);
	});

	it('after the database changed and before the file did is ended by the next start', async () => {
		const former = readFileSync(path);
		const { generation } = await rotateMasterKey(OPERATOR);
		const next = readFileSync(path);
		writeFileSync(`${path}.next`, next);
		writeFileSync(path, former);
		await restart();
		expect(readFileSync(path)).toEqual(next);
		expect(existsSync(`${path}.next`)).toBe(false);
		expect(heldKeys().generation).toBe(generation);
		expect(await readFile()).toEqual(sample('documentos/doc-01.pdf'));
	});
});

describe('a rotation is refused and changes nothing', () => {
	it('when the key of a person is damaged', async () => {
		const former = readFileSync(path);
		const before = await generations();
		const damaged = newId();
		await asOwner(place.url, [
			`insert into keys.person_key (profile_id, wrapped, generation)
			 values ('${damaged}', '\\x${'07'.repeat(90)}', ${heldKeys().generation})`,
		]);
		expect(await codeOf(rotateMasterKey(OPERATOR))).toBe('409 damaged_key');
		expect([readFileSync(path), await generations()]).toEqual([former, before]);
		await restart();
		expect(await readFile()).toEqual(sample('documentos/doc-01.pdf'));
		await asOwner(place.url, [`delete from keys.person_key where profile_id = '${damaged}'`]);
	});

	it('when the other file holds the present key', async () => {
		const copy = join(place.dataDir, 'copy');
		writeFileSync(copy, readFileSync(path));
		expect((await refusalOf(rotateMasterKey(OPERATOR, { toFile: copy }))).message).toContain(
			'la llave actual',
		);
		expect((await refusalOf(rotateMasterKey(OPERATOR, { toFile: path }))).message).toContain(
			'la llave actual',
		);
	});

	it('when another one changed the key meanwhile', async () => {
		const former = heldKeys();
		await rotateMasterKey(OPERATOR);
		holdKeys(former);
		expect(await codeOf(rotateMasterKey(OPERATOR))).toBe('409 keys_changed');
		await restart();
		expect(await readFile()).toEqual(sample('documentos/doc-01.pdf'));
	});
});

describe('a process that was left with the former key', () => {
	it('stores nothing that the new one could not open, and is not ready', async () => {
		const former = heldKeys();
		await rotateMasterKey(OPERATOR);
		expect(await areKeysCurrent()).toBe(true);
		holdKeys(former);
		log.level = 'silent';
		expect(await areKeysCurrent()).toBe(false);
		const profileId = newId();
		await expect(inTransaction((tx) => createPersonKey(tx, profileId))).rejects.toMatchObject({
			reason: { kind: 'unavailable' },
		});
		expect(await db().select().from(personKey).where(eq(personKey.profileId, profileId))).toEqual([]);
	});

	it('and was just storing a key is waited for: that key is wrapped anew too', async () => {
		const profileId = newId();
		let stored = () => {};
		const isStored = new Promise<void>((done) => (stored = done));
		let finish = () => {};
		const mayFinish = new Promise<void>((done) => (finish = done));
		const storing = inTransaction(async (tx) => {
			await createPersonKey(tx, profileId);
			stored();
			await mayFinish;
		});
		await isStored;
		const rotating = rotateMasterKey(OPERATOR);
		setTimeout(finish, 200);
		await Promise.all([storing, rotating]);
		expect((await getPersonKey(profileId)).identity).toMatch(/^AGE-SECRET-KEY/);
	});
});
