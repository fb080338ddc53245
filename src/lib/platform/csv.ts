/** What a spreadsheet takes for a formula when a cell begins with it (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * A table as a CSV file that Excel in Mexico opens as it is: UTF-8 with its mark, commas, lines that end in CR LF.
 * A cell that a spreadsheet would run as a formula is shown as text.
 */
export function csvText(rows: readonly (readonly (string | number | null)[])[]): string {
	return `\ufeff${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

function csvCell(value: string | number | null): string {
	if (typeof value === 'number') return String(value);
	const text = value ?? '';
	const harmless = FORMULA.test(text) ? `'${text}` : text;
	return /[",\r\n;\t]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
