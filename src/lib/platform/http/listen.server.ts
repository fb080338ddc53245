import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Settings } from '../config.server.ts';
import { startProblem } from '../start-problem.ts';
import { admit, protect } from './entrance.server.ts';

/** The framework's request handler, as the build exports it. */
export type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** A phone at 40 kbit/s sends 15 MB in 50 minutes; whoever sends nothing for two minutes has gone. */
const SLOWEST_REQUEST_MS = 60 * 60_000;
const SILENCE_MS = 2 * 60_000;
const SLOWEST_HEADERS_MS = 30_000;
/** Above the minute that proxies keep their connections, so that we are never the first to close. */
const KEEP_ALIVE_MS = 65_000;

/**
 * Serves `handler` on the host and port of the settings.
 * @throws Error (start problem) when the address cannot be taken
 */
export async function listen(handler: Handler, settings: Settings): Promise<Server> {
	const server = createServer({ requestTimeout: SLOWEST_REQUEST_MS, headersTimeout: SLOWEST_HEADERS_MS });
	server.keepAliveTimeout = KEEP_ALIVE_MS;
	server.timeout = SILENCE_MS;
	const underWay = new WeakMap<Socket, IncomingMessage>();
	server.on('timeout', (socket) => void (underWay.get(socket)?.complete || socket.destroy()));
	server.on('request', (request, response) => {
		underWay.set(request.socket, request);
		response.once('close', () => {
			underWay.delete(request.socket);
			if (!server.listening) server.closeIdleConnections();
		});
		admit(request, settings);
		protect(response, settings);
		handler(request, response, () => response.writeHead(404).end());
	});
	await take(server, settings);
	return server;
}

/** Fails when the address is taken or forbidden, before anything else is started for it. */
export async function checkAddress(settings: Settings): Promise<void> {
	const probe = createServer();
	await take(probe, settings);
	await new Promise((done) => probe.close(done));
}

/** Takes no new request and waits for those under way, `limitMs` at most. */
export async function close(server: Server, limitMs: number): Promise<void> {
	const cut = setTimeout(() => server.closeAllConnections(), limitMs);
	await new Promise((done) => server.close(done));
	clearTimeout(cut);
}

function take(server: Server, { host, port }: Settings): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => reject(addressProblem(error, host, port)));
		server.listen(port, host, resolve);
	});
}

function addressProblem(error: NodeJS.ErrnoException, host: string, port: number): Error {
	if (error.code === 'EADDRINUSE') {
		return startProblem(
			`El puerto ${port} de ${host} está ocupado por otro programa. Ciérrelo, o use otro puerto: npm start -- --port ${port + 1}`,
		);
	}
	if (error.code === 'EACCES') {
		return startProblem(
			`Esta cuenta no tiene permiso para usar el puerto ${port}. Use uno mayor que 1023: npm start -- --port 3000`,
		);
	}
	return startProblem(
		`No se puede escuchar en HOST=${host} (${error.code}). Se espera una dirección de esta máquina, por ejemplo 127.0.0.1 o 0.0.0.0.`,
		error,
	);
}
