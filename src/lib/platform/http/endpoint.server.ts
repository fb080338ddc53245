import type { RequestEvent, RequestHandler } from '@sveltejs/kit';
import type { z } from 'zod';
import { refuseNullCharacter } from './address.server.ts';
import { answerOnce } from './answer-once.server.ts';
import { databaseAway } from './away.server.ts';
import { isDatabaseAway } from '../database.server.ts';
import { newId } from '../ids.ts';
import { parse } from '../parse.ts';
import { invalidField, Refusal, tooLarge, unauthenticated } from '../refusal.ts';
import { jsonResponse } from './json-response.server.ts';
import { problemResponse } from './problem.server.ts';

/** What the reference page and OpenAPI tell about an endpoint. */
export type EndpointDoc = {
	summary: string;
	/** who may call it, in words */
	who: string;
	/** true where nobody has to be signed in */
	open?: true;
	/** schema of the JSON body; absent: no body or not JSON */
	body?: z.ZodType;
	/** schema of the query parameters */
	query?: z.ZodType;
	/** description of the answer by status */
	answers: Record<number, string>;
	/** schema of the successful answer */
	answer?: z.ZodType;
	/** false where an answer must never be kept for a repeated key (sessions, keys, uploads) */
	idempotent?: boolean;
};

type Input<Body, Query> = {
	event: RequestEvent;
	body: Body;
	query: Query;
	/** for what the request creates, made when it is asked for: the same when it is repeated with its `Idempotency-Key` */
	id: string;
};

/** A documented request handler: `+server.ts` exports it, the OpenAPI document reads its `doc`. */
export type Endpoint = RequestHandler & { doc: EndpointDoc };

const LARGEST_JSON_BYTES = 1_000_000;

/**
 * Wraps a use case as an HTTP endpoint: parses body and query with the schemas of its documentation, answers JSON,
 * maps refusals to `application/problem+json` (RFC 9457) and honours `Idempotency-Key` on POST (contract.md).
 * The handler returns a Response, or `[status, value]`.
 */
export function endpoint<
	BodySchema extends z.ZodType = z.ZodUndefined,
	QuerySchema extends z.ZodType = z.ZodUndefined,
>(
	doc: EndpointDoc & { body?: BodySchema; query?: QuerySchema },
	handle: (
		input: Input<z.output<BodySchema>, z.output<QuerySchema>>,
	) => Promise<Response | [status: number, value: unknown]>,
): Endpoint {
	const handler: RequestHandler = async (event) => {
		try {
			if (!doc.open && !event.locals.principal) throw unauthenticated();
			refuseNullCharacter(event);
			const query = doc.query && parse(doc.query, queryValues(event.url));
			const raw = doc.body ? await jsonBody(event.request) : undefined;
			const run = async (id?: string) => {
				const body = doc.body && parse(doc.body, raw);
				const result = await handle({
					event,
					body,
					query,
					get id() {
						return (id ??= newId());
					},
				} as Input<z.output<BodySchema>, z.output<QuerySchema>>);
				return result instanceof Response ? result : jsonResponse(result[0], result[1]);
			};
			const key = event.request.headers.get('idempotency-key');
			if (!key || event.request.method !== 'POST' || doc.idempotent === false) return await run();
			return await answerOnce(
				{ principal: principalOf(event), path: event.url.pathname, key, body: raw },
				run,
			);
		} catch (error) {
			if (error instanceof Refusal) return problemResponse(error);
			if (isDatabaseAway(error)) return problemResponse(databaseAway());
			throw error;
		}
	};
	return Object.assign(handler, { doc });
}

/** Query parameters as an object; names ending in `[]` become lists. */
function queryValues(url: URL): Record<string, unknown> {
	const values: Record<string, unknown> = {};
	for (const name of new Set(url.searchParams.keys())) {
		values[name] = name.endsWith('[]') ? url.searchParams.getAll(name) : url.searchParams.get(name);
	}
	return values;
}

async function jsonBody(request: Request): Promise<unknown> {
	const text = await request.text();
	if (text.length > LARGEST_JSON_BYTES) throw tooLarge('El cuerpo de la petición es demasiado grande.');
	if (text === '') return {};
	try {
		return JSON.parse(text);
	} catch {
		throw invalidField('', 'json', 'El cuerpo de la petición no es JSON válido.');
	}
}

function principalOf({ locals }: RequestEvent): string {
	return locals.principal?.accountId ?? `anonymous:${locals.address}`;
}
