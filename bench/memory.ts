import { readdirSync, readFileSync } from 'node:fs';

/** Memory of a process and of all that it has started, in bytes. */
export type Memory = { own: number; children: number };

/**
 * Proportional memory (PSS: what processes share counts once between them) of a process and its descendants.
 * Nothing where the system does not tell (not Linux, or processes of another account).
 */
export function memoryOf(pid: number): Memory | undefined {
	try {
		const children = descendantsOf(pid).reduce((sum, child) => sum + pssOf(child), 0);
		return { own: pssOf(pid), children };
	} catch {
		return undefined;
	}
}

function pssOf(pid: number): number {
	const kilobytes = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
	if (kilobytes === undefined) throw new Error(`no PSS of process ${pid}`);
	return Number(kilobytes) * 1024;
}

/** Ids of all that a process has started, and of what those have started. */
export function descendantsOf(pid: number): number[] {
	const parents = new Map<number, number[]>();
	for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
		const parent = parentOf(Number(name));
		if (parent !== undefined) parents.set(parent, [...(parents.get(parent) ?? []), Number(name)]);
	}
	const found: number[] = [];
	for (
		let next = parents.get(pid) ?? [];
		next.length > 0;
		next = next.flatMap((one) => parents.get(one) ?? [])
	) {
		found.push(...next);
	}
	return found;
}

/** A process may end while we look. */
function parentOf(pid: number): number | undefined {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
	} catch {
		return undefined;
	}
}
