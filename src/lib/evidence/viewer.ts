/** How near a page is looked at: 0 fits the width, each step shows it larger. */
export type Zoom = 0 | 1 | 2 | 3;

/** What a key does where a document is shown. */
export type ViewerCommand = 'previous' | 'next' | 'zoomIn' | 'zoomOut' | 'turn';

/** One step nearer or farther, between the full width and the largest. */
export function nearer(zoom: Zoom, step: 1 | -1): Zoom {
	return Math.min(Math.max(zoom + step, 0), 3) as Zoom;
}

const COMMANDS = new Map<string, ViewerCommand>([
	['+', 'zoomIn'],
	['=', 'zoomIn'],
	['-', 'zoomOut'],
	['r', 'turn'],
]);
const ARROWS = new Map<string, ViewerCommand>([
	['ArrowLeft', 'previous'],
	['ArrowRight', 'next'],
]);

/** A key press as the browser tells it. */
type KeyPress = { key: string; ctrlKey: boolean; altKey: boolean; metaKey: boolean };

/**
 * What a key press asks of the viewer; nothing while a modifier is held.
 * @param signs whether + − and r are heard: not where they mean something else on the same page
 * @param zoom while the page is larger than its place, the arrows move over it
 */
export function viewerCommandOf(
	press: KeyPress,
	{ signs, zoom }: { signs: boolean; zoom: Zoom },
): ViewerCommand | undefined {
	if (press.ctrlKey || press.altKey || press.metaKey) return undefined;
	const arrow = zoom === 0 ? ARROWS.get(press.key) : undefined;
	return arrow ?? (signs ? COMMANDS.get(press.key.toLowerCase()) : undefined);
}

/** «Página 2 de 3 de titulo.pdf»: what a page picture is called to those who hear it. */
export function pageWords(page: number, pages: number, name: string): string {
	return `Página ${page} de ${pages} de ${name}`;
}
