import autocannon, { type Result } from 'autocannon';
import { median, p95 } from './report.ts';

/** What is asked for again and again. */
export type Target = { name: string; url: string; headers?: Record<string, string> };

const CLIENTS = 8;
const WARM_UP_SECONDS = 8;
const ROUND_SECONDS = 3;
const ROUNDS = 5;

/**
 * Answers a second of each address, the median of some rounds. The rounds of all addresses take turns, so that what
 * else the machine does weighs on all of them alike.
 * @throws Error when an answer is not 200
 */
export async function throughput(targets: readonly Target[]): Promise<Map<string, number[]>> {
	for (const target of targets) await run(target, WARM_UP_SECONDS);
	const rates = new Map<string, number[]>(targets.map(({ name }) => [name, []]));
	for (let round = 0; round < ROUNDS; round++) {
		for (const target of targets) rates.get(target.name)!.push(await run(target, ROUND_SECONDS));
	}
	return rates;
}

/** How quickly something is answered: answers a second, and the milliseconds within which 95 of 100 come. */
export type Timed = { rate: number; p95: number };

/**
 * Times what so many clients get who ask for some addresses in turn, the median of some rounds after a warm-up.
 * @throws Error when an answer is not 200
 */
export async function latency(target: Target, paths: readonly string[], clients: number): Promise<Timed> {
	await timeOnce(target, paths, clients, WARM_UP_SECONDS);
	const rounds: Timed[] = [];
	for (let round = 0; round < ROUNDS; round++)
		rounds.push(await timeOnce(target, paths, clients, ROUND_SECONDS));
	return { rate: median(rounds.map(({ rate }) => rate)), p95: median(rounds.map(({ p95 }) => p95)) };
}

async function timeOnce(
	{ name, url, headers = {} }: Target,
	paths: readonly string[],
	connections: number,
	duration: number,
): Promise<Timed> {
	const requests = paths.map((path) => ({ path }));
	const times: number[] = [];
	const running = autocannon({ url, headers, connections, duration, requests });
	running.on('response', (_client, _status, _bytes, milliseconds) => times.push(milliseconds));
	refuseFailures(name, await running);
	return { rate: times.length / duration, p95: p95(times) };
}

async function run({ name, url, headers = {} }: Target, duration: number): Promise<number> {
	const result = await autocannon({ url, headers, connections: CLIENTS, duration });
	refuseFailures(name, result);
	return result.requests.average;
}

function refuseFailures(name: string, { non2xx, errors, timeouts }: Result): void {
	const failed = non2xx + errors + timeouts;
	if (failed > 0) throw new Error(`${name}: ${failed} respuestas que no son 200`);
}
