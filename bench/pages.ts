import { startServer } from '../tests/support/running-server.ts';
import { fictitiousPerson } from '../src/demo/people.ts';
import { BENCH_SEED, seed, signIn, withDataFolder } from './instance.ts';
import { throughput, type Target } from './load.ts';
import { median, type Figure } from './report.ts';
import { weigh } from './weight.ts';

const PROFILES = 1000;
const EMPTY = 'página vacía';
const LEAST_RATIO = 0.25;
const MOST_BYTES = 100_000;

/** Pages of a person with a session, and the part of an empty page's throughput that each must reach. */
const PAGES = [
	['portada', '/'],
	['lista de la cédula', '/cedula'],
	['sección de la cédula', '/cedula/puesto'],
	['inicio de la persona', '/mi'],
] as const;

/** P5: what the pages of a person cost, as a share of an empty page of the same build in the same run. */
export function measurePages(): Promise<Figure[]> {
	return withDataFolder(async (dataDir) => {
		await seed(dataDir, PROFILES);
		const server = await startServer({ dataDir, env: { SHM_BENCH: '1' } });
		try {
			const cookie = await signInRated(server.url);
			return [...(await rates(server.url, cookie)), ...(await weights(server.url, cookie))];
		} finally {
			await server.stop();
		}
	});
}

/** Signs in as the first person who is rated: has most to show, and may edit. */
async function signInRated(origin: string): Promise<string> {
	for (let number = 0; number < PROFILES; number++) {
		const cookie = await signIn(origin, fictitiousPerson(BENCH_SEED, number).curp);
		const answer = await fetch(`${origin}/api/v1/me/rating`, { headers: { cookie } });
		const { stars } = (await answer.json()) as { stars: number | null };
		if (stars !== null) return cookie;
	}
	throw new Error('Nadie está ponderado en los datos de la medición.');
}

async function rates(origin: string, cookie: string): Promise<Figure[]> {
	const pages = PAGES.map(([name, path]): Target => ({ name, url: origin + path, headers: { cookie } }));
	const measured = await throughput([{ name: EMPTY, url: `${origin}/bench/vacia` }, ...pages]);
	const floor = median(measured.get(EMPTY)!);
	const bar = `≥ ${LEAST_RATIO * 100} % de la vacía`;
	return [
		{ id: 'P5', what: EMPTY, figure: `${Math.round(floor)}/s`, bar: 'referencia', passes: null },
		...pages.map(({ name }) => {
			const rate = median(measured.get(name)!);
			const ratio = rate / floor;
			const figure = `${Math.round(rate)}/s, ${Math.round(ratio * 100)} %`;
			return { id: 'P5', what: name, figure, bar, passes: ratio >= LEAST_RATIO };
		}),
	];
}

async function weights(origin: string, cookie: string): Promise<Figure[]> {
	const figures: Figure[] = [];
	for (const [name, path] of PAGES) {
		const { html, css, js, total } = await weigh(origin + path, { cookie });
		figures.push({
			id: 'P5',
			what: `primera vista: ${name} (HTML ${kilobytes(html)}, CSS ${kilobytes(css)}, JS ${kilobytes(js)})`,
			figure: kilobytes(total),
			bar: `< ${kilobytes(MOST_BYTES)}`,
			passes: total < MOST_BYTES,
		});
	}
	return figures;
}

function kilobytes(bytes: number): string {
	return `${(bytes / 1000).toFixed(1)} kB`;
}
