import { setTimeout as pause } from 'node:timers/promises';
import { freePort, launchServer, startServer, type RunningServer } from '../tests/support/running-server.ts';
import { withDataFolder } from './instance.ts';
import { memoryOf } from './memory.ts';
import { median, type Figure } from './report.ts';

const STARTS = 5;
const LONGEST_START_MS = 30_000;
const MOST_START_MS = 2500;
const MOST_BYTES = 250_000_000;
/** After this, what was only needed to start has been given back. */
const REST_MS = 15_000;
const ASK_MS = 10;

/** P7: time from the command to the first page, and memory at rest with the embedded database. */
export function measureFootprint(): Promise<Figure[]> {
	return withDataFolder(async (dataDir) => {
		await (await startServer({ dataDir })).stop();
		const starts: number[] = [];
		let server: RunningServer | undefined;
		for (let start = 0; start < STARTS; start++) {
			await server?.stop();
			const began = performance.now();
			server = await startToFirstPage(dataDir);
			starts.push(performance.now() - began);
		}
		try {
			await pause(REST_MS);
			return [startFigure(starts), ...memoryFigures(server!.pid)];
		} finally {
			await server?.stop();
		}
	});
}

async function startToFirstPage(dataDir: string): Promise<RunningServer> {
	const server = launchServer({ dataDir, port: await freePort() });
	const limit = performance.now() + LONGEST_START_MS;
	while (performance.now() < limit) {
		const answer = await fetch(server.url).catch(() => undefined);
		await answer?.arrayBuffer();
		if (answer?.ok) return server;
		await pause(ASK_MS);
	}
	await server.stop();
	throw new Error(`No hubo página en ${LONGEST_START_MS / 1000} s:\n${server.output()}`);
}

function startFigure(starts: readonly number[]): Figure {
	const middle = median(starts);
	return {
		id: 'P7',
		what: `arranque hasta la primera página, mediana de ${starts.length}`,
		figure: `${(middle / 1000).toFixed(2)} s`,
		bar: `< ${MOST_START_MS / 1000} s`,
		passes: middle < MOST_START_MS,
	};
}

function memoryFigures(pid: number): Figure[] {
	const memory = memoryOf(pid);
	const bar = `< ${megabytes(MOST_BYTES)}`;
	const what = 'memoria en reposo, servidor y base de datos (PSS)';
	if (!memory) return [{ id: 'P7', what, figure: 'no se puede leer /proc aquí', bar, passes: null }];
	const detail = `${what}: servidor ${megabytes(memory.own)}, base ${megabytes(memory.children)}`;
	const total = memory.own + memory.children;
	return [{ id: 'P7', what: detail, figure: megabytes(total), bar, passes: total < MOST_BYTES }];
}

function megabytes(bytes: number): string {
	return `${Math.round(bytes / 1e6)} MB`;
}
