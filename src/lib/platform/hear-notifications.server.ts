import type pg from 'pg';
import { databasePool } from './database.server.ts';

const RECONNECT_MS = 1_000;

/** Ends the hearing and gives its connection back. */
export type Hearing = { close(): Promise<void> };

/**
 * Hears what is told on a channel of the database (NOTIFY), on a connection that it keeps. One that breaks is replaced
 * once a second until that works; what was told meanwhile is lost, so `resume` is called for the caller to look.
 * @throws Error when the first connection fails
 */
export async function hearNotifications(
	channel: string,
	hear: (payload: string) => void,
	resume: () => void,
): Promise<Hearing> {
	let kept: pg.PoolClient | undefined;
	let next: NodeJS.Timeout | undefined;
	let closed = false;

	async function connect(): Promise<void> {
		const connection = await databasePool().connect();
		if (closed) return connection.release(true);
		kept = connection;
		connection.on('notification', ({ payload }) => hear(payload ?? ''));
		connection.once('end', () => kept === connection && reconnectLater());
		await connection.query(`listen ${connection.escapeIdentifier(channel)}`);
	}

	function letGo(): void {
		const connection = kept;
		kept = undefined;
		connection?.removeAllListeners('notification');
		connection?.release(true);
	}

	function reconnectLater(): void {
		letGo();
		if (!closed) next = setTimeout(() => void connect().then(resume, reconnectLater), RECONNECT_MS);
	}

	async function close(): Promise<void> {
		closed = true;
		clearTimeout(next);
		letGo();
	}

	try {
		await connect();
	} catch (error) {
		await close();
		throw error;
	}
	return { close };
}
