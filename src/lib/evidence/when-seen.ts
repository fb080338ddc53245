import type { Attachment } from 'svelte/attachments';

/** So long a page must be on screen to count as seen, in milliseconds: who leafs past it has not looked at it. */
const DWELL_MS = 500;
/** At least this share of the page must be there, or of the window where the page is larger than it. */
const SHARE = 0.5;
const STEPS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/** Tells, once, when the picture of a page has come and was on screen for a moment. */
export function whenSeen(tell: () => void): Attachment<HTMLElement> {
	return (page) => {
		const picture = page.querySelector('img');
		let there = false;
		let timer: ReturnType<typeof setTimeout> | undefined;
		const watcher = new IntersectionObserver(
			(entries) => {
				there = entries.some(isMostlyThere);
				wait();
			},
			{ threshold: STEPS },
		);

		function wait() {
			if (!there || !picture?.complete || picture.naturalWidth === 0) return stop();
			timer ??= setTimeout(() => {
				leave();
				tell();
			}, DWELL_MS);
		}
		function stop() {
			clearTimeout(timer);
			timer = undefined;
		}
		function leave() {
			stop();
			watcher.disconnect();
			picture?.removeEventListener('load', wait);
		}

		picture?.addEventListener('load', wait);
		watcher.observe(page);
		return leave;
	};
}

function isMostlyThere({
	intersectionRect,
	boundingClientRect,
	rootBounds,
}: IntersectionObserverEntry): boolean {
	const most = Math.min(boundingClientRect.height, rootBounds?.height ?? Infinity);
	return intersectionRect.height > 0 && intersectionRect.height >= SHARE * most;
}
