import { sql } from 'drizzle-orm';
import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { asOwner } from '../../../tests/support/database.setup.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { databasePool, db, inTransaction, isDatabaseAway } from './database.server.ts';

const place = useTestDatabase();

/** Breaks the next connection that the pool gives out, as a network does: nobody has noticed yet. */
async function breakConnection(): Promise<void> {
	const client = (await databasePool().connect()) as pg.PoolClient & {
		connection: { stream: { destroy(): void } };
	};
	client.release();
	client.connection.stream.destroy();
}

const inUse = () => databasePool().totalCount - databasePool().idleCount;
const one = () => inTransaction((tx) => tx.execute(sql`select 1`));

describe('a transaction on a connection that broke', () => {
	it('fails as the database being away, and takes no place of the pool with it', async () => {
		for (let time = 0; time < 3; time++) {
			await breakConnection();
			const error: unknown = await one().catch((thrown: unknown) => thrown);
			expect(isDatabaseAway(error)).toBe(true);
			expect(inUse()).toBe(0);
		}
		await one();
	});

	it('in the middle of its work does so as well', async () => {
		const error: unknown = await inTransaction(async (tx) => {
			const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
			await asOwner(place.url, [`select pg_terminate_backend(${rows[0]?.pid})`]);
			await tx.execute(sql`select 1`);
		}).catch((thrown: unknown) => thrown);
		expect(isDatabaseAway(error)).toBe(true);
		expect(inUse()).toBe(0);
		await one();
	});
});

describe('a transaction that fails', () => {
	it('keeps nothing, gives its connection back and tells why', async () => {
		const work = inTransaction(async (tx) => {
			await tx.execute(sql`insert into attempt (key, points) values ('a transaction that fails', 1)`);
			throw new Error('on the way');
		});
		await expect(work).rejects.toThrow('on the way');
		const { rows } = await db().execute(sql`select 1 from attempt where key = 'a transaction that fails'`);
		expect(rows).toEqual([]);
		expect(inUse()).toBe(0);
	});
});
