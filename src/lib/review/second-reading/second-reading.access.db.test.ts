import { it } from 'vitest';
import { expectDoor } from '../../../../tests/support/access.ts';
import { useTestDatabase } from '../../../../tests/support/test-database.ts';
import { endReading } from './end-reading.server.ts';
import { readAgreement } from './read-agreement.server.ts';

useTestDatabase();

it('how far readings agree may be seen by administrators and experts', () =>
	expectDoor('review.agreement', ['admin', 'expert'], (who) => readAgreement(who, {})));

it('only an administrator may let a case go on without another reading', () =>
	expectDoor('review.end-reading', ['admin'], (who) =>
		endReading(who, 'SHM-2026-000001', { reason: 'Nadie más puede.' }),
	));
