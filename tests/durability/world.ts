import { callOrLose, type Answer, type Call } from './call.ts';
import type { Ledger } from './ledger.ts';

/** The service under torture as its people see it. */
export type World = {
	origin: string;
	mailFolder: string;
	/** Waits until the service works again; rejects when it does not come back. */
	recovered(): Promise<void>;
	/** Writes down that something promised does not hold. */
	fault(what: string): void;
	/** Counts what was answered and what nobody answered. */
	count(outcome: 'answered' | 'lost'): void;
};

/** Sends one request; counts what became of it. */
export async function send(
	world: World,
	ledger: Ledger,
	method: string,
	path: string,
	request: Call,
): Promise<Answer | undefined> {
	const from = { token: ledger.token, from: ledger.from };
	const answer = await callOrLose(world.origin, method, path, { ...from, ...request });
	world.count(answer ? 'answered' : 'lost');
	return answer;
}

/** Asks until there is an answer: reading may be repeated. */
export async function read(world: World, ledger: Ledger, path: string): Promise<Answer> {
	for (;;) {
		const request: Call = { token: ledger.token, from: ledger.from };
		const answer = await callOrLose(world.origin, 'GET', path, request);
		if (answer) return answer;
		await world.recovered();
	}
}
