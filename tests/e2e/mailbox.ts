import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';

/** A message as it arrived, decoded; the first link is its action (rules.md, "Mail"). */
export type Message = { to: string; subject: string; body: string; link: string };

/** A post office that takes every message; any process can read its folder. */
export type Mailbox = { url: string; folder: string; close(): Promise<void> };

const PATIENCE_MS = 20_000;
const POLL_MS = 50;

/** Opens a post office on a free port of this machine; its messages lie in a folder of their own, one file each. */
export async function openMailbox(): Promise<Mailbox> {
	const folder = await mkdtemp(join(tmpdir(), 'shm-e2e-mail-'));
	let taken = 0;
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS', 'AUTH'],
		logger: false,
		onData(stream, session, done) {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => {
				const to = session.envelope.rcptTo.map(({ address }) => address).join(',');
				const message = readMessage(to, Buffer.concat(chunks).toString('utf8'));
				const path = join(folder, String(++taken).padStart(5, '0'));
				writeFile(`${path}.part`, JSON.stringify(message))
					.then(() => rename(`${path}.part`, `${path}.json`))
					.then(() => done(), done);
			});
		},
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.server.address() as AddressInfo;
	return {
		url: `smtp://127.0.0.1:${port}`,
		folder,
		async close() {
			await new Promise<void>((resolve) => server.close(() => resolve()));
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

function readMessage(to: string, source: string): Message {
	const split = source.search(/\r?\n\r?\n/);
	const headers = unfold(source.slice(0, split));
	const body = decodeBody(headers, source.slice(split).replace(/^\s+/, ''));
	const subject = decodeWords(/^subject: *(.*)$/im.exec(headers)?.[1] ?? '');
	return { to, subject, body, link: /https?:\/\/\S+/.exec(body)?.[0] ?? '' };
}

function unfold(headers: string): string {
	return headers.replace(/\r?\n[ \t]+/g, ' ');
}

function decodeBody(headers: string, body: string): string {
	const boundary = /boundary="?([^";\s]+)"?/i.exec(headers)?.[1];
	if (boundary) {
		const [first = ''] = body.split(`--${boundary}`).filter((part) => part.trim());
		const split = first.search(/\r?\n\r?\n/);
		return decodeBody(unfold(first.slice(0, split)), first.slice(split).trim());
	}
	const encoding = /^content-transfer-encoding: *(\S+)/im.exec(headers)?.[1]?.toLowerCase();
	if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
	return encoding === 'quoted-printable' ? fromQuotedPrintable(body) : body;
}

function decodeWords(text: string): string {
	return text
		.replace(/\?=\s+=\?/g, '?==?')
		.replace(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_, how: string, word: string) =>
			how.toLowerCase() === 'b'
				? Buffer.from(word, 'base64').toString('utf8')
				: fromQuotedPrintable(word.replaceAll('_', ' ')),
		);
}

function fromQuotedPrintable(text: string): string {
	const bytes = text
		.replace(/=\r?\n/g, '')
		.replace(/=([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
	return Buffer.from(bytes, 'latin1').toString('utf8');
}
