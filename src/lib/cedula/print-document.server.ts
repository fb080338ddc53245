import type { OpenedFile } from '#lib/evidence/read-evidence.server.ts';
import { letterhead } from '#lib/institution/letterhead.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatInstant, localDate } from '#lib/institution/plain-date.ts';
import type { Printable } from '#lib/platform/printable.ts';
import { renderPdf } from '#lib/platform/render-pdf.server.ts';
import { rosetteSvg } from '#lib/ui/rosette.ts';
import { printedName } from './printed-claims.server.ts';
import type { Sent } from './read-sent.server.ts';

/**
 * A document about a submission, under the institution's letterhead and with the rosette of its folio.
 * @param template in this folder; its data also have `folio`, `name`, `sentOn` (date) and `sentAt` (in words)
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
	const common = {
		letterhead: head,
		folio: sent.folio,
		name: printedName(sent.answers.identity),
		sentOn: localDate(sent.submittedAt, settings.timeZone),
		sentAt: formatInstant(sent.submittedAt, settings.timeZone),
	};
	const rosette = rosetteSvg(sent.folio, { stroke: head.colours.primary, width: 0.5 });
	const pictures: Record<string, string> = logo ? { rosette, logo: logo.svg } : { rosette };
	const bytes = await renderPdf(`cedula/${template}.typ`, { ...common, ...data }, pictures);
	return { bytes, name: `${fileName}-${sent.folio}.pdf`, mediaType: 'application/pdf' };
}
