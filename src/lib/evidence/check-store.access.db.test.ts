import { it } from 'vitest';
import { expectDoor } from '../../../tests/support/access.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { checkStore } from './check-store.server.ts';

useTestDatabase();

it('only the console of the server may check the store', () =>
	expectDoor('evidence.check-store', [], (principal) => checkStore(principal)));
