/*
 * `npm run bench`: measures the running build and prints figures beside their bars (docs: quality figures P2, P3, P4, P5, P7, P8, P9, hostile files).
 * `npm run bench -- P5` runs one of them. `npm run bench -- reading [folder]` tells how far the comparison of documents can be
 * trusted, on samples whose truth is known; `P3 [folder]`, `P4 [folder]` and `trial [folder]` keep their hundred thousand people in a folder for another time; `P4-million [folder]`
 * is measured only when it is asked for. Speed is never a test: the exit code says only whether it could be measured.
 */
import { chdir } from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Figure } from './report.ts';

chdir(fileURLToPath(new URL('..', import.meta.url)));
const { measureRegistrations } = await import('./registrations.ts');
const { measurePages } = await import('./pages.ts');
const { measureFootprint } = await import('./footprint.ts');
const { measureComparison } = await import('./comparison.ts');
const { measureHostileFiles } = await import('./hostile.ts');
const { measureQueue } = await import('./queue.ts');
const { measureReading } = await import('./reading.ts');
const { measureRerating } = await import('./rerating.ts');
const { measureReviewing } = await import('./reviewing.ts');
const { measureTrial } = await import('./trial.ts');
const { asTable } = await import('./report.ts');

/** What is asked for; a folder may follow, for the measurement that takes one. */
const asked = process.argv.slice(2);
const folder = asked.at(-1)?.includes('/') ? asked.pop() : undefined;

const MEASUREMENTS: Record<string, () => Promise<Figure[]>> = {
	P2: measureRegistrations,
	P3: () => measureQueue(folder),
	P4: () => measureRerating('hundredThousand', folder),
	'P4-million': () => measureRerating('million', folder),
	P5: measurePages,
	P7: measureFootprint,
	P8: measureReading,
	P9: measureReviewing,
	hostile: measureHostileFiles,
	reading: () => measureComparison(folder),
	trial: () => measureTrial(folder),
};

/**
 * Takes long to fill, and 30 GB. Beyond some 300,000 people PostgreSQL logs a third when it has more memory: in
 * `postgres/postgresql.auto.conf` of the folder, until it is full, `shared_buffers = '1GB'` and `max_wal_size = '8GB'`.
 */
const ONLY_WHEN_ASKED = ['P4-million'];

const unknown = asked.filter((id) => !Object.hasOwn(MEASUREMENTS, id));
if (unknown.length > 0) {
	console.error(`No se mide ${unknown.join(', ')}. Se puede pedir: ${Object.keys(MEASUREMENTS).join(', ')}.`);
	process.exit(2);
}

const figures: Figure[] = [];
const usual = Object.keys(MEASUREMENTS).filter((id) => !ONLY_WHEN_ASKED.includes(id));
for (const id of asked.length > 0 ? asked : usual) {
	console.error(`Midiendo ${id}…`);
	figures.push(...(await MEASUREMENTS[id]!()));
}
console.log(asTable(figures));
