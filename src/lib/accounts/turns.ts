/**
 * Runs work a few at a time, in the order of arrival, and turns away whoever would have to wait too long.
 * @param limits.atOnce how many run at the same time
 * @param limits.longest how many may wait
 * @param refuse what is thrown at one more
 */
export function turns(limits: { atOnce: number; longest: number }, refuse: () => Error) {
	let running = 0;
	const waiting: (() => void)[] = [];
	return async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
		if (running < limits.atOnce) running += 1;
		else {
			if (waiting.length >= limits.longest) throw refuse();
			await new Promise<void>((proceed) => waiting.push(proceed));
		}
		try {
			return await work();
		} finally {
			const next = waiting.shift();
			if (next) next();
			else running -= 1;
		}
	};
}
