/** What a confined process says: `step` when it begins and whenever the work goes on, then one of the others. */
export type ConfinedMessage<Result> =
	{ kind: 'step' } | { kind: 'done'; result: Result; rssBytes: number } | { kind: 'fault'; message: string };

/**
 * Makes this process do what it is asked, one task at a time, until whoever started it lets go.
 * For the entry files of {@link confinedProcesses}.
 * @param work gets a task and what to call when it goes on, so that whoever waits knows
 */
export function serveTasks<Task, Result>(work: (task: Task, step: () => void) => Promise<Result>): void {
	const say = (message: ConfinedMessage<Result>) => process.send?.(message);
	const answer = async (task: Task) => {
		say({ kind: 'step' });
		try {
			const result = await work(task, () => say({ kind: 'step' }));
			say({ kind: 'done', result, rssBytes: process.memoryUsage.rss() });
		} catch (error) {
			const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
			say({ kind: 'fault', message });
		}
	};
	// an orderly exit waits for threads of native code, and one that still draws for whoever is gone may never end
	const end = () => process.kill(process.pid, 'SIGKILL');
	process.on('disconnect', end);
	process.on('exit', end);
	process.on('message', (task: Task) => void answer(task));
}
