import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { HOSTILE_ANSWERS, type HostileAnswer } from '../support/hostile-answers.ts';
import { hostileFiles, sampleName, uploadOf, type Upload } from '../support/samples.ts';
import { DOORS, type Door, type Outcome } from './doors.ts';
import { expect, test } from './fixtures.ts';
import { expectStatus, register, type Registered } from './journeys.ts';
import type { Service } from './service.ts';

const { names } = JSON.parse(readFileSync('tests/fixtures/samples/nombres.json', 'utf8')) as {
	names: { id: string; name: string; kind: string }[];
};

/** The same small photo under each name, quickly read; with a byte more so that none is the one before. */
const photo = await sharp({ create: { width: 90, height: 120, channels: 3, background: 'white' } })
	.jpeg()
	.toBuffer();
const photos = names.map(({ id, name }, index): [string, Upload] => {
	return [id, { name, bytes: new Uint8Array([...photo, index]) }];
});

/** Sends files at once, since each waits for its check. @returns what came of each, by its key */
async function sendAll(door: Door, service: Service, me: Registered, uploads: [string, Upload][]) {
	const { id } = expectStatus(await me.api.post('/me/claims', { kind: 'training' }), 201);
	const sent = uploads.map(async ([key, upload]) => [key, await door(service, me, id, upload)] as const);
	return new Map(await Promise.all(sent));
}

/** A page answers with 422 what is wrong with one of the files that were chosen, unless it stopped to read them. */
function answerOfPage(answer: HostileAnswer): HostileAnswer {
	return 'status' in answer && answer.status !== 413 ? { ...answer, status: 422 } : answer;
}

for (const [name, door] of Object.entries(DOORS))
	test.describe(`by ${name}`, () => {
		let me: Registered;
		let outcomes: Map<string, Outcome>;

		test.beforeAll(async ({ service }) => {
			me = await register(service);
			const files = hostileFiles().map((entry): [string, Upload] => [sampleName(entry), uploadOf(entry)]);
			outcomes = await sendAll(door, service, me, [...files, ...photos]);
		});

		for (const entry of hostileFiles())
			test(`${sampleName(entry)} gets its answer: ${entry.description}`, () => {
				const expected = HOSTILE_ANSWERS[sampleName(entry)]!;
				const { answer, evidence } = outcomes.get(sampleName(entry))!;
				expect(answer).toEqual(name === 'form' ? answerOfPage(expected) : expected);
				if (evidence) expect(['clean', 'unscanned']).toContain(evidence.scan);
			});

		for (const { id, name: given, kind } of names.filter((each) => each.name !== ''))
			test(`the name ${id} is made harmless: ${kind}`, async () => {
				const { answer, evidence } = outcomes.get(id)!;
				expect(answer, given).toEqual({ kept: 'image/jpeg' });
				expect(evidence.name).toMatch(/^[^\p{Cc}\p{Bidi_Control}\\/]{1,200}$/u);
				const { status, headers } = await me.api.get(`/me/evidence/${evidence.id}/file`);
				expect(status).toBe(200);
				expect(headers.get('content-disposition')).toMatch(/^attachment; filename="[^"\\/]+\.jpg"; /);
				expect(headers.get('x-content-type-options')).toBe('nosniff');
				expect(headers.get('content-security-policy')).toContain('sandbox');
				expect(headers.get('set-cookie')).toBeNull();
			});

		test('a file without a name gets one, or is one that nobody chose', () => {
			const { id } = names.find((each) => each.name === '')!;
			const { answer } = outcomes.get(id)!;
			const unchosen = { unexpected: expect.stringMatching(/^422: .*Elija el archivo/s) };
			expect(answer).toEqual(name === 'tus' ? { kept: 'image/jpeg' } : unchosen);
		});
	});
