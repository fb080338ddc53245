/** What the service answered, whole. `body` is parsed when it is JSON. */
export type Answer = { status: number; headers: Headers; body: unknown; bytes: Buffer };

/** A request as the people of these tests send it. */
export type Call = {
	token?: string;
	json?: unknown;
	body?: BodyInit;
	headers?: Record<string, string>;
	/** address that it says to come from */
	from?: string;
};

/** Sends one request and reads the whole answer; redirects are answers. @throws TypeError when the connection breaks */
export async function call(
	origin: string,
	method: string,
	path: string,
	{ token, json, body, headers = {}, from }: Call = {},
): Promise<Answer> {
	const response = await fetch(new URL(path, origin), {
		method,
		redirect: 'manual',
		headers: {
			...(token && { authorization: `Bearer ${token}` }),
			...(json !== undefined && { 'content-type': 'application/json' }),
			...(from && { 'x-forwarded-for': from }),
			...headers,
		},
		...(json !== undefined && { body: JSON.stringify(json) }),
		...(body !== undefined && { body }),
		...(body instanceof ReadableStream && { duplex: 'half' }),
	} as RequestInit);
	const bytes = Buffer.from(await response.arrayBuffer());
	const isJson = /json/.test(response.headers.get('content-type') ?? '');
	return {
		status: response.status,
		headers: response.headers,
		body: isJson && bytes.length > 0 ? JSON.parse(bytes.toString()) : undefined,
		bytes,
	};
}

/**
 * The same, or nothing where the sender cannot know what became of it: the connection broke, or the service said that
 * it cannot work now (503).
 */
export async function callOrLose(...request: Parameters<typeof call>): Promise<Answer | undefined> {
	try {
		const answer = await call(...request);
		return answer.status === 503 ? undefined : answer;
	} catch (error) {
		if (error instanceof TypeError || error instanceof SyntaxError) return undefined;
		throw error;
	}
}
