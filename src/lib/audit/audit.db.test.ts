import { describe, expect, it } from 'vitest';
import { db, inTransaction } from '#lib/platform/database.server.ts';
import { sql } from 'drizzle-orm';
import { asOwner } from '../../../tests/support/database.setup.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { record } from './record.server.ts';
import { sealEntries } from './seal-entries.server.ts';
import { verifyAudit } from './verify-audit.server.ts';

const place = useTestDatabase();
const SYSTEM = { accountId: null, role: 'system', channel: 'system' } as const;

async function recorded(...actions: string[]) {
	for (const action of actions) await record(db(), SYSTEM, { action, details: { n: 1 } });
}

/** Rewrites the log as whoever owns the database could, and puts it back afterwards. */
async function tampered(statement: string, check: () => Promise<void>) {
	await asOwner(place.url, [
		'create table saved_entry as table audit_entry',
		'set session_replication_role = replica',
		statement,
	]);
	try {
		await check();
	} finally {
		await asOwner(place.url, [
			'delete from audit_entry',
			'insert into audit_entry select * from saved_entry',
			'drop table saved_entry',
		]);
	}
}

describe('the audit log', () => {
	it('is whole after sealing, block after block', async () => {
		await recorded('a', 'b', 'c');
		expect(await sealEntries()).toBe(3);
		await recorded('d');
		expect(await sealEntries()).toBe(1);
		expect(await sealEntries()).toBe(0);
		await recorded('e');
		expect(await verifyAudit()).toEqual({ blocks: 2, entries: 4, unsealed: 1, problems: [] });
	});

	it.each([
		['a changed entry', `update audit_entry set details = '{"n":2}' where action = 'b'`],
		['a changed entry that is not sealed yet', `update audit_entry set role = 'admin' where action = 'e'`],
		['a removed entry', `delete from audit_entry where action = 'c'`],
		[
			'an inserted entry',
			`insert into audit_entry select gen_random_uuid(), recorded_at, actor_id, role, channel, 'forged', profile_id,
				subject, purpose, details, mac, now() from audit_entry where action = 'a'`,
		],
	])('shows %s', async (_what, statement) => {
		await tampered(statement, async () => {
			expect((await verifyAudit()).problems).not.toEqual([]);
		});
		expect((await verifyAudit()).problems).toEqual([]);
	});

	it('shows a block whose content was sealed anew', async () => {
		await asOwner(place.url, [
			'create table saved_block as table audit_block',
			`update audit_block set root = sha256('x') where number = 1`,
		]);
		expect((await verifyAudit()).problems.join(' ')).toMatch(/bloque 1/);
		await asOwner(place.url, [
			'update audit_block b set root = s.root from saved_block s where s.number = b.number',
			'drop table saved_block',
		]);
	});

	it('keeps an entry only when the transaction that it records is kept', async () => {
		const failing = inTransaction(async (tx) => {
			await record(tx, SYSTEM, { action: 'never' });
			throw new Error('no');
		});
		await expect(failing).rejects.toThrow('no');
		const { rows } = await db().execute(sql`select from audit_entry where action = 'never'`);
		expect(rows).toHaveLength(0);
	});

	it.each(['update audit_entry set role = role', 'delete from audit_entry', 'delete from audit_block'])(
		'refuses the application: %s',
		async (statement) => {
			await expect(db().execute(sql.raw(statement))).rejects.toMatchObject({ cause: { code: '42501' } });
		},
	);
});
