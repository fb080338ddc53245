import { sql } from 'drizzle-orm';
import { describe, expect, it, vi } from 'vitest';
import { asOwner } from '../../../tests/support/database.setup.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { databasePool, db, inTransaction } from './database.server.ts';
import { hearNotifications } from './hear-notifications.server.ts';

const place = useTestDatabase();
const CHANNEL = 'Trabajos de "prueba"';

const tell = (payload: string) => sql`select pg_notify(${CHANNEL}, ${payload})`;
const inUse = () => databasePool().totalCount - databasePool().idleCount;

describe('what is told on a channel', () => {
	it('is heard once it is committed, and not when it is not', async () => {
		const heard: string[] = [];
		const hearing = await hearNotifications(CHANNEL, (payload) => heard.push(payload), vi.fn());
		const failed = inTransaction(async (tx) => {
			await tx.execute(tell('undone'));
			throw new Error('on the way');
		});
		await expect(failed).rejects.toThrow('on the way');
		await inTransaction((tx) => tx.execute(tell('done')));
		await vi.waitFor(() => expect(heard).toEqual(['done']));
		await hearing.close();
		expect(inUse()).toBe(0);
	});

	it('is heard again after the connection broke, and who hears is told to look', async () => {
		const heard: string[] = [];
		const resume = vi.fn();
		const hearing = await hearNotifications(CHANNEL, (payload) => heard.push(payload), resume);
		await asOwner(place.url, [
			`select pg_terminate_backend(pid) from pg_stat_activity
			 where datname = current_database() and query like 'listen %'`,
		]);
		await vi.waitFor(() => expect(resume).toHaveBeenCalledTimes(1), { timeout: 10_000 });
		await db().execute(tell('after'));
		await vi.waitFor(() => expect(heard).toEqual(['after']));
		await hearing.close();
		expect(inUse()).toBe(0);
	});

	it('is heard no more once the hearing ended, however often it is ended', async () => {
		const hear = vi.fn();
		const hearing = await hearNotifications(CHANNEL, hear, vi.fn());
		await hearing.close();
		await hearing.close();
		await db().execute(tell('too late'));
		expect(hear).not.toHaveBeenCalled();
		expect(inUse()).toBe(0);
	});
});
