/** What is taken out by its order, the first one first. */
export type Heap<Item> = { push(item: Item): void; pop(): Item | undefined; peek(): Item | undefined };

/**
 * An empty binary heap.
 * @param before whether one comes before another; of two that are equal either may come first
 */
export function heap<Item>(before: (a: Item, b: Item) => boolean): Heap<Item> {
	const items: Item[] = [];
	const swap = (a: number, b: number) => ([items[a], items[b]] = [items[b]!, items[a]!]);
	function rise(from: number): void {
		for (let place = from; place > 0;) {
			const parent = (place - 1) >> 1;
			if (!before(items[place]!, items[parent]!)) return;
			swap(place, parent);
			place = parent;
		}
	}
	function sink(): void {
		for (let place = 0; ;) {
			const [left, right] = [2 * place + 1, 2 * place + 2];
			let first = place;
			if (left < items.length && before(items[left]!, items[first]!)) first = left;
			if (right < items.length && before(items[right]!, items[first]!)) first = right;
			if (first === place) return;
			swap(place, first);
			place = first;
		}
	}
	return {
		peek: () => items[0],
		push(item) {
			items.push(item);
			rise(items.length - 1);
		},
		pop() {
			const first = items[0];
			const last = items.pop();
			if (items.length > 0 && last !== undefined) {
				items[0] = last;
				sink();
			}
			return first;
		},
	};
}
