import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { admit, protect } from './entrance.server.ts';

const LOCAL = { origin: 'http://localhost:3000', originGiven: false, trustProxy: 0 };
const PUBLIC = { origin: 'https://shm.gob.mx', originGiven: true, trustProxy: 1 };

function admitted(
	request: { url?: string; headers?: IncomingHttpHeaders; localAddress?: string; remoteAddress?: string },
	entrance = LOCAL,
): IncomingHttpHeaders {
	const message = {
		url: request.url ?? '/',
		headers: { ...request.headers },
		socket: {
			localPort: 3000,
			localAddress: request.localAddress ?? '127.0.0.1',
			remoteAddress: request.remoteAddress ?? '127.0.0.1',
		},
	} as IncomingMessage;
	admit(message, entrance);
	return message.headers;
}

const originOf = (headers: IncomingHttpHeaders) =>
	`${headers['x-origin-proto']}://${headers['x-origin-host']}`;

describe('our own address', () => {
	it('is the one of the settings, whatever the client writes', () => {
		const forged = {
			host: 'evil.mx',
			'x-origin-host': 'evil.mx',
			'x-origin-proto': 'http',
			'x-origin-other': '1',
		};
		const headers = admitted({ headers: forged }, PUBLIC);
		expect(originOf(headers)).toBe('https://shm.gob.mx');
		expect(headers).not.toHaveProperty('x-origin-other');
	});

	it.each([
		['localhost:3000', '127.0.0.1', 'http://localhost:3000'],
		['127.0.0.1:3000', '127.0.0.1', 'http://127.0.0.1:3000'],
		['127.0.0.1:3000', '::ffff:127.0.0.1', 'http://127.0.0.1:3000'],
		['[::1]:3000', '::1', 'http://[::1]:3000'],
		['10.0.0.7:3000', '10.0.0.7', 'http://10.0.0.7:3000'],
	])('is, without ORIGIN, the name %s of this machine', (host, localAddress, expected) => {
		expect(originOf(admitted({ headers: { host }, localAddress }))).toBe(expected);
	});

	it.each(['evil.mx:3000', '10.0.0.9:3000', 'localhost:4000', 'localhost', '', 'a b', 'localhost:3000:1'])(
		'is never the foreign name "%s"',
		(host) => {
			expect(originOf(admitted({ headers: { host } }))).toBe('http://localhost:3000');
		},
	);
});

describe('the address of the client', () => {
	const headers = { 'x-forwarded-for': '6.6.6.6, 8.8.8.8', 'x-origin-address': '7.7.7.7' };

	it('is the one of the connection when no proxy is trusted', () => {
		expect(admitted({ headers, remoteAddress: '::ffff:9.9.9.9' })['x-origin-address']).toBe('9.9.9.9');
	});

	it('is what the trusted proxy wrote, not what the client put before it', () => {
		expect(admitted({ headers }, PUBLIC)['x-origin-address']).toBe('8.8.8.8');
		expect(admitted({ headers }, { ...PUBLIC, trustProxy: 2 })['x-origin-address']).toBe('6.6.6.6');
	});

	it.each([{}, { 'x-forwarded-for': 'unknown' }, { 'x-forwarded-for': '8.8.8.8' }])(
		'is the one of the connection when the proxies did not write it: %j',
		(written) => {
			expect(admitted({ headers: written }, { ...PUBLIC, trustProxy: 2 })['x-origin-address']).toBe(
				'127.0.0.1',
			);
		},
	);
});

describe('calls of the API', () => {
	const url = '/api/v1/sessions';

	it.each([
		['without cookie and Origin', {}],
		['with a key and no cookie', { authorization: 'Bearer shm_1', origin: 'https://other.mx' }],
	])('%s count as ours', (_case, headers) => {
		expect(admitted({ url, headers }).origin).toBe('http://localhost:3000');
	});

	it.each([
		['with a cookie', { cookie: 'sesion=1' }],
		['with an empty cookie', { cookie: '' }],
	])('%s keep the lack of an origin', (_case, headers) => {
		expect(admitted({ url, headers }).origin).toBeUndefined();
	});

	it('with a key act by it alone: a cookie that came along is thrown away', () => {
		const headers = admitted({ url, headers: { cookie: 'sesion=1', authorization: 'Bearer shm_1' } });
		expect(headers.cookie).toBeUndefined();
		expect(headers.origin).toBe('http://localhost:3000');
	});

	it('from another page keep their origin', () => {
		expect(admitted({ url, headers: { origin: 'https://evil.mx' } }).origin).toBe('https://evil.mx');
		const basic = { origin: 'https://evil.mx', authorization: 'Basic eDp5' };
		expect(admitted({ url, headers: basic }).origin).toBe('https://evil.mx');
	});

	it('are only those under /api/', () => {
		expect(admitted({ url: '/entrar' }).origin).toBeUndefined();
		expect(admitted({ url: 'http://localhost:3000/api/v1' }).origin).toBeUndefined();
	});
});

describe('headers of every answer', () => {
	function protectedHeaders(origin: string): Map<string, string> {
		const headers = new Map<string, string>();
		protect({ setHeader: headers.set.bind(headers) } as unknown as ServerResponse, { origin });
		return headers;
	}

	it('forbid guessing of types, and telling other sites where people come from', () => {
		const headers = protectedHeaders('http://localhost:3000');
		expect(headers.get('x-content-type-options')).toBe('nosniff');
		expect(headers.get('referrer-policy')).toBe('same-origin');
		expect(headers.get('permissions-policy')).toContain('camera=()');
	});

	it('insist on https where the service is on https, and only there', () => {
		expect(protectedHeaders('https://shm.gob.mx').get('strict-transport-security')).toMatch(/^max-age=\d{8}/);
		expect(protectedHeaders('http://localhost:3000').has('strict-transport-security')).toBe(false);
	});

	it('separate our windows from other sites where browsers take that header', () => {
		expect(protectedHeaders('https://shm.gob.mx').get('cross-origin-opener-policy')).toBe('same-origin');
		expect(protectedHeaders('http://10.0.0.7:3000').has('cross-origin-opener-policy')).toBe(false);
	});
});
