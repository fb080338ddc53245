/** Where a document may be moved within its own frame. */
const FRAME = '[data-pages]';

/**
 * Brings a place on a page to the middle of the frame of its document, and into the window when the frame itself is not
 * what moves, as on a narrow screen.
 */
export function bringIntoView(place: Element | undefined): void {
	const frame = place?.closest(FRAME);
	if (!place || !frame) return;
	const [around, before] = [frame.getBoundingClientRect(), place.getBoundingClientRect()];
	frame.scrollBy(middle(before, 'x') - middle(around, 'x'), middle(before, 'y') - middle(around, 'y'));
	const { top, bottom } = place.getBoundingClientRect();
	if (top < 0 || bottom > innerHeight) place.scrollIntoView({ block: 'center' });
}

function middle({ left, right, top, bottom }: DOMRect, axis: 'x' | 'y'): number {
	return axis === 'x' ? (left + right) / 2 : (top + bottom) / 2;
}
