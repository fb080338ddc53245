import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const PROGRAM = '/usr/sbin/clamd';
const START_LIMIT_MS = 20_000;
const RETRY_MS = 20;

/** A harmless text that scanners find by agreement (eicar.org). */
export const EICAR = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';

/** Debian's ClamAV daemon on a socket of its own, with our signatures only: it needs no network. */
export type Clamd = {
	/** for CLAMD_URL; stays the same */
	url: string;
	start(): Promise<void>;
	stop(): Promise<void>;
	/** Stops it and takes everything away. */
	remove(): Promise<void>;
};

/** Makes a daemon that finds the EICAR text and the given bytes; it does not run yet. */
export function makeClamd(harmful: Uint8Array): Clamd {
	if (!existsSync(PROGRAM)) throw new Error('clamd is missing. Install it: apt-get install clamav-daemon');
	const folder = mkdtempSync(join(tmpdir(), 'shm-clamd-'));
	const socket = join(folder, 'clamd.sock');
	const signatures = join(folder, 'signatures');
	mkdirSync(signatures);
	writeFileSync(join(signatures, 'shm.ndb'), `SHM.Eicar:0:*:${Buffer.from(EICAR).toString('hex')}\n`);
	const hash = createHash('md5').update(harmful).digest('hex');
	writeFileSync(join(signatures, 'shm.hdb'), `${hash}:${harmful.length}:SHM.Known\n`);
	const lines = [`LocalSocket ${socket}`, `DatabaseDirectory ${signatures}`, 'Foreground yes'];
	writeFileSync(join(folder, 'clamd.conf'), [...lines, `TemporaryDirectory ${folder}`, ''].join('\n'));
	let child: ChildProcess | undefined;
	const stop = async () => {
		if (!child || child.exitCode !== null) return;
		const ended = once(child, 'exit');
		child.kill('SIGKILL');
		await ended;
		rmSync(socket, { force: true });
	};
	return {
		url: `unix:${socket}`,
		stop,
		async start() {
			child = spawn(PROGRAM, ['-c', join(folder, 'clamd.conf')], { stdio: 'ignore' });
			for (const began = Date.now(); !existsSync(socket); await pause(RETRY_MS)) {
				if (child.exitCode !== null || Date.now() - began > START_LIMIT_MS)
					throw new Error('clamd did not start');
			}
		},
		async remove() {
			await stop();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
