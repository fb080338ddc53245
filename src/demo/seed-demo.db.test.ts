import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eq, isNotNull, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { describe, expect, it } from 'vitest';
import { listDemoAccounts } from '#lib/accounts/demo-accounts.server.ts';
import { signIn } from '#lib/accounts/sign-in.server.ts';
import { account, profile } from '#lib/accounts/tables.server.ts';
import { verifyAudit } from '#lib/audit/verify-audit.server.ts';
import { appeal } from '#lib/appeal/tables.server.ts';
import { bankEntry } from '#lib/bank/tables.server.ts';
import { claim, submission } from '#lib/cedula/tables.server.ts';
import { evidence } from '#lib/evidence/tables.server.ts';
import { panel, panelMember, panelMove } from '#lib/panel/tables.server.ts';
import { now } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { compareModels } from '#lib/rating/model/read-models.server.ts';
import { readTrial } from '#lib/rating/trial/read-trial.server.ts';
import { rating, weightingDraft, weightingTrial } from '#lib/rating/tables.server.ts';
import { listComingCourses } from '#lib/training/read-courses.server.ts';
import { course } from '#lib/training/tables.server.ts';
import { aPrincipal } from '../../tests/support/access.ts';
import { useTestDatabase } from '../../tests/support/test-database.ts';
import { aVisitor } from '../../tests/support/factories.ts';
import { seedDemo } from './seed-demo.server.ts';

/** One of each ending. */
const PEOPLE = 16;
const PATIENCE_MS = 180_000;

const place = useTestDatabase();

const fill = () => seedDemo(PEOPLE, () => () => {});

const count = async (table: PgTable) =>
	(
		await db()
			.select({ count: sql<number>`count(*)::int` })
			.from(table)
	)[0]!.count;

/** Writes the journal back to an earlier point, as a cut between a step and its note would leave it. */
async function forget(steps: number): Promise<void> {
	const path = join(place.dataDir, 'demo-journal.json');
	const journal = JSON.parse(await readFile(path, 'utf8'));
	await writeFile(path, JSON.stringify({ ...journal, played: journal.played - steps, finished: false }));
}

describe('the demonstration', () => {
	it(
		'fills an empty database with cédulas in every state',
		async () => {
			await fill();
			const states = await db().select({ state: submission.state }).from(submission);
			expect(new Set(states.map(({ state }) => state))).toEqual(
				new Set(['received', 'in_review', 'needs_you', 'rated', 'withdrawn']),
			);
			const claims = await db().selectDistinct({ state: claim.state }).from(claim);
			expect(claims.map(({ state }) => state)).toEqual(
				expect.arrayContaining(['draft', 'submitted', 'accepted', 'observed']),
			);
			expect(await count(profile)).toBe(PEOPLE);
			const appeals = await db().select({ state: appeal.state, after: appeal.newRatingId }).from(appeal);
			expect(appeals.map(({ state }) => state).toSorted()).toEqual(['answered', 'received']);
			const issuedAfterwards = appeals.filter(({ after }) => after !== null).length;
			expect(await count(rating)).toBe(6 + issuedAfterwards);
			expect((await db().select().from(bankEntry)).length).toBeGreaterThan(1);
		},
		PATIENCE_MS,
	);

	it('leaves no document unchecked', async () => {
		const files = await db().selectDistinct({ scan: evidence.scan }).from(evidence);
		expect(files).toEqual([{ scan: 'unscanned' }]);
	});

	it('happened over the last weeks, and the present is the present again', async () => {
		const [first] = await db()
			.select({ at: sql<Date>`min(created_at)`.mapWith(profile.createdAt) })
			.from(profile);
		const days = (now().getTime() - first!.at.getTime()) / 86_400_000;
		expect(days).toBeGreaterThan(20);
		expect(days).toBeLessThan(80);
		expect(Math.abs(now().getTime() - Date.now())).toBeLessThan(1000);
	});

	it('lists accounts that can be entered', async () => {
		const accounts = JSON.parse(await readFile(join(place.dataDir, 'demo-accounts.json'), 'utf8'));
		expect(accounts.length).toBeGreaterThan(8);
		expect(await listDemoAccounts()).toEqual([]);
		for (const { identifier, password } of [accounts[0], accounts.at(-1)]) {
			expect(await signIn(aVisitor(), { identifier, password })).toMatchObject({ token: expect.any(String) });
		}
	});

	it('keeps an audit log that verifies', async () => {
		expect((await verifyAudit()).problems).toEqual([]);
	});

	it('has a panel that goes on and one that ended in a draft of the model', async () => {
		const panels = await db().select().from(panel).orderBy(panel.openedAt);
		expect(panels.map(({ state, round }) => [state, round])).toEqual([
			['ended', 2],
			['judging', 2],
		]);
		const signatures = await db().select().from(panelMember).where(isNotNull(panelMember.signedAt));
		expect(signatures.map(({ panelId }) => panelId)).toEqual(Array(4).fill(panels[0]!.id));
		const differences = await compareModels(aPrincipal('admin'), 'shm-v1', panels[0]!.proposedVersion!);
		expect(differences.differences.length).toBeGreaterThan(5);
		const { trial } = await readTrial(aPrincipal('admin'), panels[0]!.proposedVersion!);
		expect(trial?.total).toBeGreaterThan(3);
	});

	it('announces courses that come, which anybody sees but the one that was called off', async () => {
		const { courses } = await listComingCourses();
		expect(courses).toHaveLength(6);
		expect(await count(course)).toBe(8);
	});

	it('is not filled twice', async () => {
		const tables = () => Promise.all([profile, claim, account, panel, panelMove, course].map(count));
		const before = await tables();
		await fill();
		expect(await tables()).toEqual(before);
	});

	it('goes on after a cut without doing anything twice', async () => {
		const tables = () =>
			Promise.all([profile, claim, rating, panelMove, weightingDraft, weightingTrial].map(count));
		const before = await tables();
		await forget(3);
		await fill();
		expect(await tables()).toEqual(before);
		expect(JSON.parse(await readFile(join(place.dataDir, 'demo-journal.json'), 'utf8')).finished).toBe(true);
	});

	it('leaves a database alone that has accounts of its own', async () => {
		await rm(join(place.dataDir, 'demo-journal.json'));
		const before = await count(account);
		await fill();
		expect(await count(account)).toBe(before);
		expect(
			await db().select().from(account).where(eq(account.email, 'validacion.1@shm.example')),
		).toHaveLength(1);
	});
});
