import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { settings } from '#lib/platform/config.server.ts';

const journal = z.object({
	/** number of people */
	people: z.int(),
	/** instant from which all times of the stories are counted back */
	present: z.coerce.date(),
	/** every cédula was filled in up to the point before it is sent */
	prepared: z.boolean(),
	/** acts that have been played */
	played: z.int(),
	finished: z.boolean(),
});

/** How far the demonstration has been filled, kept beside its database: after a cut it goes on from there. */
export type Journal = z.infer<typeof journal>;

/** The journal of this data folder; nothing where no demonstration was begun. */
export async function findJournal(): Promise<Journal | undefined> {
	const text = await readFile(path(), 'utf8').catch(() => undefined);
	return text === undefined ? undefined : journal.parse(JSON.parse(text));
}

/** Writes it whole or not at all. */
export async function keepJournal(entry: Journal): Promise<void> {
	await writeFile(`${path()}.new`, JSON.stringify(entry), { mode: 0o600 });
	await rename(`${path()}.new`, path());
}

function path(): string {
	return join(settings().dataDir, 'demo-journal.json');
}
