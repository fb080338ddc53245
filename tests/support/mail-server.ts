import { createServer } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A message as it arrived: whom the server was told, the headers by name, the text decoded. */
export type ArrivedMail = { to: string; headers: Map<string, string>; text: string };

/** A mail server of our own, which can be stopped, started again, and told to refuse. */
export type MailServer = {
	arrived: ArrivedMail[];
	start(): Promise<void>;
	stop(): Promise<void>;
	/** code with which a recipient is refused, e.g. 550; none = taken */
	refusal: (address: string) => number | undefined;
};

/** A port that nobody uses now. */
export async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	const address = server.address();
	await new Promise((closed) => server.close(closed));
	if (!address || typeof address === 'string') throw new Error('no port');
	return address.port;
}

/** A mail server on a port of this machine, not started yet. `keep` is waited for before a message is accepted. */
export function mailServerOn(port: number, keep?: (mail: ArrivedMail) => Promise<void>): MailServer {
	let server: SMTPServer | undefined;
	const mailServer: MailServer = {
		arrived: [],
		refusal: () => undefined,
		async start() {
			server = new SMTPServer({
				authOptional: true,
				disabledCommands: ['STARTTLS', 'AUTH'],
				onRcptTo({ address }, _, callback) {
					const code = mailServer.refusal(address);
					if (!code) return callback();
					callback(Object.assign(new Error(`no mailbox ${address}`), { responseCode: code }));
				},
				onData(stream, session, callback) {
					const parts: Buffer[] = [];
					stream.on('data', (part: Buffer) => parts.push(part));
					stream.on('end', () => {
						const to = session.envelope.rcptTo.map(({ address }) => address).join(', ');
						const mail = readMessage(to, Buffer.concat(parts).toString('latin1'));
						mailServer.arrived.push(mail);
						Promise.resolve(keep?.(mail)).then(() => callback(), callback);
					});
				},
			});
			await new Promise<void>((ready) => server?.listen(port, '127.0.0.1', ready));
		},
		async stop() {
			const closing = server;
			server = undefined;
			if (closing) await new Promise<void>((closed) => closing.close(() => closed()));
		},
	};
	return mailServer;
}

function readMessage(to: string, raw: string): ArrivedMail {
	const end = raw.indexOf('\r\n\r\n');
	const lines = raw
		.slice(0, end)
		.replace(/\r\n[ \t]+/g, ' ')
		.split('\r\n');
	const headers = new Map(
		lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
	);
	const encoding = headers.get('content-transfer-encoding')?.toLowerCase();
	return { to, headers, text: decoded(raw.slice(end + 4), encoding) };
}

function decoded(body: string, encoding: string | undefined): string {
	if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
	if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1').toString('utf8');
	const bytes = body
		.replace(/=\r\n/g, '')
		.replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
	return Buffer.from(bytes, 'latin1').toString('utf8');
}
