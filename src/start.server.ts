import './composition.server.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { firstAdminLink } from '#lib/accounts/first-admin.server.ts';
import { followCalendar } from '#lib/institution/calendar-in-force.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { closeDatabase, isDatabaseAway, openDatabase } from '#lib/platform/database.server.ts';
import { files } from '#lib/platform/files.server.ts';
import { closeJobs, openJobs } from '#lib/platform/jobs.server.ts';
import { settings } from '#lib/platform/config.server.ts';
import { openKeys } from '#lib/platform/installation-keys.server.ts';
import { migrate } from '#lib/platform/migrate.server.ts';
import { Refusal } from '#lib/platform/refusal.ts';
import { startProblem } from '#lib/platform/start-problem.ts';
import { storeWeightingModels } from '#lib/rating/model/weighting-models.server.ts';

/** How long a start waits for a database that goes away meanwhile. */
const PATIENCE_MS = 30_000;
const FILES_PATIENCE_MS = 5_000;
const RETRY_MS = 200;

/**
 * Brings the application of this process up: institution, files, migrations, database, keys, models, queue.
 * Everything that can be wrong in settings or folders is found here, before the first request.
 * @param work whether this process also runs jobs and periodic work
 * @returns what takes it all down again, in order
 */
export async function startApplication({ work }: { work: boolean }): Promise<() => Promise<void>> {
	const { databaseUrl } = settings();
	if (!databaseUrl)
		throw startProblem('DATABASE_URL: falta; inicie con «npm start» para usar la base incluida.');
	institution();
	await filesAnswer();
	await patiently(async () => {
		await migrate(databaseUrl);
		await openDatabase(databaseUrl);
		await openKeys();
		await storeWeightingModels();
	});
	const unfollowCalendar = await patiently(followCalendar);
	await patiently(() => openJobs({ work }));
	return async () => {
		unfollowCalendar();
		await closeJobs();
		await closeDatabase();
	};
}

/** Waits a little for a file store that is starting too. */
async function filesAnswer(): Promise<void> {
	for (const began = Date.now(); ; await pause(RETRY_MS)) {
		try {
			return await files().check();
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			if (Date.now() - began < FILES_PATIENCE_MS) continue;
			throw startProblem(
				'FILES_URL: no se alcanza el almacén de archivos. Revise su dirección y que funcione.',
				error,
			);
		}
	}
}

/** Prints the one-time address that creates the first administrator, while there is none. */
export async function announceFirstAdmin(): Promise<void> {
	const link = await patiently(firstAdminLink);
	if (link) console.log(`Aún no hay administrador. Créelo aquí (un solo uso): ${link}`);
}

/** Does a step of the start again while the database is away; each step may be repeated. */
async function patiently<Result>(step: () => Promise<Result>): Promise<Result> {
	for (const began = Date.now(); ; await pause(RETRY_MS)) {
		try {
			return await step();
		} catch (error) {
			if (!isDatabaseAway(error) || Date.now() - began > PATIENCE_MS) throw error;
		}
	}
}
