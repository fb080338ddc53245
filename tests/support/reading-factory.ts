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

/** A degree as declared, and the title of its holder, Ximena Quiroz Montiel (`submission-factory`), that agrees with it. */
export const DEGREE = {
	level: 'LICENCIATURA',
	programme: 'Licenciatura en Contaduría',
	institution: 'Universidad Hacendaria del Altiplano',
	finishedOn: '2012-07-01',
};
export const TITLE = `
	Universidad Hacendaria del Altiplano
	otorga a XIMENA QUIROZ MONTIEL el título de
	Licenciada en Contaduría
	por haber aprobado el examen profesional el 1 de julio de 2012.`;
