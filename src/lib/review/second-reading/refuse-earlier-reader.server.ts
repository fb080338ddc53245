import type { Principal } from '#lib/access/access.ts';
import type { Reader } from '#lib/platform/database.server.ts';
import { notAllowed } from '#lib/platform/refusal.ts';
import { isEarlierReader } from './reading-store.server.ts';

/**
 * Whoever decided something in an earlier reading neither gets nor opens the case while others read it again.
 * @throws Refusal not_allowed
 */
export async function refuseEarlierReader(
	reader: Reader,
	{ accountId }: Principal,
	submissionId: string,
): Promise<void> {
	if (!(await isEarlierReader(reader, accountId, submissionId))) return;
	throw notAllowed(
		'Usted ya revisó esta cédula y su revisión quedó guardada. Ahora la lee otra persona; podrá verla cuando tenga dictamen.',
	);
}
