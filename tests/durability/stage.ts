import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from '#lib/platform/embedded-postgres-cluster.server.ts';
import type { Random } from '../../src/demo/random.ts';
import { openMailbox } from '../e2e/mailbox.ts';
import { freePort, launchServer, type RunningServer } from '../support/running-server.ts';
import { call } from './call.ts';
import { killDatabase, temporaryFolder } from './embedded.ts';

/** What a blow hits. */
export const VICTIMS = ['server', 'database', 'both'] as const;
export type Victim = (typeof VICTIMS)[number];

/** The built service with its embedded database, on a data folder of its own, and a post office. */
export type Stage = {
	origin: string;
	mailFolder: string;
	dataDir: string;
	/** everything that service and database may write to */
	folder: string;
	settings: Record<string, string>;
	server(): RunningServer;
	/** Kills now; a killed server is started again at once. */
	strike(victim: Victim): Promise<void>;
	/** Waits until the service works; rejects when it does not come back. */
	recovered(): Promise<void>;
	/** Takes everything away, whatever still runs. */
	close(): Promise<void>;
};

const RECOVERY_MS = 60_000;
const PROBE_MS = 100;

/** Starts the service on nothing. */
export async function openStage(): Promise<Stage> {
	const folder = temporaryFolder();
	const mailbox = await openMailbox();
	const [dataDir, temporary] = [join(folder.path, 'data'), join(folder.path, 'tmp')];
	mkdirSync(temporary, { mode: 0o777 });
	const settings = { SMTP_URL: mailbox.url, TRUST_PROXY: '1', LOG_LEVEL: 'error', TMPDIR: temporary };
	const port = await freePort();
	const launch = () => launchServer({ dataDir, port, env: settings });
	let server = launch();
	const origin = server.url;
	return {
		...{ origin, dataDir, folder: folder.path, mailFolder: mailbox.folder, settings },
		server: () => server,
		async strike(victim) {
			if (victim !== 'server') await killDatabase(dataDir);
			if (victim === 'database') return;
			await server.stop('SIGKILL');
			server = launch();
		},
		async recovered() {
			const until = Date.now() + RECOVERY_MS;
			while (!(await isReady(origin))) {
				const ended = !isAlive(server.pid);
				if (ended || Date.now() > until) {
					throw new Error(`the service ${ended ? 'ended' : 'does not come back'}:\n${lastOf(server)}`);
				}
				await pause(PROBE_MS);
			}
		},
		async close() {
			await server.stop('SIGKILL');
			await folder.remove();
			await mailbox.close();
		},
	};
}

/** Chooses what to hit and when: mostly while the service works, at times while it still starts or recovers. */
export async function strikeAtRandom(
	stage: Stage,
	chance: Random,
): Promise<{ victim: Victim; when: string }> {
	const victim = chance.pick(VICTIMS);
	const early = chance.chance(0.2);
	const wait = early ? chance.whole(0, 1500) : chance.whole(300, 3500);
	if (!early) await stage.recovered();
	await pause(wait);
	await stage.strike(victim);
	return { victim, when: `${wait} ms after ${early ? 'the blow before' : 'it was ready'}` };
}

async function isReady(origin: string): Promise<boolean> {
	try {
		return (await call(origin, 'GET', '/readyz')).status === 200;
	} catch {
		return false;
	}
}

function lastOf(server: RunningServer): string {
	return server.output().slice(-3000);
}
