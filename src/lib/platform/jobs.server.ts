import { sql } from 'drizzle-orm';
import type pg from 'pg';
import { fromDrizzle, PgBoss } from 'pg-boss';
import { APPLICATION_ROLE, databasePool, isDatabaseAway, type Transaction } from './database.server.ts';
import { hearNotifications } from './hear-notifications.server.ts';
import { log } from './log.server.ts';

const SCHEMA = 'jobs';
/**
 * Workers are woken when work is put into their queue. They also look by themselves: for what begins later or is tried
 * again, and more often while nobody can wake them.
 */
const LOOK_SECONDS = 5;
const LOOK_UNWOKEN_SECONDS = 0.5;
/** A running job says that it is alive at half this pace; one that stays silent was killed and is done again. */
const HEARTBEAT_SECONDS = 10;
/** How often one of the processes that work looks for jobs that fell silent. */
const SUPERVISE_SECONDS = 5;

/** The pause before failed work is tried again begins with the first and doubles up to the second. */
const RETRY_SECONDS = 2;
const LONGEST_RETRY_SECONDS = 900;

const TELL_AWAY_MS = 60_000;

/** A kind of work that is done after the answer, at least once: its handler must be idempotent. */
export type Job<Data extends object> = {
	name: string;
	/** Puts the work into the queue, in the transaction of the change that asks for it. */
	enqueue(tx: Transaction, data: Data, options?: { startAfter?: Date }): Promise<void>;
};

type Definition = {
	name: string;
	run: (data: never) => Promise<void>;
	/** how many are worked on at once in one process */
	concurrency: number;
	/** seconds after which a running job is taken for dead and given to another worker */
	expireInSeconds: number;
	retryLimit: number;
	/** it computes for seconds, and nothing waits for it */
	slow: boolean;
};

type Periodic = { name: string; everySeconds: number; run: () => Promise<void> };

const definitions = new Map<string, Definition>();
const periodics: Periodic[] = [];
let boss: PgBoss | undefined;
let timers: NodeJS.Timeout[] = [];
let toldAwayAt = -Infinity;

/** Declares a kind of job; called once for each while modules load. Failed work is retried with growing pauses. */
export function defineJob<Data extends object>(
	definition: { name: string; run: (data: Data) => Promise<void> } & Partial<
		Pick<Definition, 'concurrency' | 'expireInSeconds' | 'retryLimit' | 'slow'>
	>,
): Job<Data> {
	const usual = { concurrency: 1, expireInSeconds: 300, retryLimit: 8, slow: false };
	definitions.set(definition.name, { ...usual, ...definition });
	return {
		name: definition.name,
		async enqueue(tx, data, options = {}) {
			await openBoss().send(definition.name, data, {
				...options,
				db: fromDrizzle(tx as never, sql as never),
			});
		},
	};
}

/** Declares work that repeats while a worker runs. Several processes may run it at the same time: it must not mind. */
export function definePeriodic(periodic: Periodic): void {
	periodics.push(periodic);
}

/** Creates the queue tables as the owner of the database, and the rights of the application on them (called by migrate). */
export async function prepareQueues(owner: pg.Client): Promise<void> {
	const installer = new PgBoss({
		schema: SCHEMA,
		db: { executeSql: (text, values) => owner.query(text, values) },
		supervise: false,
		schedule: false,
	});
	installer.on('error', (error) => log.error({ err: error }, 'queue installation'));
	await installer.start();
	for (const { name, retryLimit, expireInSeconds } of definitions.values()) {
		const options = {
			retryLimit,
			retryDelay: RETRY_SECONDS,
			retryDelayMax: LONGEST_RETRY_SECONDS,
			retryBackoff: true,
			expireInSeconds,
			heartbeatSeconds: HEARTBEAT_SECONDS,
			notify: true,
		};
		await installer.createQueue(name, options);
		// one that was there keeps what it was made with until it is told
		await installer.updateQueue(name, options);
	}
	await installer.stop({ graceful: false });
	await owner.query(`grant usage on schema ${SCHEMA} to ${APPLICATION_ROLE}`);
	await owner.query(
		`grant select, insert, update, delete on all tables in schema ${SCHEMA} to ${APPLICATION_ROLE}`,
	);
	await owner.query(`grant execute on all functions in schema ${SCHEMA} to ${APPLICATION_ROLE}`);
}

