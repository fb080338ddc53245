/** An accepted item of a cédula as the engine takes it: the newest accepted revision, fields of the contract. */
export interface AcceptedClaim {
	id: string;
	kind: 'education' | 'experience' | 'certification' | 'training';
	data: unknown;
}

/** A field of a claim, or undefined when the data is not an object or lacks it. */
export function claimField(claim: AcceptedClaim, key: string): unknown {
	const { data } = claim;
	if (typeof data !== 'object' || data === null || !Object.hasOwn(data, key)) return undefined;
	return (data as Record<string, unknown>)[key];
}

/** A text of a claim without blanks around; '' when it is missing or no text. */
export function claimText(claim: AcceptedClaim, key: string): string {
	const value = claimField(claim, key);
	return typeof value === 'string' ? value.trim() : '';
}

/** Order that does not depend on how the claims arrived: first by the given keys, then by id. */
export function compareBy<T extends { id: string }>(...keys: ((item: T) => number | string)[]) {
	const all = [...keys, (item: T) => item.id];
	return (a: T, b: T): number => {
		for (const key of all) {
			const [left, right] = [key(a), key(b)];
			if (left !== right) return left < right ? -1 : 1;
		}
		return 0;
	};
}
