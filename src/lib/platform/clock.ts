let read: () => Date = () => new Date();

/** The present instant; everything that needs "now" asks here, so that tests own time. */
export function now(): Date {
	return read();
}

/** Replaces the source of "now" (tests and simulations only); without argument, the system clock again. */
export function setClock(source: () => Date = () => new Date()): void {
	read = source;
}
