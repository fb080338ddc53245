import { and, eq, like } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { getOwnEvidence, readOwnFile, readOwnPage } from '#lib/evidence/read-evidence.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { drainJobs } from '#lib/platform/jobs.server.ts';
import { aCompleteCedula, aSubmission } from '../../../tests/support/cedula-factories.ts';
import { aServant, aStaffMember } from '../../../tests/support/factories.ts';
import { codeOf } from '../../../tests/support/refusals.ts';
import { sample } from '../../../tests/support/samples.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { attachEvidence } from './attach-evidence.server.ts';
import { detachEvidence } from './detach-evidence.server.ts';
import {
	readFileForReview,
	readPageForReview,
	readTextForReview,
	REVIEW_PURPOSE,
} from './read-submitted-evidence.server.ts';
import { removeEvidence } from './remove-evidence.server.ts';
import { reorderEvidence } from './reorder-evidence.server.ts';
import { reuseEvidence } from './reuse-evidence.server.ts';
import { turnEvidence } from './turn-evidence.server.ts';
import { createClaim } from './create-claim.server.ts';
import { uploadEvidence } from './upload-evidence.server.ts';

useTestDatabase();

type Person = Principal | null;
let owner: Principal & { profileId: string };
let people: Record<
	'anonymous' | 'another' | 'reviewer' | 'admin' | 'recruiter' | 'expert' | 'privacy' | 'auditor',
	Person
>;
/** on a claim that is a draft */
let draft: { claimId: string; evidenceId: string };
/** in a submitted revision */
let sent: { claimId: string; evidenceId: string };

const upload = async () => ({ name: 'a.pdf', bytes: sample('documentos/doc-02.pdf') });

beforeAll(async () => {
	owner = await aServant();
	const [claim] = await aCompleteCedula(owner);
	const file = await attachEvidence(owner, claim!.id, async () => ({
		name: 'Constancia de María.pdf',
		bytes: sample('documentos/doc-22.pdf'),
	}));
	await drainJobs();
	await aSubmission(owner);
	sent = { claimId: claim!.id, evidenceId: file.id };
	const other = await aServant();
	const theirs = await createClaim(other, { kind: 'training' });
	const unsent = await attachEvidence(other, theirs.id, upload);
	await drainJobs();
	draft = { claimId: theirs.id, evidenceId: unsent.id };
	people = {
		anonymous: null,
		another: other,
		reviewer: await aStaffMember('reviewer'),
		admin: await aStaffMember('admin'),
		recruiter: await aStaffMember('recruiter'),
		expert: await aStaffMember('expert'),
		privacy: await aStaffMember('privacy'),
		auditor: await aStaffMember('auditor'),
	};
});

const OWN = {
	'see the state of a file': (who: Person) => getOwnEvidence(who, sent.evidenceId),
	'download a file': (who: Person) => readOwnFile(who, sent.evidenceId),
	'see a page': (who: Person) => readOwnPage(who, sent.evidenceId, '1'),
	'attach a file': (who: Person) => attachEvidence(who, sent.claimId, upload),
	'reuse a file': (who: Person) => reuseEvidence(who, sent.claimId, { evidenceId: sent.evidenceId }),
	'replace a file': (who: Person) => attachEvidence(who, sent.claimId, upload, { replaces: sent.evidenceId }),
	'move a file': (who: Person) =>
		reorderEvidence(who, sent.claimId, { evidenceId: sent.evidenceId, place: '0' }),
	'turn a file': (who: Person) => turnEvidence(who, sent.evidenceId, { turns: '1' }),
	'detach a file': (who: Person) => detachEvidence(who, sent.claimId, sent.evidenceId),
	'delete a file': (who: Person) => removeEvidence(who, sent.evidenceId),
};

describe.each(Object.entries(OWN))('%s as its owner does', (_, act) => {
	it('is not for others, who do not learn that it exists', async () => {
		expect(await codeOf(act(people.anonymous))).toBe('401 unauthenticated');
		expect(await codeOf(act(people.another))).toBe('404 not_found');
		for (const role of ['reviewer', 'admin', 'recruiter', 'expert', 'privacy', 'auditor'] as const) {
			expect(await codeOf(act(people[role]))).toBe('403 not_allowed');
		}
	});
});

