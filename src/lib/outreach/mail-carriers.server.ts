import { createTransport } from 'nodemailer';
import { institution } from '#lib/institution/load-institution.server.ts';
import { settings } from '#lib/platform/config.server.ts';
import type { ComposedMail } from './compose-mail.server.ts';
import { keepDemoMail } from './demo-mail.server.ts';
import type { Failure } from './outbox.ts';

/** How messages leave the house; opened for a batch and closed after it. */
export type Carrier = {
	/** @throws Error of the server; {@link failureOf} tells which kind */
	send(id: string, mail: ComposedMail): Promise<void>;
	close(): void;
};

const CONNECTIONS = 2;
const TIMEOUT_MS = 15_000;

/** Whether a message could leave at all: there is a mail server, or this is a demonstration. */
export function canSend(): boolean {
	return Boolean(settings().smtpUrl) || settings().demo;
}

/** Opens the way out: the mail server of `SMTP_URL`; a demonstration also keeps each message to be read. */
export function openCarrier(): Carrier {
	const { smtpUrl, demo } = settings();
	const server = smtpUrl ? smtpCarrier(smtpUrl) : undefined;
	return {
		async send(id, mail) {
			await server?.send(id, mail);
			if (demo) await keepDemoMail(id, mail);
		},
		close: () => server?.close(),
	};
}

function smtpCarrier(url: string): Carrier {
	const { sender } = institution().settings;
	const transport = createTransport({
		url,
		pool: true,
		maxConnections: CONNECTIONS,
		maxRequeues: 0,
		connectionTimeout: TIMEOUT_MS,
		greetingTimeout: TIMEOUT_MS,
		socketTimeout: TIMEOUT_MS,
		disableFileAccess: true,
		disableUrlAccess: true,
	});
	return {
		async send(id, { to, subject, body }) {
			await transport.sendMail({
				from: { name: sender.name, address: sender.email },
				to: { name: '', address: to },
				subject,
				text: body,
				messageId: `<${id}@${sender.email.split('@')[1]}>`,
				headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': 'es-MX' },
			});
		},
		close: () => transport.close(),
	};
}

/** Whether the server refused this message, or could not be reached or used at all. */
export function failureOf(error: unknown): Failure {
	const { code, responseCode } = error as { code?: string; responseCode?: number };
	const answered = responseCode !== undefined && code !== 'EAUTH' && code !== 'ECONNECTION';
	return answered ? 'refused' : 'away';
}

/** What may be kept of an error: codes only, since servers repeat the address in their words. */
export function errorCode(error: unknown): string {
	const { code, responseCode } = error as { code?: string; responseCode?: number };
	return [code ?? 'ERROR', responseCode].filter(Boolean).join(' ');
}
