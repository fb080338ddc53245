import { describe, it } from 'vitest';
import { ACCESS } from '#lib/access/access.ts';
import { newId } from '#lib/platform/ids.ts';
import { expectDoor } from '../../../tests/support/access.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { keepList } from './keep-list.server.ts';
import { previewList, readImport, readImports, reportImport } from './read-import.server.ts';
import { aList, aListedPerson } from './roster.factory.ts';
import { startImport } from './run-import.server.ts';

useTestDatabase();

const { roles } = ACCESS['roster.import'];

describe('who may import people', () => {
	it('hands over a list', async () => {
		const bytes = aList([aListedPerson(1)]);
		await expectDoor('roster.import', roles, (principal) => keepList(principal, { name: 'p.csv', bytes }));
	});

	it('sees what would be done', async () => {
		const bytes = aList([aListedPerson(2)]);
		await expectDoor('roster.import', roles, (principal) => previewList(principal, bytes));
	});

	it('confirms it', async () => {
		await expectDoor('roster.import', roles, (principal) => startImport(principal, newId()));
	});

	it('sees lists, lines and results', async () => {
		await expectDoor('roster.import', roles, (principal) => readImports(principal));
		await expectDoor('roster.import', roles, (principal) => readImport(principal, newId()));
		await expectDoor('roster.import', roles, (principal) => reportImport(principal, newId()));
	});
});
