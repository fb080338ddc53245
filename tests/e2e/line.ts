import {
	createServer,
	request as httpRequest,
	type ClientRequest,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What goes up at once, and how often: about 3 MB a second. */
const PART_BYTES = 16_384;
const PART_MS = 5;

/** A piece of an upload that began to go up: of which upload, and from which of its bytes on. */
export type Piece = { upload: string; offset: number };

/** A connection between a browser and the service that can be cut. */
export type Line = {
	/** for the settings of a browser's context */
	proxy: { server: string; bypass: string };
	/** every piece of an upload that began, in order */
	pieces: Piece[];
	/**
	 * Cuts the line as soon as so many bytes of one piece of an upload have gone through; nothing passes from then on.
	 * @returns resolves when it is cut
	 */
	cutWithin(bytes: number): Promise<void>;
	/** Lets everything pass again. */
	mend(): void;
	close(): Promise<void>;
};

type Cut = { bytes: number; done: () => void };
type State = { cut: Cut | null; isDown: boolean; pieces: Piece[] };

/** Lays a line, as an HTTP proxy of its own. */
export async function layLine(): Promise<Line> {
	const state: State = { cut: null, isDown: false, pieces: [] };
	const server = createServer((request, response) => {
		if (state.isDown) return request.socket.destroy();
		pass(request, response, state, () => {
			state.isDown = true;
			server.closeAllConnections();
		});
	});
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	const { port } = server.address() as AddressInfo;
	return {
		proxy: { server: `http://127.0.0.1:${port}`, bypass: '<-loopback>' },
		pieces: state.pieces,
		cutWithin: (bytes) => new Promise((done) => (state.cut = { bytes, done })),
		mend: () => (state.isDown = false),
		close: () => {
			server.closeAllConnections();
			return new Promise((done) => server.close(() => done()));
		},
	};
}

function pass(request: IncomingMessage, response: ServerResponse, state: State, fall: () => void): void {
	const { method = 'GET', headers, url = '' } = request;
	const onward = httpRequest(url, { method, headers }, (answer) => {
		response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
		answer.pipe(response);
	});
	onward.on('error', () => response.destroy());
	request.on('error', () => onward.destroy());
	if (method !== 'PATCH') return void request.pipe(onward);
	state.pieces.push({ upload: url, offset: Number(headers['upload-offset']) });
	void passSlowly(request, onward, state, fall).catch(() => onward.destroy());
}

/** Sends a piece of an upload on as fast as a phone does, so that the service has taken in what came before a cut. */
async function passSlowly(
	request: IncomingMessage,
	onward: ClientRequest,
	state: State,
	fall: () => void,
): Promise<void> {
	let passed = 0;
	for await (const bytes of request as AsyncIterable<Buffer>) {
		for (let from = 0; from < bytes.length; from += PART_BYTES) {
			const part = bytes.subarray(from, from + PART_BYTES);
			const room = (state.cut?.bytes ?? Infinity) - passed;
			onward.write(part.subarray(0, room));
			passed += part.length;
			await pause(PART_MS);
			if (part.length < room) continue;
			onward.destroy();
			fall();
			state.cut?.done();
			state.cut = null;
			return;
		}
	}
	onward.end();
}
