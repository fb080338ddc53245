import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { now } from '#lib/platform/clock.ts';
import { settings } from '#lib/platform/config.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { notFound } from '#lib/platform/refusal.ts';
import type { ComposedMail } from './compose-mail.server.ts';

/** A message of a demonstration, kept as a file so that it can be read without a mail server. */
export type DemoMail = { id: string; to: string; subject: string; body: string; sentAt: string };

/** How many of the newest ones are listed. */
const LISTED = 200;

/** Keeps a message in the folder `correo` of the data folder. */
export async function keepDemoMail(id: string, { to, subject, body }: ComposedMail): Promise<void> {
	await mkdir(folder(), { recursive: true });
	const mail: DemoMail = { id, to, subject, body, sentAt: now().toISOString() };
	await writeFile(join(folder(), `${id}.json`), JSON.stringify(mail));
}

/** The newest messages of the demonstration first. @throws Refusal not_found outside of a demonstration */
export async function listDemoMail(): Promise<DemoMail[]> {
	refuseOutsideDemo();
	const names = await readdir(folder()).catch(() => [] as string[]);
	const newest = names
		.filter((name) => name.endsWith('.json'))
		.sort()
		.reverse()
		.slice(0, LISTED);
	const mails = await Promise.all(newest.map((name) => read(name.replace(/\.json$/, ''))));
	return mails.sort((one, other) => (one.sentAt < other.sentAt ? 1 : -1));
}

/** One message of the demonstration. @throws Refusal not_found, also outside of a demonstration */
export async function getDemoMail(id: string): Promise<DemoMail> {
	refuseOutsideDemo();
	if (!isId(id)) throw notFound('Ese mensaje no existe.');
	return read(id);
}

async function read(id: string): Promise<DemoMail> {
	const text = await readFile(join(folder(), `${id}.json`), 'utf8').catch(() => undefined);
	if (text === undefined) throw notFound('Ese mensaje no existe.');
	return JSON.parse(text) as DemoMail;
}

function refuseOutsideDemo(): void {
	if (!settings().demo) throw notFound();
}

function folder(): string {
	return join(settings().dataDir, 'correo');
}
