import { deserialize } from '$app/forms';

/** At most so often a sign of life is sent; well below the institution's limit for abandoned cases. */
const EVERY_MS = 120_000;

/**
 * While the reviewer reads, scrolls or types, tells the server so now and then: the case is not taken for abandoned.
 * @param onlost called with the server's words when the case is no longer the reviewer's
 * @returns stops it
 */
export function keepAlive(onlost: (message: string) => void): () => void {
	let last = Date.now();
	const events = ['keydown', 'pointerdown', 'scroll', 'pointermove'] as const;
	const stop = () => events.forEach((name) => removeEventListener(name, tell, { capture: true }));
	async function tell() {
		if (Date.now() - last < EVERY_MS) return;
		last = Date.now();
		const message = await send().catch(() => null);
		if (!message) return;
		stop();
		onlost(message);
	}
	for (const name of events) addEventListener(name, tell, { capture: true, passive: true });
	return stop;
}

/** @returns the words of a refusal; null when all is well */
async function send(): Promise<string | null> {
	const headers = { accept: 'application/json', 'x-sveltekit-action': 'true' };
	const response = await fetch('?/seguir', { method: 'POST', headers, body: new FormData() });
	const result = deserialize<Record<string, unknown>, { problems: { message: string }[] }>(
		await response.text(),
	);
	return result.type === 'failure' ? (result.data?.problems[0]?.message ?? null) : null;
}
