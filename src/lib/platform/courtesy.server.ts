import { setImmediate as breathe } from 'node:timers/promises';

/** Requests that this process answers at the moment. */
let answering = 0;
/** Long work that waits until they are answered. */
let waiting: (() => void)[] = [];

/** Answers a request; long work of this process that is courteous waits for the end. */
export async function whileAnswering<Result>(answer: () => Promise<Result>): Promise<Result> {
	answering++;
	try {
		return await answer();
	} finally {
		if (--answering === 0) for (const goOn of waiting.splice(0)) goOn();
	}
}

/** The longest wait: the request may itself wait for what the work holds, such as a lock of its transaction. */
const LONGEST_MS = 250;

/**
 * A pace for long work beside people: called between its steps, it lets requests be answered first, for at most as long as
 * was worked since and {@link LONGEST_MS}, so that work under unceasing requests takes twice its time and not for ever.
 */
export function courtesy(): () => Promise<void> {
	let owedMs = 0;
	let workingSince = performance.now();
	return async () => {
		const stopped = performance.now();
		owedMs = Math.min(owedMs + stopped - workingSince, LONGEST_MS);
		await breathe();
		if (answering > 0) await untilAnswered(owedMs);
		workingSince = performance.now();
		owedMs = answering > 0 ? 0 : Math.max(0, owedMs - (workingSince - stopped));
	};
}

function untilAnswered(longestMs: number): Promise<void> {
	return new Promise((done) => {
		const goOn = () => {
			clearTimeout(timer);
			waiting = waiting.filter((other) => other !== goOn);
			done();
		};
		const timer = setTimeout(goOn, longestMs);
		waiting.push(goOn);
	});
}
