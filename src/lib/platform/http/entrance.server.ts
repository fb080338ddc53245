import type { IncomingMessage, ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import type { Settings } from '../config.server.ts';

/** Headers by which the server tells the framework what it may believe of a request; a client's own are thrown away. */
export const TRUSTED_HEADERS = {
	PROTOCOL_HEADER: 'x-origin-proto',
	HOST_HEADER: 'x-origin-host',
	ADDRESS_HEADER: 'x-origin-address',
} as const;

type Entrance = Pick<Settings, 'origin' | 'originGiven' | 'trustProxy'>;

const PERMISSIONS = ['accelerometer', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'magnetometer']
	.concat(['microphone', 'midi', 'payment', 'usb'])
	.map((feature) => `${feature}=()`)
	.join(', ');

/**
 * Prepares a request for the framework: our own address instead of what the client says it is, the client's address
 * behind trusted proxies, and the origin of API calls that no browser page can have forged
 * (contract.md: "API clients need not send `Origin`").
 */
export function admit(request: IncomingMessage, entrance: Entrance): void {
	const { headers } = request;
	for (const name of Object.keys(headers)) if (name.startsWith('x-origin-')) delete headers[name];
	const own = ownOrigin(request, entrance);
	headers[TRUSTED_HEADERS.PROTOCOL_HEADER] = own.protocol.slice(0, -1);
	headers[TRUSTED_HEADERS.HOST_HEADER] = own.host;
	headers[TRUSTED_HEADERS.ADDRESS_HEADER] = clientAddress(request, entrance.trustProxy);
	if (!request.url?.startsWith('/api/')) return;
	if (hasBearer(headers)) delete headers.cookie;
	if (cannotBeForged(headers)) headers.origin = own.origin;
}

/** Headers of every answer, static files included; the framework may replace each. */
export function protect(response: ServerResponse, { origin }: Pick<Settings, 'origin'>): void {
	response.setHeader('x-content-type-options', 'nosniff');
	response.setHeader('referrer-policy', 'same-origin');
	response.setHeader('permissions-policy', PERMISSIONS);
	if (origin.startsWith('https:')) response.setHeader('strict-transport-security', 'max-age=31536000');
	if (/^https:|^http:\/\/(localhost|127\.)/.test(origin))
		response.setHeader('cross-origin-opener-policy', 'same-origin');
}

/** A page of another site makes a browser send cookies or its `Origin`, and cannot add a Bearer. */
function cannotBeForged(headers: IncomingMessage['headers']): boolean {
	return hasBearer(headers) || (headers.cookie === undefined && headers.origin === undefined);
}

/** Whoever sends a Bearer acts by it alone: a cookie that came along is not looked at. */
function hasBearer({ authorization }: IncomingMessage['headers']): boolean {
	return /^bearer /i.test(authorization ?? '');
}

/**
 * The address that this request reached. Without ORIGIN the machine may be called by its other names: `localhost`
 * and the number of the interface, never a domain name, which another site could point here.
 */
function ownOrigin({ headers, socket }: IncomingMessage, { origin, originGiven }: Entrance): URL {
	const asked = originGiven || !headers.host ? null : URL.parse(`http://${headers.host}`);
	if (!asked || Number(asked.port || 80) !== socket.localPort) return new URL(origin);
	const name = asked.hostname.replace(/^\[|\]$/g, '');
	const isThisMachine = name === 'localhost' || (isIP(name) > 0 && name === plain(socket.localAddress));
	return isThisMachine ? asked : new URL(origin);
}

/** The client's address; with `proxies` in front, the one that the outermost of them wrote. */
function clientAddress({ headers, socket }: IncomingMessage, proxies: number): string {
	const written = String(headers['x-forwarded-for'] ?? '').split(',');
	const forwarded = proxies > 0 ? written.at(-proxies)?.trim() : undefined;
	return plain(forwarded && isIP(forwarded) > 0 ? forwarded : socket.remoteAddress);
}

function plain(address = ''): string {
	return address.replace(/^::ffff:(?=\d+\.)/i, '');
}
