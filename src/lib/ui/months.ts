/** Names of the months as a person says them, January first; the value is the two-digit number. */
export const MONTHS: readonly { value: string; label: string }[] = [
	'enero',
	'febrero',
	'marzo',
	'abril',
	'mayo',
	'junio',
	'julio',
	'agosto',
	'septiembre',
	'octubre',
	'noviembre',
	'diciembre',
].map((label, index) => ({ value: String(index + 1).padStart(2, '0'), label }));

/**
 * Splits `YYYY-MM` or `YYYY-MM-DD`, complete or not, into what the inputs show.
 * A part that is missing stays empty; nothing that was typed is dropped.
 */
export function dateParts(value: string | null | undefined): { year: string; month: string; day: string } {
	const [year = '', month = '', day = ''] = (value ?? '').split('-');
	return { year, month, day };
}
