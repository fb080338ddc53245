import type { CaseStanding } from '#lib/review/case-drift.ts';

/** So often a page that is looked at asks how its case stands. */
const EVERY_MS = 30_000;

/**
 * Asks how a case stands whenever the reviewer comes back to its page, and now and then while it is looked at. The request
 * is cheap, reads nothing personal and is no sign of life. An answer that does not come is asked for again the next time.
 * @returns asks at once; and stops it
 */
export function watchCase(
	folio: string,
	tell: (standing: CaseStanding) => void,
): { ask: () => Promise<void>; stop: () => void } {
	let asking = false;

	async function ask() {
		if (asking || document.visibilityState !== 'visible') return;
		asking = true;
		const standing = await read(folio).catch(() => null);
		asking = false;
		if (standing) tell(standing);
	}

	const timer = setInterval(ask, EVERY_MS);
	addEventListener('focus', ask);
	document.addEventListener('visibilitychange', ask);
	return {
		ask,
		stop: () => {
			clearInterval(timer);
			removeEventListener('focus', ask);
			document.removeEventListener('visibilitychange', ask);
		},
	};
}

async function read(folio: string): Promise<CaseStanding | null> {
	const response = await fetch(`/validacion/${folio}/estado`, { headers: { accept: 'application/json' } });
	return response.ok ? ((await response.json()) as CaseStanding) : null;
}
