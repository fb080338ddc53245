import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '../../../../tests/support/test-database.ts';
import { setClock } from '../clock.ts';
import { db } from '../database.server.ts';
import { runPeriodic } from '../jobs.server.ts';
import { conflict } from '../refusal.ts';
import { idempotentAnswer } from '../tables.server.ts';
import { answerOnce, type KeyedRequest } from './answer-once.server.ts';
import { jsonResponse } from './json-response.server.ts';

useTestDatabase();

const START = Date.parse('2026-06-15T16:00:00Z');
const later = (seconds: number) => setClock(() => new Date(START + seconds * 1000));
let keys = 0;

function aRequest(changes: Partial<KeyedRequest> = {}): KeyedRequest {
	return { principal: 'somebody', path: '/api/v1/things', key: `key ${++keys}`, body: { a: 1 }, ...changes };
}

/** Works as a use case does: remembers each thing by its id. */
function aMaker() {
	const made: string[] = [];
	return {
		made,
		make: async (id: string) => {
			made.push(id);
			return jsonResponse(201, { id });
		},
		/** Creates, and is killed before anybody hears of it. */
		makeAndDie: async (id: string): Promise<Response> => {
			made.push(id);
			throw new Error('Connection terminated unexpectedly');
		},
	};
}

describe('a request with an Idempotency-Key', () => {
	it('is done once and answered the same again', async () => {
		const request = aRequest();
		const { made, make } = aMaker();
		const first = await answerOnce(request, make);
		const second = await answerOnce(request, make);
		expect(made).toHaveLength(1);
		expect([second.status, await second.json()]).toEqual([201, await first.json()]);
	});

	it('is another one for another person, path or key', async () => {
		const { made, make } = aMaker();
		const request = aRequest();
		for (const changes of [{}, { principal: 'other' }, { path: '/api/v1/others' }, { key: 'another' }])
			await answerOnce({ ...request, ...changes }, make);
		expect(new Set(made).size).toBe(4);
	});

	it('is refused with another body', async () => {
		const request = aRequest();
		const { make } = aMaker();
		await answerOnce(request, make);
		await expect(answerOnce({ ...request, body: { a: 2 } }, make)).rejects.toMatchObject({
			reason: { kind: 'invalid' },
		});
	});

	it('that was refused may be sent again at once', async () => {
		const request = aRequest();
		const { make } = aMaker();
		const refuse = () => Promise.reject(conflict('full', 'No cabe.'));
		await expect(answerOnce(request, refuse)).rejects.toThrow('No cabe.');
		expect((await answerOnce(request, make)).status).toBe(201);
	});

	it('that is under way is not begun a second time', async () => {
		const request = aRequest();
		const { made, make } = aMaker();
		await answerOnce(request, async (id) => {
			await expect(answerOnce(request, make)).rejects.toMatchObject({ reason: { code: 'in_progress' } });
			return make(id);
		});
		expect(made).toHaveLength(1);
	});

	it('that was cut is done again after half a minute, with the same identifier', async () => {
		later(0);
		const request = aRequest();
		const { made, make, makeAndDie } = aMaker();
		await expect(answerOnce(request, makeAndDie)).rejects.toThrow('Connection terminated');
		later(29);
		await expect(answerOnce(request, make)).rejects.toMatchObject({ reason: { code: 'in_progress' } });
		later(30);
		await expect(answerOnce(request, makeAndDie)).rejects.toThrow('Connection terminated');
		later(59);
		await expect(answerOnce(request, make)).rejects.toMatchObject({ reason: { code: 'in_progress' } });
		later(60);
		expect((await answerOnce(request, make)).status).toBe(201);
		expect(made).toHaveLength(3);
		expect(new Set(made).size).toBe(1);
	});

	it('that was cut is taken up by one of several who repeat it at once', async () => {
		later(0);
		const request = aRequest();
		const { made, make, makeAndDie } = aMaker();
		await expect(answerOnce(request, makeAndDie)).rejects.toThrow();
		later(45);
		const outcomes = await Promise.allSettled(Array.from({ length: 4 }, () => answerOnce(request, make)));
		expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
		expect(made).toHaveLength(2);
	});

	it('is forgotten after a day, with the answer', async () => {
		later(0);
		const request = aRequest();
		const { made, make } = aMaker();
		await answerOnce(request, make);
		later(24 * 3600 + 1);
		await runPeriodic('forget-answers');
		const left = await db().select({ key: idempotentAnswer.key }).from(idempotentAnswer);
		expect(left.map(({ key }) => key)).not.toContain(request.key);
		await answerOnce(request, make);
		expect(new Set(made).size).toBe(2);
	});
});
