import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, mailServerOn, type ArrivedMail } from '../support/mail-server.ts';

/** A message as it arrived, decoded; the first link is its action (rules.md, "Mail"). */
export type Message = { to: string; subject: string; body: string; link: string };

/** A post office that takes every message; any process can read its folder. */
export type Mailbox = { url: string; folder: string; close(): Promise<void> };

const PATIENCE_MS = 20_000;
const POLL_MS = 50;

/** Opens a post office on a free port of this machine; its messages lie in a folder of their own, one file each. */
export async function openMailbox(): Promise<Mailbox> {
	const folder = await mkdtemp(join(tmpdir(), 'shm-e2e-mail-'));
	const port = await freePort();
	let taken = 0;
	const server = mailServerOn(port, async (mail) => {
		const path = join(folder, String(++taken).padStart(5, '0'));
		await writeFile(`${path}.part`, JSON.stringify(messageFrom(mail)));
		await rename(`${path}.part`, `${path}.json`);
	});
	await server.start();
	return {
		url: `smtp://127.0.0.1:${port}`,
		folder,
		async close() {
			await server.stop();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

/** The newest message to an address whose subject fits; waits for it. */
export async function mailTo(folder: string, to: string, subject: RegExp): Promise<Message> {
	const until = Date.now() + PATIENCE_MS;
	for (;;) {
		const arrived = await messagesTo(folder, to);
		const found = arrived.findLast((message) => subject.test(message.subject));
		if (found) return found;
		if (Date.now() > until) {
			const subjects = arrived.map((message) => message.subject).join(' | ') || 'nothing';
			throw new Error(`no message to ${to} with ${subject}; arrived: ${subjects}`);
		}
		await new Promise((done) => setTimeout(done, POLL_MS));
	}
}

/** Every message to an address so far, the oldest first. */
export async function messagesTo(folder: string, to: string): Promise<Message[]> {
	const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
	const files = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
	return files.map((text) => JSON.parse(text) as Message).filter((message) => message.to === to);
}

function messageFrom({ to, headers, text }: ArrivedMail): Message {
	const subject = decodeWords(headers.get('subject') ?? '');
	return { to, subject, body: text, link: /https?:\/\/\S+/.exec(text)?.[0] ?? '' };
}

/** Reads the encoded words of a header (RFC 2047), as quoted text or base64, all of them UTF-8. */
function decodeWords(header: string): string {
	const joined = header.replace(/\?=\s+=\?/g, '?==?');
	return joined.replace(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_, how: string, word: string) =>
		how.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString('utf8') : fromQuotedText(word),
	);
}

function fromQuotedText(word: string): string {
	const bytes = word
		.replaceAll('_', ' ')
		.replace(/=([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
	return Buffer.from(bytes, 'latin1').toString('utf8');
}
