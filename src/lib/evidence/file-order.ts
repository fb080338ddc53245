/**
 * The list with one of its ids at another place, the others in their order.
 * @param place counted from 0; beyond an end means that end
 */
export function movedTo(ids: readonly string[], id: string, place: number): string[] {
	if (!ids.includes(id)) return [...ids];
	const others = ids.filter((each) => each !== id);
	return others.toSpliced(Math.max(0, place), 0, id);
}

/** The list with one id in place of another; an id that was there already stands only at its new place. */
export function putInPlaceOf(ids: readonly string[], old: string, fresh: string): string[] {
	return ids.filter((id) => id === old || id !== fresh).map((id) => (id === old ? fresh : id));
}
