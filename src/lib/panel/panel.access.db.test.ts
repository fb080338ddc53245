import { beforeAll, describe, expect, it } from 'vitest';
import type { Principal, Role } from '#lib/access/access.ts';
import { now } from '#lib/platform/clock.ts';
import { newId } from '#lib/platform/ids.ts';
import { aPrincipal, doorOf, expectDoor } from '../../../tests/support/access.ts';
import { anAdministrator, aPanel } from '../../../tests/support/panel-factory.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { inviteExperts } from './invite-experts.server.ts';
import { movePanel } from './move-panel.server.ts';
import { openPanel, readPanelChoices } from './open-panel.server.ts';
import { exportMinutes, exportOwnMinutes, printMinutes, printOwnMinutes } from './print-minutes.server.ts';
import { proposeWeights } from './propose-weights.server.ts';
import { listOwnPanels, readOwnPanel, readOwnSet } from './read-own-panels.server.ts';
import { listPanels, readPanel } from './read-panels.server.ts';
import { saveJudgements } from './save-judgements.server.ts';
import { signMinutes } from './sign-minutes.server.ts';

useTestDatabase();

type Door = [string, (who: Principal | null) => Promise<unknown>];
const NOBODYS = newId();
const MANAGING: Door[] = [
	['lists', listPanels],
	['reads', (who) => readPanel(who, NOBODYS)],
	['chooses', readPanelChoices],
	['opens', (who) => openPanel(who, {})],
	['invites', (who) => inviteExperts(who, NOBODYS, { members: [NOBODYS] })],
	['moves', (who) => movePanel(who, NOBODYS, { move: 'cancel', seen: 0 })],
	['proposes', (who) => proposeWeights(who, NOBODYS)],
	['prints', (who) => printMinutes(who, NOBODYS)],
	['takes out', (who) => exportMinutes(who, NOBODYS)],
];
const JUDGING: Door[] = [
	['lists', listOwnPanels],
	['reads', (who) => readOwnPanel(who, NOBODYS)],
	['reads a set', (who) => readOwnSet(who, NOBODYS, 'elements')],
	['judges', (who) => saveJudgements(who, NOBODYS, 'elements', { round: '1' })],
	['signs', (who) => signMinutes(who, NOBODYS, { sha256: '', agreed: 'on' })],
	['prints', (who) => printOwnMinutes(who, NOBODYS)],
	['takes out', (who) => exportOwnMinutes(who, NOBODYS)],
];

describe('who may work on panels', () => {
	it.each(MANAGING)('only an administrator %s', async (_, run) => {
		await expectDoor('panel.manage', ['admin'] satisfies Role[], run);
	});

	it.each(JUDGING)('only an expert %s', async (_, run) => {
		await expectDoor('panel.judge', ['expert'] satisfies Role[], run);
	});

	it.each([...MANAGING, ...JUDGING])('no key and nobody who helps at the desk %s', async (_, run) => {
		const assists = { name: 'Itzel', until: new Date(now().getTime() + 60_000) };
		for (const role of ['admin', 'expert'] as const)
			for (const changes of [{ scope: 'admin' as const, channel: 'api' as const }, { assists }])
				expect(await doorOf(run(aPrincipal(role, changes)))).toBe(403);
	});
});

describe('an expert who was not invited', () => {
	const NOT_FOUND = { reason: { kind: 'not_found' } };
	let id: string;
	const stranger = aPrincipal('expert');
	beforeAll(async () => {
		const admin = await anAdministrator();
		({ id } = await aPanel(admin, { people: 3, sets: ['certification'] }));
		await movePanel(admin, id, { move: 'open_round', seen: 0 });
	});

	it('does not find the panel, can judge nothing in it, and does not see it in the list', async () => {
		expect(await listOwnPanels(stranger)).toEqual([]);
		await expect(readOwnPanel(stranger, id)).rejects.toMatchObject(NOT_FOUND);
		await expect(readOwnSet(stranger, id, 'certification')).rejects.toMatchObject(NOT_FOUND);
		const answers = { round: '1', 'C1-C2': '3' };
		await expect(saveJudgements(stranger, id, 'certification', answers)).rejects.toMatchObject(NOT_FOUND);
		await expect(signMinutes(stranger, id, { sha256: '', agreed: 'on' })).rejects.toMatchObject(NOT_FOUND);
		await expect(printOwnMinutes(stranger, id)).rejects.toMatchObject(NOT_FOUND);
		await expect(exportOwnMinutes(stranger, id)).rejects.toMatchObject(NOT_FOUND);
	});
});
