import { formatDate, formatDateShort, weekdayName } from '#lib/institution/plain-date.ts';
import type { Outlook, OutlookLine, Workload } from './read-workload.server.ts';
import { percentText, shareRangeText, tenthsText, wholeText } from './simulation-words.ts';

/** A workload in words, free of figures that still have to be rounded: what its page shows. */
export type WorkloadView = ReturnType<typeof workloadView>;

/** Puts a workload into words; where there is nothing to tell yet, it says so. */
export function workloadView(workload: Workload, { answer, target }: { answer: number; target: number }) {
	const { days, forecast, reviewers, outlook, open } = workload;
	return {
		lead: leadOf(workload),
		today: todayFigures(workload),
		deadlines: forecast.days.map(({ day, due, late }) => ({
			day: `${weekdayName(day)} ${formatDateShort(day)}`,
			due: wholeText(due),
			late: late === 0 ? 'ninguna' : wholeText(late),
		})),
		laterDue: forecast.laterDue === 0 ? null : `Después vencen ${casesText(forecast.laterDue)} más.`,
		hasOpen: open > 0,
		answered: answeredText(workload, { answer, target }),
		charts: days.some(({ received, answered: done }) => received + done > 0) ? chartsOf(days) : [],
		days: days.toReversed().map(({ day, received, answered }) => ({
			day: formatDateShort(day),
			received: wholeText(received),
			answered: wholeText(answered),
		})),
		attention: attentionText(workload),
		reviewers: reviewers.map(({ name, decided, returned, givenBack, medianMinutes, hours }) => ({
			name,
			decided: wholeText(decided),
			returned: wholeText(returned),
			givenBack: wholeText(givenBack),
			median: `${tenthsText(medianMinutes)} min`,
			hours: tenthsText(hours),
		})),
		outlook: outlook.lines.map((line) => outlookText(line, answer)),
		outlookBasis: outlookBasis(outlook),
	};
}

function leadOf({ open, perDay, forecast: { late, overdue } }: Workload): string {
	if (open === 0) return 'No hay cédulas abiertas: todo lo que llegó está contestado o espera a la persona.';
	const pace =
		perDay === 0
			? 'En los últimos diez días hábiles no se contestó ninguna cédula'
			: `Al ritmo de hoy (${tenthsText(perDay)} al día)`;
	const already = overdue === 0 ? '' : ` ${casesText(overdue)} ya ${overdue === 1 ? 'venció' : 'vencieron'}.`;
	if (late > 0 && perDay === 0)
		return `${pace}; si sigue así, ${casesText(late)} ${late === 1 ? 'vencerá' : 'vencerán'} sin respuesta.${already}`;
	if (late > 0)
		return `${pace}, ${casesText(late)} ${late === 1 ? 'vencerá' : 'vencerán'} sin respuesta.${already}`;
	if (overdue > 0) return `${pace}, lo demás se contesta a tiempo.${already}`;
	return `${pace}, todo lo abierto se contesta a tiempo.`;
}

function todayFigures({ open, paused, perDay, forecast }: Workload) {
	return [
		{ label: 'Abiertas', figure: wholeText(open) },
		{ label: 'Ya vencidas', figure: wholeText(forecast.overdue) },
		{ label: 'Vencerán, al ritmo de hoy', figure: wholeText(forecast.late) },
		{ label: 'Esperan a la persona', figure: wholeText(paused) },
		{ label: 'Se contestan al día', figure: tenthsText(perDay) },
	];
}

function answeredText(
	{ decided, withinTarget, withinAnswer, days }: Workload,
	{ answer, target }: { answer: number; target: number },
): string {
	const since = days[0] ? ` desde el ${formatDate(days[0].day)}` : '';
	if (withinTarget === null || withinAnswer === null) return `No se ha emitido ningún dictamen${since}.`;
	const issued = decided === 1 ? 'Se emitió 1 dictamen' : `Se emitieron ${wholeText(decided)} dictámenes`;
	return `${issued}${since}: ${percentText(withinTarget)} en ${target} días hábiles o menos, y ${percentText(withinAnswer)} en ${answer} o menos. No cuentan los días en que la cédula esperó a la persona.`;
}

function chartsOf(days: Workload['days']) {
	const most = Math.max(1, ...days.flatMap(({ received, answered }) => [received, answered]));
	const chart = (title: string, name: 'received' | 'answered') => {
		const amounts = days.map((day) => ({ label: formatDateShort(day.day), amount: day[name] }));
		const all = amounts.reduce((sum, { amount }) => sum + amount, 0);
		const top = Math.max(0, ...amounts.map(({ amount }) => amount));
		const summary = `${title}: ${wholeText(all)} en ${amounts.length} días hábiles, ${wholeText(top)} el día que más`;
		return {
			title: `${title}: ${wholeText(all)} en total, ${wholeText(top)} el día que más`,
			summary,
			bars: amounts,
			most,
		};
	};
	return [chart('Llegaron', 'received'), chart('Se contestaron', 'answered')];
}

function attentionText({ attention: { cases, medianMinutes, p90Minutes } }: Workload): string {
	if (medianMinutes === null || p90Minutes === null) {
		return 'Todavía no hay tiempos: se miden desde que alguien toma una cédula hasta que la devuelve, la entrega o emite el dictamen.';
	}
	const measured = cases === 1 ? 'De 1 cédula dictaminada' : `De ${wholeText(cases)} cédulas dictaminadas`;
	return `${measured}, la mitad estuvo abierta ${tenthsText(medianMinutes)} minutos o menos, y nueve de cada diez, ${tenthsText(p90Minutes)} o menos, contando todas las veces que se tomó.`;
}

function outlookText(
	{ reviewers, times, figures }: OutlookLine,
	answer: number,
): { who: string; what: string } {
	const people = reviewers === 1 ? 'Con 1 persona que valida' : `Con ${reviewers} personas que validan`;
	const days = figures.meanDays ? `; en promedio, ${tenthsText(figures.meanDays.mean)} días hábiles` : '';
	const busy = `ocupación, ${percentText(figures.utilisation.mean)}`;
	return {
		who: times === 1 ? people : `${people} y el doble de cédulas`,
		what: `${shareRangeText(figures.withinAnswer)} en ${answer} días hábiles o menos${days}; ${busy}.`,
	};
}

function outlookBasis({ assumptions, measured, days }: Outlook): string {
	const { minutes, observed, hours, vacation } = assumptions;
	const source = measured
		? 'Los minutos y las observaciones son los medidos aquí'
		: 'Los minutos y las observaciones son supuestos, hasta que haya 20 cédulas medidas';
	return `Simulación de los próximos ${days} días con lo que llega ahora. ${source}: ${tenthsText(minutes)} minutos por cédula y ${percentText(observed)} con observaciones. Se supone además que cada persona valida ${tenthsText(hours)} horas al día y descansa ${tenthsText(vacation)} días hábiles al año sin que nadie la cubra.`;
}

function casesText(cases: number): string {
	return cases === 1 ? '1 cédula' : `${wholeText(cases)} cédulas`;
}
