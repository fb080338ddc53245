import { createHash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { elementCaps } from '#lib/rating/model/model.ts';
import { moveModel } from '#lib/rating/model/move-model.server.ts';
import { readModel } from '#lib/rating/model/read-models.server.ts';
import { aStaffMember } from '../../../tests/support/factories.ts';
import { mailFor, messagesFor } from '../../../tests/support/outbox.ts';
import { anAdministrator, aPanel, answersTo, judge } from '../../../tests/support/panel-factory.ts';
import { factsOf, tagsOf, textOf } from '../../../tests/support/pdf.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { inviteExperts } from './invite-experts.server.ts';
import { movePanel } from './move-panel.server.ts';
import { openPanel } from './open-panel.server.ts';
import { exportMinutes, exportOwnMinutes, printMinutes, printOwnMinutes } from './print-minutes.server.ts';
import { proposeWeights } from './propose-weights.server.ts';
import { listOwnPanels, readOwnPanel, readOwnSet } from './read-own-panels.server.ts';
import { readPanel } from './read-panels.server.ts';
import { saveJudgements } from './save-judgements.server.ts';
import { signMinutes } from './sign-minutes.server.ts';
import { panelMove } from './tables.server.ts';

useTestDatabase();

const CODE = (code: string) => ({ reason: { kind: 'conflict', code } });
let admin: Principal;
let other: Principal;
beforeAll(async () => {
	admin = await anAdministrator();
	other = await anAdministrator();
});

/** Judgements on experience, academic, certification and training, pair by pair, of five people; the second round is nearer. */
const FIRST = [
	[1, 2, 4, 1, 3, 2],
	[9, -9, 9, 9, 1, -9],
	[-2, 1, 3, 2, 4, 2],
	[2, 3, 5, 1, 2, 2],
	[-3, -2, 1, 1, 2, 3],
];
const SECOND = [
	[1, 2, 4, 1, 3, 2],
	[2, 2, 4, 1, 2, 2],
	[1, 2, 4, 2, 4, 2],
	[2, 2, 5, 1, 3, 2],
	[1, 2, 3, 1, 2, 3],
];

/** What the newest panel of somebody waits for. */
const waitsFor = async (expert: Principal) => (await listOwnPanels(expert))[0]!.waitsFor;

describe('a panel of five people', () => {
	let id: string;
	let experts: Principal[];
	let modelVersion: string;
	beforeAll(async () => {
		({ id, experts, modelVersion } = await aPanel(admin, { people: 5 }));
	});

	it('waits for its first round, and keeps what was judged in it, also half', async () => {
		const [one] = experts as [Principal];
		const early = judge(one, id, 'elements', { round: 1, judgements: FIRST[0]! });
		await expect(early).rejects.toMatchObject(CODE('round_closed'));
		await movePanel(admin, id, { move: 'open_round', seen: 0 });
		await movePanel(admin, id, { move: 'open_round', seen: 0 });
		expect((await readPanel(admin, id)).round).toBe(1);
		const mail = await mailFor(one.accountId, 'panel-news');
		expect(mail?.subject).toBe('Panel de prueba: ya puede responder la ronda 1');
		expect(mail?.body).toContain(`/expertos/${id}`);

		expect(await waitsFor(one)).toBe('judgements');
		const half = await judge(one, id, 'elements', { round: 1, judgements: [1, 2, null, null, null, null] });
		expect(half).toEqual({ missing: 4 });
		expect(await readOwnSet(one, id, 'elements')).toMatchObject({
			own: [1, 2, null, null, null, null],
			say: { judged: 2, priorities: null },
			feedback: null,
		});
		const beyond = answersTo('elements', [10], { round: '1' });
		await expect(saveJudgements(one, id, 'elements', beyond)).rejects.toMatchObject({
			reason: { kind: 'invalid', problems: [{ path: 'experience-academic' }] },
		});
	});

	it('tells each how far their own judgements agree, and which one strains them', async () => {
		for (const [i, judgements] of FIRST.entries())
			await judge(experts[i]!, id, 'elements', { round: 1, judgements, comment: `Comentario ${5 - i}` });
		expect(await waitsFor(experts[0]!)).toBeNull();
		const consistent = (await readOwnSet(experts[0]!, id, 'elements')).say;
		expect(consistent.priorities!.cr).toBeLessThan(0.1);
		const straining = (await readOwnSet(experts[1]!, id, 'elements')).say;
		expect(straining.priorities!.cr).toBeGreaterThan(0.1);
		expect(straining.strain!.crAfter).toBeLessThan(straining.priorities!.cr);
	});

	it('shows nothing of the others before the round is closed, and then no names', async () => {
		const open = await readOwnSet(experts[0]!, id, 'elements');
		expect(open.feedback).toBeNull();
		expect((await readPanel(admin, id)).results[0]!.rounds).toEqual([]);
		expect((await readPanel(admin, id)).members.map(({ finished }) => finished)).toEqual([1, 1, 1, 1, 1]);

		await movePanel(admin, id, { move: 'close_round', seen: 1 });
		const mail = await mailFor(experts[0]!.accountId, 'panel-news');
		expect(mail?.subject).toContain('se cerró la ronda 1');
		const late = judge(experts[0]!, id, 'elements', { round: 1, judgements: FIRST[0]! });
		await expect(late).rejects.toMatchObject(CODE('round_closed'));
		const { feedback } = await readOwnSet(experts[0]!, id, 'elements');
		expect(feedback).toMatchObject({ round: 1, own: FIRST[0], result: { judges: 5 } });
		expect(feedback!.comments).toEqual([1, 2, 3, 4, 5].map((number) => `Comentario ${number}`));
		expect(feedback!.result.pairs[0]).toMatchObject({ lowest: 1 / 3, highest: 9 });
		const told = JSON.stringify([feedback, await readPanel(admin, id)]);
		for (const { accountId } of experts) expect(told).not.toContain(accountId);
	});

	it('comes nearer in a second round, to minutes that each signs', async () => {
		setClock(() => new Date('2026-06-15T18:00:00Z'));
		await movePanel(admin, id, { move: 'open_round', seen: 2 });
		const again = await readOwnSet(experts[0]!, id, 'elements');
		expect(again).toMatchObject({ own: FIRST[0], saved: false, say: { judged: 0 } });
		for (const [i, judgements] of SECOND.entries())
			await judge(experts[i]!, id, 'elements', { round: 2, judgements });
		await movePanel(admin, id, { move: 'close_round', seen: 3 });
		const [before, after] = (await readPanel(admin, id)).results[0]!.rounds.map(({ result }) => result);
		expect(after!.agreement.w!).toBeGreaterThan(before!.agreement.w!);

		const signing = { sha256: '', agreed: 'on' };
		await expect(signMinutes(experts[0]!, id, signing)).rejects.toMatchObject(CODE('wrong_state'));
		await movePanel(admin, id, { move: 'end', seen: 4 });
		const { minutes } = await readOwnPanel(experts[0]!, id);
		for (const file of [await exportOwnMinutes(experts[0]!, id), await exportMinutes(admin, id)])
			expect(createHash('sha256').update(file.text).digest('hex')).toBe(minutes!.sha256);
		expect(minutes!.content.sets[0]!.results.map(({ round }) => round)).toEqual([1, 2]);

		await expect(signMinutes(experts[0]!, id, signing)).rejects.toMatchObject(CODE('other_minutes'));
		await expect(signMinutes(experts[0]!, id, { sha256: minutes!.sha256 })).rejects.toMatchObject({
			reason: { kind: 'invalid' },
		});
		for (const expert of experts.slice(0, 4)) {
			await signMinutes(expert, id, { ...signing, sha256: minutes!.sha256 });
			await signMinutes(expert, id, { ...signing, sha256: minutes!.sha256 });
		}
		expect(await waitsFor(experts[0]!)).toBeNull();
		expect(await waitsFor(experts[4]!)).toBe('signature');
		const signed = await db()
			.select()
			.from(auditEntry)
			.where(and(eq(auditEntry.action, 'panel.sign-minutes'), eq(auditEntry.subject, id)));
		expect(signed.map(({ details }) => details)).toEqual(Array(4).fill({ sha256: minutes!.sha256 }));
	});

	it('has its minutes as a tagged PDF that says who signed what', async () => {
		const { bytes, name } = await printOwnMinutes(experts[0]!, id);
		const { minutes } = await readOwnPanel(experts[0]!, id);
		expect(name).toBe(`acta-${minutes!.sha256.slice(0, 8)}.pdf`);
		expect(factsOf(bytes)).toMatchObject({ Tagged: 'yes', JavaScript: 'no', Encrypted: 'no' });
		expect(tagsOf(bytes)).toMatch(/^\s*Table/m);
		const text = textOf(bytes);
		for (const part of [
			'Acta del panel de expertos',
			'Panel de prueba',
			modelVersion,
			minutes!.sha256,
			'Comentario 3',
		])
			expect(text).toContain(part);
		for (const { name: who } of experts) expect(text).toContain(`${who} Participó en las rondas 1 y 2`);
		expect(text.match(/Firmó el 15 de junio de 2026/g)).toHaveLength(4);
		expect(text.match(/Por firmar/g)).toHaveLength(1);
		const last = minutes!.content.sets[0]!.results[1]!;
		expect(text).toContain(`W de Kendall ${last.w!.toFixed(3)}`);
		expect(text).toContain(`${(last.weights[0]! * 100).toFixed(2)} %`);
		expect(Buffer.compare((await printMinutes(admin, id)).bytes, bytes)).toBe(0);
	});

	it('gives its weights to one draft of the model, by an administrator', async () => {
		const version = await proposeWeights(admin, id);
		const { model, standing, basedOn } = await readModel(admin, version);
		expect({ state: standing.state, basedOn }).toEqual({ state: 'draft', basedOn: modelVersion });
		const weights = (await readOwnPanel(experts[0]!, id)).minutes!.content.sets[0]!.results[1]!.weights;
		const caps = Object.values(elementCaps(model));
		expect(caps.reduce((sum, cap) => sum + cap, 0)).toBe(10_000);
		caps.forEach((cap, i) => expect(Math.abs(cap - weights[i]! * 10_000)).toBeLessThan(1.01));
		expect(await proposeWeights(other, id)).toBe(version);
		expect((await readPanel(admin, id)).proposedVersion).toBe(version);
	});

	it('takes no further step', async () => {
		await expect(movePanel(admin, id, { move: 'cancel', seen: 5 })).rejects.toMatchObject(
			CODE('wrong_state'),
		);
		await expect(
			db().update(panelMove).set({ madeByName: 'Otra persona' }).where(eq(panelMove.panelId, id)),
		).rejects.toThrow();
	});
});

describe('a panel', () => {
	it('is moved by one of two administrators at once', async () => {
		const { id } = await aPanel(admin, { people: 3 });
		const moves = await Promise.allSettled(
			[admin, other].map((who) => movePanel(who, id, { move: 'open_round', seen: 0 })),
		);
		expect(moves.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
		const [refused] = moves.filter((each) => each.status === 'rejected');
		expect(refused!.reason).toMatchObject(CODE('stale_move'));
		expect((await readPanel(admin, id)).round).toBe(1);
	});

	it('closes no round that fewer than three finished, for they would know of each other', async () => {
		const { id, experts } = await aPanel(admin, { people: 3, sets: ['certification', 'training'] });
		await movePanel(admin, id, { move: 'open_round', seen: 0 });
		for (const expert of experts) await judge(expert, id, 'certification', { round: 1, judgements: [3] });
		for (const expert of experts.slice(1))
			await judge(expert, id, 'training', { round: 1, judgements: [1, 1, 1] });
		await expect(movePanel(admin, id, { move: 'close_round', seen: 1 })).rejects.toMatchObject(
			CODE('too_few'),
		);
	});

	it('is signed by those who finished a set, and says of the others that they took no part', async () => {
		const { id, experts } = await aPanel(admin, { people: 4, sets: ['training'] });
		const [began, ...rest] = experts as [Principal, ...Principal[]];
		await movePanel(admin, id, { move: 'open_round', seen: 0 });
		await judge(began, id, 'training', { round: 1, judgements: [9, null, null] });
		for (const expert of rest) await judge(expert, id, 'training', { round: 1, judgements: [2, 4, 2] });
		await movePanel(admin, id, { move: 'close_round', seen: 1 });
		await movePanel(admin, id, { move: 'end', seen: 2 });
		const { minutes, signers } = await readOwnPanel(began, id);
		expect(signers.map(({ name }) => name).toSorted()).toEqual(rest.map(({ name }) => name).toSorted());
		expect(minutes!.content.members.find(({ name }) => name === began.name)!.rounds).toEqual([]);
		expect(minutes!.content.sets[0]!.results[0]).toMatchObject({
			judges: 3,
			weights: [0.571429, 0.285714, 0.142857],
			cr: 0,
			w: 1,
		});
		const signing = signMinutes(began, id, { sha256: minutes!.sha256, agreed: 'on' });
		await expect(signing).rejects.toMatchObject(CODE('not_a_judge'));
	});

	it('takes more people until its first round is closed, and writes to those who can answer at once', async () => {
		const { id, experts } = await aPanel(admin, { people: 3, sets: ['certification'] });
		const [before, within, after] = await Promise.all([1, 2, 3].map(() => aStaffMember('expert')));
		const invite = (...people: Principal[]) =>
			inviteExperts(admin, id, { members: people.map(({ accountId }) => accountId) });
		const newsTo = async ({ accountId }: Principal) =>
			(await messagesFor(accountId)).filter(({ template }) => template === 'panel-news').length;
		await invite(before!);
		expect(await newsTo(before!)).toBe(0);
		expect((await readPanel(admin, id)).invitable.map(({ accountId }) => accountId)).toEqual(
			expect.arrayContaining([within!.accountId, after!.accountId]),
		);
		await expect(invite(admin)).rejects.toMatchObject({ reason: { problems: [{ path: 'members' }] } });
		await movePanel(admin, id, { move: 'open_round', seen: 0 });
		await invite(before!, within!);
		await invite(within!);
		expect(await Promise.all([before!, within!].map(newsTo))).toEqual([1, 1]);
		expect((await mailFor(within!.accountId, 'panel-news'))?.subject).toContain(
			'ya puede responder la ronda 1',
		);
		const everybody = [...experts, before!, within!];
		for (const expert of everybody) await judge(expert, id, 'certification', { round: 1, judgements: [3] });
		expect((await readPanel(admin, id)).members.map(({ finished }) => finished)).toEqual([1, 1, 1, 1, 1]);

		await movePanel(admin, id, { move: 'close_round', seen: 1 });
		await expect(invite(after!)).rejects.toMatchObject(CODE('wrong_state'));
		await invite(within!);
		await movePanel(admin, id, { move: 'open_round', seen: 2 });
		await expect(invite(after!)).rejects.toMatchObject(CODE('wrong_state'));
		expect((await readPanel(admin, id)).invitable).toEqual([]);
		expect((await readPanel(admin, id)).results[0]!.rounds[0]!.result.judges).toBe(5);
	});

	it('is about a version in consultation, and three people or more', async () => {
		const { modelVersion, experts } = await aPanel(admin, { people: 3 });
		const form = { id: newId(), modelVersion, title: 'Otro', sets: ['elements'] };
		const members = experts.map(({ accountId }) => accountId);
		const two = openPanel(admin, { ...form, members: members.slice(1) });
		await expect(two).rejects.toMatchObject({ reason: { problems: [{ path: 'members' }] } });
		const stranger = openPanel(admin, { ...form, members: [...members, admin.accountId] });
		await expect(stranger).rejects.toMatchObject({ reason: { problems: [{ path: 'members' }] } });
		await openPanel(admin, { ...form, members });
		await openPanel(admin, { ...form, members });
		await moveModel(admin, modelVersion, { move: 'reopen', seen: 2, reason: 'Se corrige.' });
		const late = openPanel(admin, { ...form, id: newId(), members });
		await expect(late).rejects.toMatchObject(CODE('wrong_state'));
		const round = movePanel(admin, form.id, { move: 'open_round', seen: 0 });
		await expect(round).rejects.toMatchObject(CODE('wrong_state'));
	});
});