describe('the owner', () => {
	it('sees and downloads what they sent', async () => {
		expect((await readOwnFile(owner, sent.evidenceId)).name).toBe('Constancia de María.pdf');
		expect((await readOwnPage(owner, sent.evidenceId, '2')).length).toBeGreaterThan(1000);
	});

	it.each(['0', '3', '-1', '1.5', 'x', ''])('finds no page %s of a file with two', async (page) => {
		expect(await codeOf(readOwnPage(owner, sent.evidenceId, page))).toBe('404 not_found');
	});

	it('cannot come in by the door of the reviewers, not even with their role', async () => {
		const both: Principal = { ...owner, roles: ['servant', 'reviewer'] };
		expect(await codeOf(readFileForReview(both, sent.evidenceId))).toBe('403 not_allowed');
		expect(await codeOf(readPageForReview(both, sent.evidenceId, '1'))).toBe('403 not_allowed');
	});

	it('cannot read their own file with an API key of another scope', async () => {
		expect(await codeOf(readOwnFile({ ...owner, scope: 'review' }, sent.evidenceId))).toBe('403 not_allowed');
	});
});

const REVIEW = {
	file: (who: Person, id: string) => readFileForReview(who, id),
	page: (who: Person, id: string) => readPageForReview(who, id, '1'),
	text: (who: Person, id: string) => readTextForReview(who, id),
};

describe.each(Object.entries(REVIEW))('the %s for review', (_, act) => {
	it('is for reviewers and administrators only', async () => {
		await expect(act(people.reviewer, sent.evidenceId)).resolves.toBeDefined();
		await expect(act(people.admin, sent.evidenceId)).resolves.toBeDefined();
		expect(await codeOf(act(people.anonymous, sent.evidenceId))).toBe('401 unauthenticated');
		for (const role of ['another', 'recruiter', 'expert', 'privacy', 'auditor'] as const) {
			expect(await codeOf(act(people[role], sent.evidenceId))).toBe('403 not_allowed');
		}
	});

	it('is open to an API key of the scope review and to no other', async () => {
		const key: Principal = { ...people.reviewer!, channel: 'api', scope: 'review' };
		await expect(act(key, sent.evidenceId)).resolves.toBeDefined();
		expect(await codeOf(act({ ...key, scope: 'bank' }, sent.evidenceId))).toBe('403 not_allowed');
	});

	it('was sent: drafts and names that do not exist are not found', async () => {
		expect(await codeOf(act(people.reviewer, draft.evidenceId))).toBe('404 not_found');
		expect(await codeOf(act(people.reviewer, 'no-es-un-id'))).toBe('404 not_found');
	});
});

describe('what the person sees of it', () => {
	const openings = async (actor: Principal) => {
		const entries = await db()
			.select({ action: auditEntry.action, purpose: auditEntry.purpose, profileId: auditEntry.profileId })
			.from(auditEntry)
			.where(and(eq(auditEntry.actorId, actor.accountId), like(auditEntry.action, 'evidence.%')));
		return entries;
	};

	it('is one entry for each file opened, turning its pages and finding words included, and each download', async () => {
		const reviewer = await aStaffMember('reviewer');
		for (const page of ['1', '2', '1']) await readPageForReview(reviewer, sent.evidenceId, page);
		await readTextForReview(reviewer, sent.evidenceId);
		await readFileForReview(reviewer, sent.evidenceId);
		expect(await openings(reviewer)).toEqual([
			{ action: 'evidence.view', purpose: REVIEW_PURPOSE, profileId: owner.profileId },
			{ action: 'evidence.download', purpose: REVIEW_PURPOSE, profileId: owner.profileId },
		]);
	});

	it('is another entry when the file is opened again later', async () => {
		const reviewer = await aStaffMember('reviewer');
		await readPageForReview(reviewer, sent.evidenceId, '1');
		const later = Date.now() + 11 * 60_000;
		setClock(() => new Date(later));
		await readPageForReview(reviewer, sent.evidenceId, '2');
		expect(await openings(reviewer)).toHaveLength(2);
	});
});

describe('a resumable upload', () => {
	const request = () => new Request('http://localhost/api/v1/uploads', { method: 'POST' });

	it('is not for whoever has no cédula', async () => {
		expect(await codeOf(uploadEvidence(people.anonymous, request()))).toBe('401 unauthenticated');
		expect(await codeOf(uploadEvidence(people.reviewer, request()))).toBe('403 not_allowed');
	});
});
