import { readFileSync } from 'node:fs';
import { descendantsOf } from './memory.ts';

/** The system counts computing time in these, whatever its own clock. */
const MS_PER_TICK = 10;

/**
 * Computing time that this process and what it has started took for some work, in milliseconds of one core: it holds on a
 * machine that has other things to do. Nothing where the system does not tell; what ended on the way is not counted.
 */
export async function computingOf(work: () => Promise<void>): Promise<number | undefined> {
	const before = computed();
	await work();
	const after = computed();
	return before === undefined || after === undefined ? undefined : after - before;
}

function computed(): number | undefined {
	try {
		const own = process.cpuUsage();
		const children = descendantsOf(process.pid).reduce((sum, child) => sum + ticksOf(child), 0);
		return (own.user + own.system) / 1000 + children * MS_PER_TICK;
	} catch {
		return undefined;
	}
}

/** User and system time, the 14th and 15th fields. */
function ticksOf(pid: number): number {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	const [user, system] = stat
		.slice(stat.lastIndexOf(')') + 2)
		.split(' ')
		.slice(11, 13);
	return Number(user) + Number(system);
}
