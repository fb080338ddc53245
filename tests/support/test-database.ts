import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import '../../src/composition.server.ts';
import { forgetCalendar } from '#lib/institution/calendar-in-force.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { forgetSettings } from '#lib/platform/config.server.ts';
import { closeDatabase, openDatabase } from '#lib/platform/database.server.ts';
import { openKeys } from '#lib/platform/installation-keys.server.ts';
import { closeJobs, openJobs } from '#lib/platform/jobs.server.ts';
import { storeWeightingModels } from '#lib/rating/model/weighting-models.server.ts';
import { drawShare } from './second-reading.ts';
import { asOwner, databaseAt, TEMPLATE } from './database.setup.ts';

/**
 * Gives the tests of a file a migrated database, a data folder and a master key of their own, with the queue open for
 * sending (`drainJobs` runs what was sent). The clock goes back to the system's after each test, and the environment to
 * what it was after the last one: the files share a process. No cédula is drawn for a second reading (`drawShare`).
 * @param keyInFile the master key lies in the data folder, as where nothing is set
 * @param settings others that the service is to find in its environment
 * @returns where things are, filled in before the first test
 */
export function useTestDatabase({
	keyInFile = false,
	settings = {},
}: { keyInFile?: boolean; settings?: Record<string, string> } = {}): { url: string; dataDir: string } {
	const name = `shm_test_${randomBytes(6).toString('hex')}`;
	const place = { url: '', dataDir: '' };
	const environment: Record<string, string> = {
		...(!keyInFile && { MASTER_KEY: randomBytes(32).toString('base64') }),
		...settings,
	};
	beforeAll(async () => {
		const server = inject('testServer');
		place.url = databaseAt(server, name);
		place.dataDir = mkdtempSync(join(tmpdir(), 'shm-test-'));
		Object.assign(environment, { DATABASE_URL: place.url, DATA_DIR: place.dataDir });
		Object.assign(process.env, environment);
		forgetSettings();
		await asOwner(server, [`create database ${name} template ${TEMPLATE}`]);
		await openDatabase(place.url);
		drawShare(0);
		await openKeys();
		await storeWeightingModels();
		await openJobs({ work: false });
	});
	afterEach(() => setClock());
	afterAll(async () => {
		await closeJobs();
		await closeDatabase();
		forgetCalendar();
		for (const setting of Object.keys(environment)) delete process.env[setting];
		await asOwner(inject('testServer'), [`drop database ${name} with (force)`]);
		rmSync(place.dataDir, { recursive: true, force: true });
	});
	return place;
}
