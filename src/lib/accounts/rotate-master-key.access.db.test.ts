import { it } from 'vitest';
import { expectDoor } from '../../../tests/support/access.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { rotateMasterKey } from './rotate-master-key.server.ts';

useTestDatabase();

it('only the console of the server may change the master key', () =>
	expectDoor('keys.rotate', [], (principal) => rotateMasterKey(principal)));
