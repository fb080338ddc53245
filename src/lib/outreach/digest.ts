/** What asks for somebody's attention on a morning: cases by deadline and of their own, and appeals that they may answer. */
export type DigestCounts = {
	overdue: number;
	today: number;
	next: number;
	held: number;
	cameBack: number;
	appeals: number;
};

const CASES: Record<Exclude<keyof DigestCounts, 'appeals'>, [one: string, many: string]> = {
	overdue: ['vencida', 'vencidas'],
	today: ['que vence hoy', 'que vencen hoy'],
	next: ['que vence el siguiente día hábil', 'que vencen el siguiente día hábil'],
	held: ['que usted tiene en revisión', 'que usted tiene en revisión'],
	cameBack: ['que regresó con respuesta para usted', 'que regresaron con respuesta para usted'],
};

/** Whether there is anything to tell: what somebody has open on their screen is told along, but is no news by itself. */
export function isWorthTelling({ held: _, ...news }: DigestCounts): boolean {
	return Object.values(news).some((count) => count > 0);
}

/** What waits, in one sentence; what there is none of is left out. */
export function digestWords({ appeals, ...cases }: DigestCounts): string {
	const keys = (Object.keys(CASES) as (keyof typeof CASES)[]).filter((key) => cases[key] > 0);
	const parts = keys.map((key, place) => casesWords(cases[key], CASES[key], place === 0));
	if (appeals > 0)
		parts.push(
			appeals === 1 ? 'una aclaración por responder' : `${counted(appeals)} aclaraciones por responder`,
		);
	return `Hay ${new Intl.ListFormat('es-MX', { type: 'conjunction' }).format(parts)}.`;
}

/** The first part of the sentence says what is counted; the others follow it. */
function casesWords(count: number, [one, many]: [string, string], first: boolean): string {
	if (count === 1) return `una ${first ? 'cédula ' : ''}${one}`;
	return `${counted(count)} ${first ? 'cédulas ' : ''}${many}`;
}

function counted(count: number): string {
	return count.toLocaleString('es-MX');
}