/**
 * Opens the queue of this process, for sending; with `work`, also starts handlers and periodic work.
 * Needs an open database.
 */
export async function openJobs({ work }: { work: boolean }): Promise<void> {
	const pool = databasePool();
	boss = new PgBoss({
		schema: SCHEMA,
		db: { executeSql: (text, values) => pool.query(text, values), listen: hearNotifications },
		useListenNotify: work,
		migrate: false,
		createSchema: false,
		supervise: work,
		superviseIntervalSeconds: SUPERVISE_SECONDS,
		monitorIntervalSeconds: SUPERVISE_SECONDS,
		schedule: false,
		reindex: false,
		monitorVacuum: false,
	});
	boss.on('error', (error) => tell(error, {}, 'queue failed'));
	try {
		await boss.start();
		if (!work) return;
		for (const definition of definitions.values()) await startWorker(boss, definition);
	} catch (error) {
		await closeJobs();
		throw error;
	}
	timers = periodics.map(startTimer);
}

/** Lets running jobs end (10 s at most) and closes the queue; what did not end is done again later. */
export async function closeJobs(): Promise<void> {
	timers.forEach(clearInterval);
	timers = [];
	const closing = boss;
	boss = undefined;
	await closing?.stop({ graceful: true, timeout: 10_000 });
}

/**
 * Runs all queued jobs of this process's definitions until none is left: for tests and the demo data.
 * @param slow also those that compute for seconds; without it they wait for a worker
 */
export async function drainJobs({ slow = false } = {}): Promise<void> {
	let found = true;
	while (found) {
		found = false;
		for (const definition of definitions.values()) {
			if (definition.slow && !slow) continue;
			const jobs = await openBoss().fetch<object>(definition.name, {
				batchSize: 20,
				ignoreStartAfter: false,
			});
			for (const job of jobs) {
				found = true;
				await definition.run(job.data as never);
				await openBoss().complete(definition.name, job.id);
			}
		}
	}
}

/** Runs one periodic work once, now (tests). */
export async function runPeriodic(name: string): Promise<void> {
	const periodic = periodics.find((candidate) => candidate.name === name);
	if (!periodic) throw new Error(`no periodic work called ${name}`);
	await periodic.run();
}

/** Starts as many workers as may run at once. One that ended a job looks for the next at once. */
async function startWorker(queue: PgBoss, { name, run, concurrency }: Definition): Promise<void> {
	const options = {
		pollingIntervalSeconds: LOOK_UNWOKEN_SECONDS,
		notifyPollingIntervalSeconds: LOOK_SECONDS,
		batchSize: 1,
	};
	for (let started = 0; started < concurrency; started++) {
		const worker: string = await queue.work<object>(name, options, async (jobs) => {
			for (const job of jobs) {
				try {
					await run(job.data as never);
				} catch (error) {
					log.error({ err: error, job: name, id: job.id }, 'job failed');
					throw error;
				} finally {
					queue.notifyWorker(worker);
				}
			}
		});
	}
}

function startTimer({ name, everySeconds, run }: Periodic): NodeJS.Timeout {
	let running = false;
	return setInterval(async () => {
		if (running) return;
		running = true;
		try {
			await run();
		} catch (error) {
			tell(error, { periodic: name }, 'periodic work failed');
		} finally {
			running = false;
		}
	}, everySeconds * 1000);
}

/** Everything that polls fails while the database is away: that is told once a minute. */
function tell(error: unknown, where: object, message: string): void {
	if (isDatabaseAway(error)) {
		if (Date.now() - toldAwayAt < TELL_AWAY_MS) return;
		toldAwayAt = Date.now();
	}
	log.error({ err: error, ...where }, message);
}

function openBoss(): PgBoss {
	if (!boss) throw new Error('openJobs() has not been called');
	return boss;
}
