/** Widths of the characters 32 to 126 in thousandths of the size (Adobe font metrics of Helvetica and Helvetica-Bold). */
const REGULAR = widths(
	'278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 ' +
		'1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 ' +
		'333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584',
);
const BOLD = widths(
	'278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 333 333 584 584 584 611 ' +
		'975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 ' +
		'333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584',
);
const UNKNOWN = 556;

/** Width of a line in points; an accented letter is as wide as the plain one. */
export function measure(text: string, size: number, bold = false): number {
	const plain = text.normalize('NFD').replace(/\p{Mn}/gu, '');
	const table = bold ? BOLD : REGULAR;
	const thousandths = [...plain].reduce(
		(sum, sign) => sum + (table[sign.codePointAt(0)! - 32] ?? UNKNOWN),
		0,
	);
	return (thousandths * size) / 1000;
}

/** Breaks a text into lines that are no wider than this, in points; a longer word gets a line of its own. */
export function wrap(text: string, size: number, width: number, bold = false): string[] {
	const lines: string[] = [];
	for (const word of text.split(' ')) {
		const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
		if (lines.length > 0 && measure(longer, size, bold) <= width) lines[lines.length - 1] = longer;
		else lines.push(word);
	}
	return lines;
}

function widths(numbers: string): number[] {
	return numbers.split(' ').map(Number);
}
