import { createHash } from 'node:crypto';
import { and, eq, lt } from 'drizzle-orm';
import type { RequestEvent, RequestHandler } from '@sveltejs/kit';
import type { z } from 'zod';
import { now } from '../clock.ts';
import { refuseNullCharacter } from './address.server.ts';
import { databaseAway } from './away.server.ts';
import { db, isDatabaseAway } from '../database.server.ts';
import { parse } from '../parse.ts';
import { conflict, invalidField, Refusal, tooLarge, unauthenticated } from '../refusal.ts';
import { idempotentAnswer } from '../tables.server.ts';
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

type Input<Body, Query> = { event: RequestEvent; body: Body; query: Query };

/** A documented request handler: `+server.ts` exports it, the OpenAPI document reads its `doc`. */
export type Endpoint = RequestHandler & { doc: EndpointDoc };

const KEEP_ANSWER_MS = 24 * 3600 * 1000;
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
			const run = async () => {
				const body = doc.body && parse(doc.body, raw);
				const result = await handle({ event, body, query } as Input<
					z.output<BodySchema>,
					z.output<QuerySchema>
				>);
				return result instanceof Response ? result : jsonResponse(result[0], result[1]);
			};
			const key = event.request.headers.get('idempotency-key');
			if (!key || event.request.method !== 'POST' || doc.idempotent === false) return await run();
			return await answerOnce(event, key, raw, run);
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

function jsonResponse(status: number, value: unknown): Response {
	if (status === 204) return new Response(null, { status });
	return Response.json(value, { status, headers: { 'cache-control': 'no-store' } });
}

async function answerOnce(
	event: RequestEvent,
	key: string,
	raw: unknown,
	run: () => Promise<Response>,
): Promise<Response> {
	const principal = event.locals.principal?.accountId ?? `anonymous:${event.locals.address}`;
	const path = event.url.pathname;
	const bodyHash = createHash('sha256')
		.update(JSON.stringify(raw ?? null))
		.digest();
	const same = and(
		eq(idempotentAnswer.principal, principal),
		eq(idempotentAnswer.path, path),
		eq(idempotentAnswer.key, key),
	);
	await db()
		.delete(idempotentAnswer)
		.where(and(same, lt(idempotentAnswer.expiresAt, now())));
	const claimed = await db()
		.insert(idempotentAnswer)
		.values({ principal, path, key, bodyHash, expiresAt: new Date(now().getTime() + KEEP_ANSWER_MS) })
		.onConflictDoNothing()
		.returning();
	if (claimed.length === 0)
		return repeatedAnswer(await db().select().from(idempotentAnswer).where(same), bodyHash);
	try {
		const response = await run();
		const body = response.status === 204 ? null : await response.clone().json();
		await db().update(idempotentAnswer).set({ status: response.status, body }).where(same);
		return response;
	} catch (error) {
		await db().delete(idempotentAnswer).where(same);
		throw error;
	}
}

function repeatedAnswer(rows: (typeof idempotentAnswer.$inferSelect)[], bodyHash: Buffer): Response {
	const [kept] = rows;
	if (kept && !kept.bodyHash.equals(bodyHash)) {
		throw invalidField(
			'',
			'idempotency_key',
			'Esta Idempotency-Key ya se usó con otro contenido. Use una nueva.',
		);
	}
	if (!kept?.status) {
		throw conflict(
			'in_progress',
			'La primera petición con esta Idempotency-Key aún está en curso. Repítala en unos segundos.',
		);
	}
	return jsonResponse(kept.status, kept.body);
}
