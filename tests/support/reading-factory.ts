import { gzipSync } from 'node:zlib';
import { eq } from 'drizzle-orm';
import type { DocumentText } from '#lib/evidence/reading.ts';
import { sealFile } from '#lib/evidence/sealing.server.ts';
import { putPart } from '#lib/evidence/stored-files.server.ts';
import { evidence } from '#lib/evidence/tables.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { getPersonKey, recipientOf } from '#lib/platform/person-keys.server.ts';

/** Stores what was read in a file of a person, as the job that reads documents does. */
export async function readAs(place: { profileId: string; id: string }, text: DocumentText): Promise<void> {
	const recipient = await recipientOf(await getPersonKey(place.profileId));
	await putPart(place, 'reading', await sealFile(gzipSync(JSON.stringify(text)), recipient));
	await db().update(evidence).set({ reading: 'done' }).where(eq(evidence.id, place.id));
}
