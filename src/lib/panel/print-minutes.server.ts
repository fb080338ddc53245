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
import { roundsOf } from './rounds.ts';
import { isThem } from './save-judgements.server.ts';
import { findPanel, judgementsOf, membersOf, type MemberRow } from './store.server.ts';

/** How many characters of the digest make the folio of minutes. */
const FOLIO_DIGITS = 8;

/**
 * The minutes of a panel as a PDF, with who signed until now, for those who run panels.
 * @throws Refusal not_found · conflict `wrong_state` before the panel ended · unavailable when no PDF can be made just now
 */
export async function printMinutes(principal: Principal | null, id: string): Promise<OpenedFile> {
	authorize(principal, 'panel.manage');
	return print(await readClosed(id, () => true));
}

/** Like {@link printMinutes}, for a member. @throws Refusal not_found to whoever was not invited */
export async function printOwnMinutes(principal: Principal | null, id: string): Promise<OpenedFile> {
	return print(await readClosed(id, isThem(authorize(principal, 'panel.judge'))));
}

/** Minutes as a file of text. */
export type MinutesFile = { name: string; text: string };

/**
 * What the members of a panel sign, byte by byte: the SHA-256 of this file is the digest of the minutes. For a member.
 * @throws Refusal not_found to whoever was not invited · conflict `wrong_state` before the panel ended
 */
export async function exportOwnMinutes(principal: Principal | null, id: string): Promise<MinutesFile> {
	return exported(await readClosed(id, isThem(authorize(principal, 'panel.judge'))));
}

/** Like {@link exportOwnMinutes}, for those who run panels. */
export async function exportMinutes(principal: Principal | null, id: string): Promise<MinutesFile> {
	authorize(principal, 'panel.manage');
	return exported(await readClosed(id, () => true));
}

function exported({ text, folio }: ClosedMinutes): MinutesFile {
	return { name: `${folio.toLowerCase()}.json`, text };
}

/** `signers`: those who took part. */
type ClosedMinutes = { text: string; sha256: string; folio: string; signers: MemberRow[] };

async function readClosed(id: string, mayRead: (member: MemberRow) => boolean): Promise<ClosedMinutes> {
	const found = isId(id) ? await findPanel(db(), id) : undefined;
	const members = found ? await membersOf(db(), id) : [];
	if (!found || !members.some(mayRead)) throw unknownPanel();
	if (found.minutes === null || !found.minutesSha256)
		throw conflict('wrong_state', 'El acta existe cuando el panel termina.');
	const sha256 = found.minutesSha256.toString('hex');
	const folio = `ACTA-${sha256.slice(0, FOLIO_DIGITS).toUpperCase()}`;
	const given = await judgementsOf(db(), id);
	const signers = members.filter(({ accountId }) => roundsOf(found, given, accountId).length > 0);
	return { text: found.minutes, sha256, folio, signers };
}

async function print({ text, sha256, folio, signers }: ClosedMinutes): Promise<OpenedFile> {
	const minutes = JSON.parse(text) as Minutes;
	const { settings, logo } = institution();
	const head = letterhead();
	const when = (at: string | Date) => formatInstant(new Date(at), settings.timeZone);
	const rosette = rosetteSvg(folio, { stroke: head.colours.primary, width: 0.5 });
	const data = {
		...printedMinutes(minutes, when),
		letterhead: head,
		folio,
		sha256,
		endedOn: localDate(new Date(minutes.ended.at), settings.timeZone),
		signatures: signers.map(({ name, signedAt }) => ({ name, when: signedAt ? when(signedAt) : null })),
	};
	const bytes = await renderPdf('panel/minutes.typ', data, { rosette, ...(logo && { logo: logo.svg }) });
	return { bytes, name: `${folio.toLowerCase()}.pdf`, mediaType: 'application/pdf' };
}

/** What a PDF says of the minutes themselves. */
function printedMinutes(minutes: Minutes, when: (at: string) => string) {
	return {
		title: minutes.panel.title,
		model: `${minutes.model.title} (${minutes.model.version})`,
		opened: `${when(minutes.opened.at)}, ${minutes.opened.by}`,
		ended: `${when(minutes.ended.at)}, ${minutes.ended.by}`,
		rounds: minutes.rounds.map(({ number, openedAt, closedAt }) => ({
			label: `Ronda ${number}`,
			when: `${when(openedAt)} a ${when(closedAt)}`,
		})),
		members: minutes.members.map(({ name, rounds }) => ({ name, rounds: roundsText(rounds) })),
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
}

function roundsText(rounds: readonly number[]): string {
	if (rounds.length === 0) return 'No participó';
	const list = new Intl.ListFormat('es-MX').format(rounds.map(String));
	return `Participó en ${rounds.length === 1 ? 'la ronda' : 'las rondas'} ${list}`;
}
