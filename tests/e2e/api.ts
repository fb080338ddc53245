import { randomInt } from 'node:crypto';

/** What the API answered; `body` is the JSON as it came, null when there was none. */
export type Answer = { status: number; headers: Headers; body: Json };

/** JSON whose shape the test knows and checks. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

/** What goes along with a call. */
export type Call = {
	/** sent as JSON, or as it is when it is a form or bytes */
	body?: unknown;
	headers?: Record<string, string>;
};

/** Somebody who talks to `/api/v1` of a service. */
export type Api = {
	get(path: string, call?: Call): Promise<Answer>;
	head(path: string, call?: Call): Promise<Answer>;
	post(path: string, body?: unknown, call?: Call): Promise<Answer>;
	put(path: string, body?: unknown, call?: Call): Promise<Answer>;
	patch(path: string, body?: unknown, call?: Call): Promise<Answer>;
	delete(path: string, call?: Call): Promise<Answer>;
};

/** An API client that comes from an address of its own, with a Bearer when it has one. It keeps no cookies and sends no `Origin`. */
export function apiOf(origin: string, bearer?: string, address = someAddress()): Api {
	const call = async (method: string, path: string, { body, headers }: Call = {}): Promise<Answer> => {
		const isRaw = body instanceof FormData || body instanceof Uint8Array;
		const response = await fetch(`${origin}/api/v1${path}`, {
			method,
			redirect: 'manual',
			headers: {
				'x-forwarded-for': address,
				...(bearer && { authorization: `Bearer ${bearer}` }),
				...(body !== undefined && !isRaw && { 'content-type': 'application/json' }),
				...headers,
			},
			...(body !== undefined && { body: isRaw ? (body as BodyInit) : JSON.stringify(body) }),
		});
		const text = await response.text();
		const isJson = /json/.test(response.headers.get('content-type') ?? '');
		return {
			status: response.status,
			headers: response.headers,
			body: isJson && text ? JSON.parse(text) : text || null,
		};
	};
	return {
		get: (path, given) => call('GET', path, given),
		head: (path, given) => call('HEAD', path, given),
		post: (path, body, given) => call('POST', path, { ...given, body }),
		put: (path, body, given) => call('PUT', path, { ...given, body }),
		patch: (path, body, given) => call('PATCH', path, { ...given, body }),
		delete: (path, given) => call('DELETE', path, given),
	};
}

/** An address of the block for documentation, so that limits by address do not mix tests. */
export function someAddress(): string {
	return `2001:db8::${randomInt(65_536).toString(16)}:${randomInt(65_536).toString(16)}`;
}

/** A multipart form with one file in the field `file`. */
export function fileForm(file: File): FormData {
	const form = new FormData();
	form.set('file', file);
	return form;
}
