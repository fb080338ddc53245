const BAR_WIDTH = 30;
/** Where there is no terminal, so many lines in all. */
const LINES = 10;

/**
 * Shows how far long work is: a bar that moves on a terminal, some lines elsewhere.
 * @returns what to call with how many are done
 */
export function showProgress(title: string, total: number): (done: number) => void {
	let shown = -1;
	return (done) => {
		const share = total === 0 ? 1 : done / total;
		if (process.stderr.isTTY) {
			const full = Math.round(share * BAR_WIDTH);
			const bar = '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full);
			process.stderr.write(`\r${title} ${bar} ${done} de ${total}${share >= 1 ? '\n' : ''}`);
		} else if (Math.floor(share * LINES) > shown) {
			shown = Math.floor(share * LINES);
			process.stderr.write(`${title} ${done} de ${total}\n`);
		}
	};
}
