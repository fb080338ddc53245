import { describe, expect, it } from 'vitest';
import { ACCESS, may, type UseCase } from '#lib/access/access.ts';
import { newId } from '#lib/platform/ids.ts';
import { expectDoor } from '../../../tests/support/access.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { assistPerson, endAssistance } from './assist-person.server.ts';
import { beginAtDesk } from './begin-at-desk.server.ts';
import { issueDeskCode } from './issue-code.server.ts';
import { readDesk, readPersonAtDesk } from './read-desk.server.ts';

useTestDatabase();

const { roles } = ACCESS['desk.help'];

describe('who helps people at the desk', () => {
	it('begins with a person and sees who was there', async () => {
		await expectDoor('desk.help', roles, (principal) => beginAtDesk(principal, {}));
		await expectDoor('desk.help', roles, (principal) => readDesk(principal));
		await expectDoor('desk.help', roles, (principal) => readPersonAtDesk(principal, newId()));
	});

	it('makes codes and ends the help', async () => {
		await expectDoor('desk.help', roles, (principal) => issueDeskCode(principal, newId()));
		await expectDoor('desk.help', roles, (principal) => endAssistance(principal));
	});

	it('acts for a person from a browser only', async () => {
		await expectDoor('desk.help', roles, (principal) =>
			assistPerson(principal && { ...principal, sessionId: newId() }, newId()),
		);
	});
});

describe('what an administrator may do for somebody at the desk', () => {
	const assists = { name: 'Itzel', until: new Date() };
	const useCases = Object.keys(ACCESS) as UseCase[];

	it('is the own cédula and its documents, nothing of an administrator', () => {
		const open = useCases.filter((useCase) => may({ roles: ['admin'], assists }, useCase));
		expect(open).toEqual(['cedula.own', 'evidence.own']);
	});

	it('is nothing for any other role', () => {
		expect(useCases.filter((useCase) => may({ roles: ['reviewer', 'servant'], assists }, useCase))).toEqual(
			[],
		);
	});
});
