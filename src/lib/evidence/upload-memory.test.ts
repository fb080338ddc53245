import { describe, expect, it } from 'vitest';
import { forget, markOf, recall, remember, unfinished } from './upload-memory.ts';

const NOW = new Date('2026-06-15T18:00:00Z');
const HOUR = 3600_000;
const file = {
	name: 'Título de María.pdf',
	size: 1200,
	type: 'application/pdf',
	lastModified: 1_700_000_000_000,
};

/** Storage of a browser, in memory. */
function aStorage(): Storage {
	const map = new Map<string, string>();
	return {
		get length() {
			return map.size;
		},
		key: (index) => [...map.keys()][index] ?? null,
		getItem: (key) => map.get(key) ?? null,
		setItem: (key, value) => void map.set(key, value),
		removeItem: (key) => void map.delete(key),
		clear: () => map.clear(),
	};
}

describe('an upload that was left half-done', () => {
	it('is found again by the same file on the same claim, and only by it', () => {
		const storage = aStorage();
		remember(storage, markOf('claim-1', file), { sizeBytes: 1200, url: '/api/v1/uploads/a' }, NOW);
		expect(recall(storage, markOf('claim-1', { ...file }), NOW)?.url).toBe('/api/v1/uploads/a');
		expect(recall(storage, markOf('claim-2', file), NOW)).toBeUndefined();
		expect(recall(storage, markOf('claim-1', { ...file, size: 1201 }), NOW)).toBeUndefined();
		expect(recall(storage, markOf('claim-1', { ...file, lastModified: 1 }), NOW)).toBeUndefined();
	});

	it('is listed for its claim until it is forgotten', () => {
		const storage = aStorage();
		const key = remember(storage, markOf('claim-1', file), { sizeBytes: 1200, url: '/a' }, NOW);
		remember(storage, markOf('claim-2', file), { sizeBytes: 1200, url: '/b' }, NOW);
		expect(unfinished(storage, 'claim-1', NOW).map(({ url }) => url)).toEqual(['/a']);
		forget(storage, key);
		expect(unfinished(storage, 'claim-1', NOW)).toEqual([]);
	});

	it('leaves no name on a shared computer', () => {
		const storage = aStorage();
		remember(storage, markOf('claim-1', file), { sizeBytes: 1200, url: '/a' }, NOW);
		const kept = storage.key(0)! + storage.getItem(storage.key(0)!);
		expect(kept).not.toContain('Título');
		expect(kept).not.toContain('María');
	});

	it('is forgotten when the server has forgotten it', () => {
		const storage = aStorage();
		remember(storage, markOf('claim-1', file), { sizeBytes: 1200, url: '/a' }, NOW);
		expect(unfinished(storage, 'claim-1', new Date(NOW.getTime() + 47 * HOUR))).toHaveLength(1);
		expect(unfinished(storage, 'claim-1', new Date(NOW.getTime() + 49 * HOUR))).toEqual([]);
		expect(storage.length).toBe(0);
	});

	it('does not trip over what others have stored', () => {
		const storage = aStorage();
		storage.setItem('shm-upload:x', 'not json');
		storage.setItem('other', '1');
		expect(unfinished(storage, 'claim-1', NOW)).toEqual([]);
		expect(storage.getItem('other')).toBe('1');
	});
});
