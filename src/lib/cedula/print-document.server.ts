import type { OpenedFile } from '#lib/evidence/read-evidence.server.ts';
import { letterhead } from '#lib/institution/letterhead.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatInstant, localDate } from '#lib/institution/plain-date.ts';
import type { Printable } from '#lib/platform/printable.ts';
import { renderPdf } from '#lib/platform/render-pdf.server.ts';
import { qrSvg } from '#lib/ui/qr.ts';
import { rosetteSvg } from '#lib/ui/rosette.ts';
import { printedName } from './printed-claims.server.ts';
import { verificationAddress } from './verification-address.server.ts';
import type { Sent } from './read-sent.server.ts';

/**
 * A document about a submission, under the institution's letterhead and with the rosette of its folio.
 * @param template in this folder; its data also have `folio`, `name`, `sentOn` (date), `sentAt` (in words) and `verifyAt` (address)
 * @throws Refusal unavailable when no PDF can be made just now
 */
export async function printDocument(
	template: 'acknowledgement' | 'cedula',
	fileName: 'acuse' | 'cedula',
	sent: Sent,
	data: { [key: string]: Printable },
): Promise<OpenedFile> {
	const { settings, logo } = institution();
	const head = letterhead();
	const verifyAt = verificationAddress(sent.verificationCode);
	const common = {
		letterhead: head,
		folio: sent.folio,
		name: printedName(sent.answers.identity),
		sentOn: localDate(sent.submittedAt, settings.timeZone),
		sentAt: formatInstant(sent.submittedAt, settings.timeZone),
		verifyAt,
	};
	const rosette = rosetteSvg(sent.folio, { stroke: head.colours.primary, width: 0.5 });
	const pictures: Record<string, string> = { rosette, qr: qrSvg(verifyAt), ...(logo && { logo: logo.svg }) };
	const bytes = await renderPdf(`cedula/${template}.typ`, { ...common, ...data }, pictures);
	return { bytes, name: `${fileName}-${sent.folio}.pdf`, mediaType: 'application/pdf' };
}
