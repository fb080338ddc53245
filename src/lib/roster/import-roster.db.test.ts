import { readFileSync } from 'node:fs';
import { parse as parseCsv } from 'csv-parse/sync';
import { and, eq, inArray, isNull } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { curpHash } from '#lib/accounts/curp.server.ts';
import { OPERATOR } from '#lib/accounts/operator.ts';
import { registerAccount } from '#lib/accounts/register-account.server.ts';
import { account, invitation, profile } from '#lib/accounts/tables.server.ts';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { composeMail } from '#lib/outreach/compose-mail.server.ts';
import { mailMessage } from '#lib/outreach/tables.server.ts';
import { now, setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { drainJobs, runPeriodic } from '#lib/platform/jobs.server.ts';
import { aRegistration, aServant, aStaffMember, aVisitor } from '../../../tests/support/factories.ts';
import { codeOf } from '../../../tests/support/refusals.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { keepList } from './keep-list.server.ts';
import { readImport, readImports, reportImport } from './read-import.server.ts';
import { aList, aListedPerson, type WrittenPerson } from './roster.factory.ts';
import { runImport, startImport } from './run-import.server.ts';

useTestDatabase();

const admin = once(() => aStaffMember('admin'));

/** Made when first asked for: the database opens after this file is read. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
	let made: Promise<Value> | undefined;
	return () => (made ??= make());
}

/** Imports a list to the end. */
async function importing(people: readonly WrittenPerson[]): Promise<string> {
	const id = await keepList(await admin(), { name: 'padron.csv', bytes: aList(people) });
	await startImport(await admin(), id);
	await drainJobs();
	return id;
}

async function profileOf({ curp }: WrittenPerson) {
	const [found] = await db()
		.select({ profile, invitation, account })
		.from(profile)
		.leftJoin(account, eq(account.profileId, profile.id))
		.leftJoin(invitation, and(eq(invitation.profileId, profile.id), isNull(invitation.closedAt)))
		.where(eq(profile.curpHash, curpHash(curp)));
	return found;
}

async function invitationsTo(email: string) {
	return db()
		.select({ message: mailMessage })
		.from(mailMessage)
		.innerJoin(invitation, eq(invitation.id, mailMessage.invitationId))
		.where(eq(invitation.email, email));
}

const countsOf = async (id: string) => (await readImport(await admin(), id)).counts;

describe('a list that was confirmed', () => {
	it('makes a profile without account and an invitation of each person', async () => {
		const people = [aListedPerson(1), aListedPerson(2, { secondSurname: '', municipality: '15057' })];
		const id = await importing(people);
		expect(await countsOf(id)).toMatchObject({ added: 2, refused: 0 });
		const second = await profileOf(people[1]!);
		expect(second?.profile).toMatchObject({ givenNames: 'Itzel', secondSurname: null, heldAt: null });
		expect(second?.account).toBeNull();
		expect(second?.invitation).toMatchObject({ email: people[1]!.email, municipality: '15057' });
		const [invited] = await invitationsTo(people[0]!.email);
		const mail = await composeMail(invited!.message);
		expect(mail).toMatchObject({ to: people[0]!.email });
		expect(mail?.body).toMatch(/\/alta\/[\w-]{43}$/m);
	});

	it('is audited once as a whole and once for each person', async () => {
		const people = [aListedPerson(11), aListedPerson(12)];
		const id = await importing(people);
		const entries = await db().select().from(auditEntry).where(eq(auditEntry.subject, id));
		expect(entries.map(({ action, details }) => [action, details])).toEqual([
			['roster.import', { people: 2 }],
		]);
		const ids = await Promise.all(people.map(async (person) => (await profileOf(person))!.profile.id));
		const made = await db().select().from(auditEntry).where(inArray(auditEntry.profileId, ids));
		const { accountId } = await admin();
		expect(made.map(({ action, actorId }) => [action, actorId])).toEqual(
			ids.map(() => ['account.import-person', accountId]),
		);
	});

	it('does nothing new the second time', async () => {
		const people = [aListedPerson(21), aListedPerson(22)];
		await importing(people);
		expect(await countsOf(await importing(people))).toMatchObject({ added: 0, corrected: 0, unchanged: 2 });
		expect(await invitationsTo(people[0]!.email)).toHaveLength(1);
	});

	it('corrects what a later list says otherwise, and invites again only another address', async () => {
		const person = aListedPerson(31);
		await importing([person]);
		const renamed = { ...person, givenNames: 'Itzel Guadalupe', municipality: '' };
		expect(await countsOf(await importing([renamed]))).toMatchObject({ corrected: 1 });
		expect(await profileOf(person)).toMatchObject({
			profile: { givenNames: 'Itzel Guadalupe' },
			invitation: { municipality: '15106' },
		});
		expect(await invitationsTo(person.email)).toHaveLength(1);
		const moved = { ...renamed, email: 'otra31@correo.example' };
		const [former] = await invitationsTo(person.email);
		await importing([moved]);
		expect(await invitationsTo(moved.email)).toHaveLength(1);
		expect(await composeMail(former!.message)).toBeNull();
	});

	it('leaves people with an account alone, and says so', async () => {
		const servant = await aServant();
		const person = { ...aListedPerson(41), curp: servant.curp };
		const id = await importing([person]);
		expect(await countsOf(id)).toMatchObject({ has_account: 1, added: 0 });
		expect((await profileOf(person))?.profile.id).toBe(servant.profileId);
		expect(await invitationsTo(person.email)).toHaveLength(0);
	});

	it('imports the good lines and says what is wrong with the others, line by line', async () => {
		const good = aListedPerson(51);
		const id = await importing([
			{ ...aListedPerson(52), curp: 'XXXX' },
			{ ...aListedPerson(53), email: 'sin arroba', municipality: 'Atlantis' },
			good,
			{ ...aListedPerson(54), curp: good.curp },
			{ ...aListedPerson(55), email: good.email.toUpperCase() },
		]);
		const { counts, rows } = await readImport(await admin(), id, { outcome: 'refused' });
		expect(counts).toMatchObject({ added: 1, refused: 4 });
		expect(rows.map(({ line }) => line)).toEqual([2, 3, 5, 6]);
		expect(rows[1]?.problems.map((problem) => problem.split(':')[0])).toEqual([
			'Correo electrónico',
			'Municipio',
		]);
		expect(rows[2]?.problems[0]).toContain('ya está en la línea 4');
		expect(rows[3]?.problems[0]).toContain('Este correo ya está en la línea 4');
	});

	it('goes on where it was after a process died between two batches', async () => {
		const people = Array.from({ length: 210 }, (_, i) => aListedPerson(1000 + i));
		const id = await keepList(await admin(), { name: 'p.csv', bytes: aList(people) });
		await startImport(await admin(), id, { here: true });
		const told: number[] = [];
		const death = new Error('killed');
		const dying = runImport(id, (done) => {
			told.push(done);
			if (done === 200) throw death;
		});
		await expect(dying).rejects.toBe(death);
		expect(await readImport(await admin(), id)).toMatchObject({ state: 'running', done: 200 });
		await runImport(id, (done) => told.push(done));
		expect(told).toEqual([0, 200, 200, 210]);
		expect(await readImport(await admin(), id)).toMatchObject({ state: 'done', done: 210 });
		expect(await countsOf(id)).toMatchObject({ added: 210, unchanged: 0 });
	});

	it('can be started by the console, which the audit names', async () => {
		const person = aListedPerson(61);
		const id = await keepList(OPERATOR, { name: 'p.csv', bytes: aList([person]) });
		await startImport(OPERATOR, id, { here: true });
		await runImport(id);
		const profileId = (await profileOf(person))!.profile.id;
		const [entry] = await db().select().from(auditEntry).where(eq(auditEntry.profileId, profileId));
		expect(entry).toMatchObject({ action: 'account.import-person', role: 'operator', channel: 'cli' });
	});
});

describe('a list that waits for its confirmation', () => {
	it('shows what would be done and does nothing', async () => {
		const person = aListedPerson(71);
		const id = await keepList(await admin(), { name: '  padrón  2026.csv', bytes: aList([person]) });
		const shown = await readImport(await admin(), id);
		expect(shown).toMatchObject({ state: 'waiting', fileName: 'padrón 2026.csv', counts: { added: 1 } });
		expect(shown.rows[0]).toMatchObject({ line: 2, curp: person.curp, municipality: 'Toluca', problems: [] });
		expect(await profileOf(person)).toBeUndefined();
		expect((await readImports(await admin())).map((each) => each.id)).toContain(id);
	});

	it('loses its file after seven days, and cannot be confirmed then', async () => {
		const id = await keepList(await admin(), { name: 'p.csv', bytes: aList([aListedPerson(72)]) });
		const later = new Date(now().getTime() + 8 * 86_400_000);
		setClock(() => later);
		await runPeriodic('remove-old-lists');
		expect(await codeOf(startImport(await admin(), id))).toBe('409 file_gone');
		expect((await readImports(await admin())).map((each) => each.id)).not.toContain(id);
	});
});

describe('the result as a file', () => {
	it('has a line for each person and no formula', async () => {
		const people = [aListedPerson(81, { givenNames: '=HYPERLINK("http://malo.mx")' }), aListedPerson(82)];
		const quoted = { ...people[0]!, givenNames: '"=HYPERLINK(""http://malo.mx"")"' };
		const id = await importing([quoted, people[1]!]);
		const { text } = await reportImport(await admin(), id);
		const [head, first, second] = parseCsv(text, { bom: true }) as string[][];
		expect(head).toContain('Resultado');
		expect(first?.[2]).toBe(`'=HYPERLINK("http://malo.mx")`);
		expect(second?.slice(0, 2)).toEqual(['3', people[1]!.curp]);
	});

	it('is gone with the file a month later, and the counts stay', async () => {
		const id = await importing([aListedPerson(83)]);
		const later = new Date(now().getTime() + 31 * 86_400_000);
		setClock(() => later);
		await runPeriodic('remove-old-lists');
		expect(await codeOf(reportImport(await admin(), id))).toBe('409 file_gone');
		expect(await readImport(await admin(), id)).toMatchObject({ fileGone: true, counts: { added: 1 } });
	});
});

describe('somebody on a list who registers on their own', () => {
	it('owns the profile that the list made, with the names that they gave', async () => {
		const person = aListedPerson(91);
		await importing([person]);
		const before = (await profileOf(person))!;
		const registration = aRegistration({ curp: person.curp, givenNames: 'Itzel María' });
		const { profileId } = await registerAccount(aVisitor(), registration);
		expect(profileId).toBe(before.profile.id);
		const after = await profileOf(person);
		expect(after?.profile.givenNames).toBe('Itzel María');
		expect(after?.account).toMatchObject({ email: registration.email, emailConfirmedAt: null });
		expect(after?.invitation).toBeNull();
		expect(await countsOf(await importing([person]))).toMatchObject({ has_account: 1 });
	});

	it('is one of two who type the same CURP at once; the other is refused', async () => {
		const person = aListedPerson(92);
		await importing([person]);
		const both = [1, 2].map(() => registerAccount(aVisitor(), aRegistration({ curp: person.curp })));
		const ended = await Promise.allSettled(both);
		expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	});
});

describe('names as people write them', () => {
	type Sample = { field: string; value: string; expected: string };
	const { strings } = JSON.parse(readFileSync('tests/fixtures/strings.json', 'utf8')) as {
		strings: Sample[];
	};
	const names = strings.filter(({ field, expected }) => field === 'nombre' && expected !== 'rechazar');

	it('pass through a list unharmed, or are refused in words', async () => {
		const quote = (value: string) => `"${value.replaceAll('"', '""')}"`;
		const people = names.map(({ value }, i) => aListedPerson(2000 + i, { givenNames: quote(value) }));
		const id = await importing(people);
		const { rows } = await readImport(await admin(), id);
		for (const [index, { expected, value }] of names.entries()) {
			if (expected === 'aceptar') {
				expect((await profileOf(people[index]!))?.profile.givenNames).toBe(value);
			}
		}
		const refused = rows.filter(({ outcome }) => outcome === 'refused');
		expect(refused.every(({ problems }) => problems.length > 0)).toBe(true);
	});
});
