import type { Principal } from '#lib/access/access.ts';
import { attachEvidence } from '#lib/cedula/attach-evidence.server.ts';
import { processEvidence } from '#lib/evidence/process-evidence.server.ts';
import { label, today } from '#lib/institution/catalogues.server.ts';
import { pass } from './demo-time.server.ts';
import { asPdf, documentOf } from './documents.ts';
import type { DeclaredClaim } from './career-plan.ts';
import { asPicture } from './picture.server.ts';
import { random } from './random.ts';
import type { Story } from './stories.ts';

/** How often a document comes as a picture: as a photo of a phone, or as a picture of the screen. */
const PHOTO_SHARE = 0.28;
const SCREEN_SHARE = 0.08;

/** Makes the document of a claim, attaches it, and has it checked, so that it can be sent at once. */
export async function attachDocument(
	actor: Principal,
	{ person, number }: Pick<Story, 'person' | 'number'>,
	claim: DeclaredClaim & { id: string },
	format = chosenFormat(`${number}/${claim.id}`),
): Promise<void> {
	const document = documentOf(claim, { holder: person, labelOf: label, issuedOn: today() });
	const bytes = format === 'pdf' ? asPdf(document) : await asPicture(document, format);
	pass(2);
	const upload = { name: `${document.name}.${EXTENSIONS[format]}`, bytes };
	const { id } = await attachEvidence(actor, claim.id, () => Promise.resolve(upload));
	await processEvidence(id);
}

type Format = 'pdf' | 'jpeg' | 'png';

const EXTENSIONS: Record<Format, string> = { pdf: 'pdf', jpeg: 'jpg', png: 'png' };

function chosenFormat(seed: string): Format {
	const lot = random(seed).unit();
	return lot < PHOTO_SHARE ? 'jpeg' : lot < PHOTO_SHARE + SCREEN_SHARE ? 'png' : 'pdf';
}
