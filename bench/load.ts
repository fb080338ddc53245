import autocannon from 'autocannon';

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

async function run({ name, url, headers = {} }: Target, duration: number): Promise<number> {
	const result = await autocannon({ url, headers, connections: CLIENTS, duration });
	const failed = result.non2xx + result.errors + result.timeouts;
	if (failed > 0) throw new Error(`${name}: ${failed} respuestas que no son 200`);
	return result.requests.average;
}
