import { authorize, type Principal } from '#lib/access/access.ts';
import type { OpenedFile } from '#lib/evidence/read-evidence.server.ts';
import { letterhead } from '#lib/institution/letterhead.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatInstant, localDate } from '#lib/institution/plain-date.ts';
import { db } from '#lib/platform/database.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { conflict } from '#lib/platform/refusal.ts';
import { renderPdf } from '#lib/platform/render-pdf.server.ts';
import { rosetteSvg } from '#lib/ui/rosette.ts';
import type { Minutes } from './minutes.ts';
import { unknownPanel } from './move-panel.server.ts';
import { printedSet } from './printed-set.ts';
import { isThem } from './save-judgements.server.ts';
import { findPanel, membersOf, type MemberRow } from './store.server.ts';

/** How many characters of the digest make the folio of minutes. */
const FOLIO_DIGITS = 8;

/**
 * The minutes of a panel as a PDF, with who signed until now, for those who run panels.
 * @throws Refusal not_found · conflict `wrong_state` before the panel ended · unavailable when no PDF can be made just now
 */
export async function printMinutes(principal: Principal | null, id: string): Promise<OpenedFile> {
	authorize(principal, 'panel.manage');
	return print(id, () => true);
}

/** Like {@link printMinutes}, for a member. @throws Refusal not_found to whoever was not invited */
export async function printOwnMinutes(principal: Principal | null, id: string): Promise<OpenedFile> {
	return print(id, isThem(authorize(principal, 'panel.judge')));
}

async function print(id: string, mayRead: (member: MemberRow) => boolean): Promise<OpenedFile> {
	const found = isId(id) ? await findPanel(db(), id) : undefined;
	const members = found ? await membersOf(db(), id) : [];
	if (!found || !members.some(mayRead)) throw unknownPanel();
	if (found.minutes === null || !found.minutesSha256)
		throw conflict('wrong_state', 'El acta existe cuando el panel termina.');
	const minutes = JSON.parse(found.minutes) as Minutes;
	const sha256 = found.minutesSha256.toString('hex');
	const folio = `ACTA-${sha256.slice(0, FOLIO_DIGITS).toUpperCase()}`;
	const { settings, logo } = institution();
	const head = letterhead();
	const when = (at: string | Date) => formatInstant(new Date(at), settings.timeZone);
	const rosette = rosetteSvg(folio, { stroke: head.colours.primary, width: 0.5 });
	const data = {
		letterhead: head,
		folio,
		sha256,
		endedOn: localDate(new Date(minutes.ended.at), settings.timeZone),
		title: minutes.panel.title,
		model: `${minutes.model.title} (${minutes.model.version})`,
		opened: `${when(minutes.opened.at)}, ${minutes.opened.by}`,
		ended: `${when(minutes.ended.at)}, ${minutes.ended.by}`,
		rounds: minutes.rounds.map(({ number, openedAt, closedAt }) => ({
			label: `Ronda ${number}`,
			when: `${when(openedAt)} a ${when(closedAt)}`,
		})),
		members: minutes.members.map(({ name, rounds }) => ({ name, rounds: roundsText(rounds) })),
		signatures: members
			.filter((_, i) => minutes.members[i]!.rounds.length > 0)
			.map(({ name, signedAt }) => ({ name, when: signedAt ? when(signedAt) : null })),
		randomIndex: Object.entries(minutes.method.randomIndex)
			.map(([n, value]) => `${n}: ${value.toFixed(2)}`)
			.join(' · '),
		consistentUpTo: minutes.method.consistentUpTo.toFixed(2),
		sets: minutes.sets.map((set) => ({
			...printedSet(set),
			comments: minutes.comments
				.filter((each) => each.set === set.key)
				.map(({ round, text }) => ({ round: `Ronda ${round}`, text })),
		})),
	};
	const bytes = await renderPdf('panel/minutes.typ', data, { rosette, ...(logo && { logo: logo.svg }) });
	return { bytes, name: `${folio.toLowerCase()}.pdf`, mediaType: 'application/pdf' };
}

function roundsText(rounds: readonly number[]): string {
	if (rounds.length === 0) return 'No participó';
	const list = new Intl.ListFormat('es-MX').format(rounds.map(String));
	return `Participó en ${rounds.length === 1 ? 'la ronda' : 'las rondas'} ${list}`;
}
