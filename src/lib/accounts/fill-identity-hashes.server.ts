import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import { db, inTransaction } from '#lib/platform/database.server.ts';
import { definePeriodic } from '#lib/platform/jobs.server.ts';
import { getPersonKeys } from '#lib/platform/person-keys.server.ts';
import { identityHash } from './identity-hash.server.ts';
import type { ProfileRow } from './store.server.ts';
import { profile } from './tables.server.ts';

const AT_ONCE = 200;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * Gives their {@link identityHash} to profiles from before there was one: SQL cannot, the CURP lies encrypted.
 * People whose key was erased stay without.
 */
export async function fillIdentityHashes(): Promise<void> {
	let people = await withoutHash(BEFORE_ALL);
	while (people.length > 0) {
		await fill(people);
		people = await withoutHash(people.at(-1)!.id);
	}
}

function withoutHash(after: string): Promise<ProfileRow[]> {
	return db()
		.select()
		.from(profile)
		.where(and(isNull(profile.identityHash), gt(profile.id, after)))
		.orderBy(asc(profile.id))
		.limit(AT_ONCE);
}

/** Whoever corrected their names meanwhile has a newer hash, which stays. */
async function fill(people: ProfileRow[]): Promise<void> {
	await inTransaction(async (tx) => {
		const keys = await getPersonKeys(
			tx,
			people.map(({ id }) => id),
		);
		for (const { id, curpSealed, ...names } of people) {
			const curp = keys.get(id)?.unseal<string>(curpSealed);
			if (!curp) continue;
			await tx
				.update(profile)
				.set({ identityHash: identityHash({ ...names, curp }) })
				.where(and(eq(profile.id, id), isNull(profile.identityHash)));
		}
	});
}

definePeriodic({ name: 'fill-identity-hashes', everySeconds: 60, run: fillIdentityHashes });
