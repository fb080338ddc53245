import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A folder for one test; `remove` also ends an embedded database that was left running in its folder `data`. */
export function temporaryFolder(): { path: string; remove(): Promise<void> } {
	const path = mkdtempSync(join(tmpdir(), 'shm-durability-'));
	return {
		path,
		async remove() {
			await killDatabase(join(path, 'data'));
			rmSync(path, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
		},
	};
}

/** SIGKILL to the main process of the embedded database of a data folder, if it runs; its other processes notice and end. */
export async function killDatabase(dataDir: string): Promise<void> {
	const file = join(dataDir, 'postgres/postmaster.pid');
	const pid = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : Number.NaN;
	if (!(pid > 0) || !isPostgres(pid)) return;
	process.kill(pid, 'SIGKILL');
	while (isPostgres(pid)) await pause(10);
}

/** Where the owner of the embedded database of a data folder connects. */
export function embeddedUrl(dataDir: string): string {
	const folder = encodeURIComponent(join(dataDir, 'postgres'));
	return `postgresql://shm_owner@localhost:5432/shm?host=${folder}`;
}

/** A number out of a file may have passed to a stranger: only a PostgreSQL is ever killed. */
function isPostgres(pid: number): boolean {
	try {
		return /(^|\/)postgres\0/.test(readFileSync(`/proc/${pid}/cmdline`, 'latin1'));
	} catch {
		return false;
	}
}
