import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { loadSettings } from '../config.server.ts';
import { checkAddress, close, type Handler, listen } from './listen.server.ts';

const open: Server[] = [];

afterEach(async () => {
	for (const server of open.splice(0)) await close(server, 0);
});

async function freePort(): Promise<number> {
	const probe = createServer().listen(0, '127.0.0.1');
	await once(probe, 'listening');
	const { port } = probe.address() as AddressInfo;
	await new Promise((done) => probe.close(done));
	return port;
}

async function serve(handler: Handler): Promise<{ server: Server; url: string; port: number }> {
	const port = await freePort();
	const server = await listen(handler, loadSettings({ PORT: String(port) }));
	open.push(server);
	return { server, url: `http://127.0.0.1:${port}`, port };
}

describe('serving', () => {
	it('adds the common headers, which the application may replace', async () => {
		const { url } = await serve((_request, response) => {
			response.setHeader('referrer-policy', 'no-referrer');
			response.end('hola');
		});
		const response = await fetch(url);
		expect(response.headers.get('x-content-type-options')).toBe('nosniff');
		expect(response.headers.get('referrer-policy')).toBe('no-referrer');
	});

	it('answers 404 to what the application does not take', async () => {
		const { url } = await serve((_request, _response, next) => next());
		expect((await fetch(url)).status).toBe(404);
	});

	it('says which port is taken and how to use another', async () => {
		const { port } = await serve((_request, response) => response.end());
		const settings = loadSettings({ PORT: String(port) });
		await expect(checkAddress(settings)).rejects.toThrow(`El puerto ${port} de 127.0.0.1 está ocupado`);
	});

	it('says when the host is not of this machine', async () => {
		await expect(checkAddress(loadSettings({ HOST: '192.0.2.1' }))).rejects.toThrow('HOST=192.0.2.1');
	});
});

describe('stopping', () => {
	it('waits for the answer under way and takes no new request', async () => {
		const { server, url } = await serve(async (_request, response) => {
			await pause(300);
			response.end('completa');
		});
		const answer = fetch(url).then((response) => response.text());
		await once(server, 'request');
		const stopped = close(server, 5_000);
		await expect(fetch(url)).rejects.toThrow();
		expect(await answer).toBe('completa');
		await stopped;
	});

	it('does not wait for idle connections', async () => {
		const { server, url } = await serve((_request, response) => response.end('hola'));
		await (await fetch(url)).text();
		const began = performance.now();
		await close(server, 5_000);
		expect(performance.now() - began).toBeLessThan(1_000);
	});

	it('cuts what does not end within the limit', async () => {
		const { server, url } = await serve(() => undefined);
		const answer = fetch(url);
		const cut = expect(answer).rejects.toThrow();
		await once(server, 'request');
		await close(server, 100);
		await cut;
	});
});

describe('silent connections', () => {
	it('are cut, but not while we prepare their answer', async () => {
		const { server, port } = await serve(async (request, response) => {
			if (request.method !== 'GET') return;
			await pause(400);
			response.end('tarde');
		});
		server.timeout = 100;
		const asking = connect(port, '127.0.0.1');
		asking.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
		const silent = connect(port, '127.0.0.1');
		silent.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhola');
		const [answer] = await Promise.all([asking.toArray(), once(silent.resume(), 'close')]);
		expect(Buffer.concat(answer).toString()).toContain('tarde');
	});
});
