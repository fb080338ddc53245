import { formatDate, formatDateShort } from '#lib/institution/plain-date.ts';
import type { OwnWorkload } from './read-own-workload.server.ts';
import { tenthsText, wholeText } from './simulation-words.ts';

/** Cases in hand by how near their deadline is, and appeals of one's own dictámenes since the first day. */
export type OwnSituation = {
	held: readonly { urgency: 'overdue' | 'today' | 'soon' | 'later' }[];
	asked: number;
	answered: number;
	changed: number;
};

/** Puts one's own work into words and figures, free of comparisons with anybody. */
export function ownWorkloadView({ days, decided, waiting }: OwnWorkload, situation: OwnSituation) {
	const sum = (of: 'decided' | 'returned' | 'minutes') => days.reduce((total, day) => total + day[of], 0);
	const isIdle = sum('decided') + sum('returned') + sum('minutes') === 0;
	return {
		lead: leadOf(situation.held, waiting),
		since: days[0] ? formatDate(days[0].day) : '',
		isIdle,
		figures: [
			{ label: 'Dictámenes', figure: wholeText(sum('decided')) },
			{ label: 'Devueltas', figure: wholeText(sum('returned')) },
			{ label: 'Horas con cédulas abiertas', figure: tenthsText(sum('minutes') / 60) },
			{
				label: 'La mitad de sus dictámenes, en',
				figure: decided.medianMinutes === null ? 'sin datos' : `${tenthsText(decided.medianMinutes)} min`,
			},
		],
		chart: chartOf(days),
		days: days
			.filter((day) => day.decided + day.returned + day.minutes > 0)
			.toReversed()
			.map((day) => ({
				day: formatDateShort(day.day),
				decided: wholeText(day.decided),
				returned: wholeText(day.returned),
				hours: tenthsText(day.minutes / 60),
			})),
		appealed: appealedText(situation),
	};
}

function leadOf(held: OwnSituation['held'], waiting: number): string {
	const count = (urgency: string) => held.filter((each) => each.urgency === urgency).length;
	const [overdue, today] = [count('overdue'), count('today')];
	const near = [
		overdue === 0 ? '' : overdue === 1 ? '1 ya venció' : `${wholeText(overdue)} ya vencieron`,
		today === 0 ? '' : today === 1 ? '1 vence hoy' : `${wholeText(today)} vencen hoy`,
	].filter(Boolean);
	const has = held.length === 1 ? 'Tiene 1 pendiente' : `Tiene ${wholeText(held.length)} pendientes`;
	const first =
		held.length === 0 ? 'No tiene nada pendiente' : [has, near.join(' y ')].filter(Boolean).join(': ');
	if (waiting === 0) return `${first}.`;
	const wait = waiting === 1 ? '1 que devolvió espera' : `${wholeText(waiting)} que devolvió esperan`;
	return `${first}. ${wait} a la persona.`;
}

function chartOf(days: OwnWorkload['days']) {
	const bars = days.map(({ day, decided }) => ({ label: formatDateShort(day), amount: decided }));
	const top = Math.max(0, ...bars.map(({ amount }) => amount));
	const all = bars.reduce((total, { amount }) => total + amount, 0);
	const counted = all === 1 ? '1 dictamen' : `${wholeText(all)} dictámenes`;
	const title = `${counted} en ${bars.length} días hábiles, ${wholeText(top)} el día que más`;
	return { title, summary: title, bars, most: Math.max(1, top) };
}

function appealedText({ asked, answered, changed }: OwnSituation): string {
	if (asked === 0) return 'Nadie ha pedido una aclaración de un dictamen suyo en este tiempo.';
	const many =
		asked === 1
			? 'Se pidió 1 aclaración de un dictamen suyo'
			: `Se pidieron ${wholeText(asked)} aclaraciones de dictámenes suyos`;
	if (answered === 0) return `${many}; aún no se ${asked === 1 ? 'responde' : 'responden'}.`;
	const still =
		answered === asked ? '' : ` Se ${answered === 1 ? 'ha' : 'han'} respondido ${wholeText(answered)}.`;
	if (changed === 0) return `${many}.${still} ${asked === 1 ? 'No' : 'Ninguna'} cambió el dictamen.`;
	return `${many}.${still} ${changed === 1 ? '1 cambió' : `${wholeText(changed)} cambiaron`} el dictamen.`;
}
