import { and, eq, isNull, lt } from 'drizzle-orm';
import { v7 } from 'uuid';
import { now } from '../clock.ts';
import { db } from '../database.server.ts';
import { definePeriodic } from '../jobs.server.ts';
import { conflict, invalidField, Refusal } from '../refusal.ts';
import { keyedHash } from '../secrets.server.ts';
import { idempotentAnswer } from '../tables.server.ts';
import { jsonResponse } from './json-response.server.ts';

/** A request that carries an `Idempotency-Key`; `principal` is an account, or the address of whoever is not signed in. */
export type KeyedRequest = { principal: string; path: string; key: string; body: unknown };

type Row = typeof idempotentAnswer.$inferSelect;

/** How long an answer is kept (contract.md). */
const KEEP_MS = 24 * 3600 * 1000;
/** A request without an answer for so long was cut: its process died, or the database did before the answer was kept. */
const CUT_AFTER_MS = 30_000;

/**
 * Answers a request once for each key of a principal: repeated, it gets the first answer. One that was cut is worked on
 * again, with the same identifier for what it creates, so that what was created before the cut is found, not made twice.
 * @throws Refusal invalid when the key was used with another body; conflict `in_progress`
 */
export async function answerOnce(
	request: KeyedRequest,
	work: (id: string) => Promise<Response>,
): Promise<Response> {
	const { row, isMine } = await claim(request);
	if (!row.bodyHash.equals(hashOf(request))) throw otherBody();
	if (row.status) return jsonResponse(row.status, row.body);
	if (!isMine && !(await takeOver(row))) throw inProgress();
	try {
		const response = await work(identifierOf(row));
		const body = response.status === 204 ? null : await response.clone().json();
		await db().update(idempotentAnswer).set({ status: response.status, body }).where(sameAs(row));
		return response;
	} catch (error) {
		if (error instanceof Refusal) await db().delete(idempotentAnswer).where(sameAs(row));
		throw error;
	}
}

definePeriodic({
	name: 'forget-answers',
	everySeconds: 3600,
	run: async () => void (await db().delete(idempotentAnswer).where(lt(idempotentAnswer.expiresAt, now()))),
});

async function claim(request: KeyedRequest): Promise<{ row: Row; isMine: boolean }> {
	const { principal, path, key } = request;
	const at = now();
	await db()
		.delete(idempotentAnswer)
		.where(and(sameAs(request), lt(idempotentAnswer.expiresAt, at)));
	const expiresAt = new Date(at.getTime() + KEEP_MS);
	const [inserted] = await db()
		.insert(idempotentAnswer)
		.values({
			principal,
			path,
			key,
			bodyHash: hashOf(request),
			body: { begunAt: at.toISOString() },
			expiresAt,
		})
		.onConflictDoNothing()
		.returning();
	if (inserted) return { row: inserted, isMine: true };
	const [row] = await db().select().from(idempotentAnswer).where(sameAs(request));
	if (!row) throw inProgress();
	return { row, isMine: false };
}

/** Of several who repeat a cut request at once, one gets it. */
async function takeOver(row: Row): Promise<boolean> {
	const { begunAt = '' } = (row.body ?? {}) as { begunAt?: string };
	if (now().getTime() - new Date(begunAt).getTime() < CUT_AFTER_MS) return false;
	const taken = await db()
		.update(idempotentAnswer)
		.set({ body: { begunAt: now().toISOString() } })
		.where(and(sameAs(row), isNull(idempotentAnswer.status), eq(idempotentAnswer.body, row.body)))
		.returning();
	return taken.length > 0;
}

/** The same in every attempt: made of what the row keeps from the first one on. */
function identifierOf({ principal, path, key, expiresAt }: Row): string {
	const random = keyedHash('idempotent-id', JSON.stringify([principal, path, key]));
	return v7({ msecs: expiresAt.getTime() - KEEP_MS, random });
}

/** Keyed, because a body may hold a password. */
function hashOf({ body }: KeyedRequest): Buffer {
	return keyedHash('idempotent-body', JSON.stringify(body ?? null));
}

function sameAs({ principal, path, key }: Pick<Row, 'principal' | 'path' | 'key'>) {
	return and(
		eq(idempotentAnswer.principal, principal),
		eq(idempotentAnswer.path, path),
		eq(idempotentAnswer.key, key),
	);
}

function otherBody(): Refusal {
	const message = 'Esta Idempotency-Key ya se usó con otro contenido. Use una nueva.';
	return invalidField('', 'idempotency_key', message);
}

function inProgress(): Refusal {
	const message =
		'La primera petición con esta Idempotency-Key aún está en curso. Repítala en unos segundos.';
	return conflict('in_progress', message);
}
