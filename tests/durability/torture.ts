/*
 * Kills the built service and its database at random moments while people use it, and checks every promise.
 * `node tests/durability/torture.ts --kills 100 --seed 7`: the same seed chooses the same blows.
 */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { random } from '../../src/demo/random.ts';
import { call } from './call.ts';
import { compare, compareBytes } from './compare.ts';
import { embeddedUrl } from './embedded.ts';
import { newLedger, type Ledger } from './ledger.ts';
import { auditEntries, examineStore } from './operator.ts';
import { compareSubmission, live } from './person.ts';
import { countsThatDiffer, evidenceWithoutFile, jobsGivenUp, plainFiles } from './remains.ts';
import { openStage, strikeAtRandom, type Stage, type Victim } from './stage.ts';
import type { World } from './world.ts';

/** What to do; `people` use the service at the same time. */
export type Plan = { kills: number; seed: string; people: number; tell?: (line: string) => void };

/** What came of it; `faults` must be empty. */
export type Report = {
	kills: Record<Victim, number>;
	people: number;
	submissions: number;
	files: number;
	/** requests that were answered, and those of which the sender cannot know what became */
	answered: number;
	lost: number;
	/** encrypted files of which no row knew, left by a kill in between, found by `shm doctor` and removed */
	leftFiles: number;
	auditEntries: number;
	seconds: number;
	faults: string[];
};

const FINISH_MS = 300_000;
const PROBE_MS = 100;
const KILLS_OF_ROUND = 10;
const LAST_WORDS = 4000;

/**
 * Carries out the plan on a data folder of its own, in rounds: after some kills the people get the time to finish what
 * they began, and everything is checked that was promised since the beginning.
 */
export async function torture({ kills, seed, people, tell = () => undefined }: Plan): Promise<Report> {
	const began = performance.now();
	const report = emptyReport();
	const chance = random(seed);
	const stage = await openStage();
	const world: World = {
		...stage,
		fault(what) {
			if (report.faults.push(what) === 1) tell(`Last words: ${stage.server().output().slice(-LAST_WORDS)}`);
			tell(`FAULT: ${what}`);
		},
		count: (outcome) => void report[outcome]++,
	};
	const ledgers: Ledger[] = [];
	try {
		for (let number = 1; number <= kills && report.faults.length === 0;) {
			const crowd = gather(world, ledgers, people);
			for (
				const last = number + KILLS_OF_ROUND;
				number < last && number <= kills && crowd.goesOn();
				number++
			) {
				const { victim, when } = await strikeAtRandom(stage, chance);
				report.kills[victim]++;
				tell(`kill ${number} of ${kills}: ${victim}, ${when}; ${ledgers.length} people so far`);
			}
			await crowd.finish();
			await checkPeople(world, ledgers, report);
			await checkData(stage, world, ledgers);
			report.auditEntries = (await auditEntries(stage, world)) ?? report.auditEntries;
			report.leftFiles += await examineStore(stage, world);
		}
		if ((await stage.server().stop()) !== 0) world.fault('the service does not stop in order');
	} catch (error) {
		world.fault(String((error as Error).stack));
	} finally {
		await stage.close();
	}
	report.seconds = Math.round((performance.now() - began) / 1000);
	return report;
}

/** People who use the service, each anew from the registration on, until they are told to finish or one of them fails. */
function gather(
	world: World,
	ledgers: Ledger[],
	people: number,
): { goesOn(): boolean; finish(): Promise<void> } {
	let closing = false;
	const oneAfterAnother = async () => {
		const noticeVersion = await noticeInForce(world);
		while (!closing) {
			const ledger = newLedger(ledgers.length + 1, noticeVersion);
			ledgers.push(ledger);
			await live(world, ledger);
		}
	};
	const crowd = Array.from({ length: people }, () =>
		oneAfterAnother().catch((error: unknown) => {
			closing = true;
			world.fault(String((error as Error).stack));
		}),
	);
	return {
		goesOn: () => !closing,
		async finish() {
			closing = true;
			const giveUp = new AbortController();
			const late = pause(FINISH_MS, undefined, { signal: giveUp.signal }).then(() => {
				throw new Error('the people cannot finish');
			});
			late.catch(() => undefined);
			await Promise.race([Promise.all(crowd), late]).finally(() => giveUp.abort());
		},
	};
}

async function noticeInForce({ origin }: World): Promise<string> {
	for (;;) {
		const answer = await call(origin, 'GET', '/api/v1/catalogues/privacy-notice').catch(() => undefined);
		if (answer?.status === 200) return (answer.body as { version: string }).version;
		await pause(PROBE_MS);
	}
}

async function checkPeople(world: World, ledgers: Ledger[], report: Report): Promise<void> {
	for (const ledger of ledgers.filter(({ account }) => account.kept)) {
		const seen = await compare(world, ledger);
		if (seen && ledger.finished) await compareBytes(world, ledger, seen);
		if (ledger.submission.kept) await compareSubmission(world, ledger);
	}
	report.people = ledgers.length;
	report.submissions = ledgers.filter(({ submission }) => submission.kept).length;
	report.files = ledgers.reduce((sum, { files }) => sum + files.size, 0);
}

async function checkData({ dataDir, folder }: Stage, world: World, ledgers: Ledger[]): Promise<void> {
	const [url, files] = [embeddedUrl(dataDir), join(dataDir, 'files')];
	for (const difference of await countsThatDiffer(url, ledgers)) world.fault(difference);
	for (const path of await evidenceWithoutFile(url, files)) world.fault(`evidence without file: ${path}`);
	for (const name of await jobsGivenUp(url)) world.fault(`a job was given up: ${name}`);
	for (const path of plainFiles(folder)) world.fault(`a document lies in the clear in ${path}`);
}

function emptyReport(): Report {
	return {
		kills: { server: 0, database: 0, both: 0 },
		...{ people: 0, submissions: 0, files: 0, answered: 0, lost: 0 },
		...{ leftFiles: 0, auditEntries: 0, seconds: 0 },
		faults: [],
	};
}

if (import.meta.main) {
	const { values } = parseArgs({
		options: {
			kills: { type: 'string', default: '100' },
			people: { type: 'string', default: '3' },
			seed: { type: 'string', default: String(Date.now()) },
		},
	});
	const tell = (line: string) => process.stdout.write(`${line}\n`);
	const { seed } = values;
	tell(`seed ${seed}`);
	const report = await torture({ kills: Number(values.kills), people: Number(values.people), seed, tell });
	tell(JSON.stringify(report, null, 2));
	process.exitCode = report.faults.length > 0 ? 1 : 0;
}
