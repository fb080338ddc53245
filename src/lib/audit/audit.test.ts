import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockHash, canonicalEntry, merkleRoot, type AuditEntry } from './audit.ts';

const entry = (over: Partial<AuditEntry> = {}): AuditEntry => ({
	id: '0190b5a0-0000-7000-8000-000000000001',
	recordedAt: new Date('2026-06-15T18:00:00Z'),
	actorId: null,
	role: 'system',
	channel: 'system',
	action: 'submission.close-period',
	profileId: null,
	subject: 'SHM-2026-000001',
	purpose: null,
	details: { b: 1, a: [2, { d: 3, c: 4 }] },
	...over,
});

describe('the text under the seal of an entry', () => {
	it('does not depend on the order in which details were written', () => {
		const other = entry({ details: { a: [2, { c: 4, d: 3 }], b: 1 } });
		expect(canonicalEntry(other)).toBe(canonicalEntry(entry()));
	});

	it.each([
		['the instant', { recordedAt: new Date('2026-06-15T18:00:01Z') }],
		['who acted', { actorId: '0190b5a0-0000-7000-8000-000000000002' }],
		['the action', { action: 'rating.issue' }],
		['a detail', { details: { b: 2, a: [2, { d: 3, c: 4 }] } }],
	])('changes with %s', (_what, over) => {
		expect(canonicalEntry(entry(over))).not.toBe(canonicalEntry(entry()));
	});
});

describe('the root of a block', () => {
	const leaves = fc.array(fc.string({ maxLength: 20 }), { minLength: 1, maxLength: 40 });

	it('changes when any leaf is changed, removed, added or moved', () => {
		fc.assert(
			fc.property(leaves, fc.nat(), fc.string(), (list, at, other) => {
				const root = merkleRoot(list).toString('hex');
				const i = at % list.length;
				const rootOf = (changed: string[]) => merkleRoot(changed).toString('hex');
				if (list[i] !== other) expect(rootOf(list.with(i, other))).not.toBe(root);
				expect(rootOf(list.toSpliced(i, 1))).not.toBe(root);
				expect(rootOf(list.toSpliced(i, 0, other))).not.toBe(root);
				const swapped = list.with(0, list[i]!).with(i, list[0]!);
				if (list[0] !== list[i]) expect(rootOf(swapped)).not.toBe(root);
			}),
		);
	});

	it('tells a leaf from an inner node, so that a level cannot pass for the entries below it', () => {
		const [left, right] = ['a', 'b'];
		expect(merkleRoot([left, right])).not.toEqual(merkleRoot([left + right]));
	});
});

describe('the hash of a block', () => {
	const root = merkleRoot(['a']);

	it('depends on its number, the block before and its root', () => {
		const hash = blockHash(1, Buffer.alloc(32), root);
		expect(blockHash(2, Buffer.alloc(32), root)).not.toEqual(hash);
		expect(blockHash(1, Buffer.alloc(32, 1), root)).not.toEqual(hash);
		expect(blockHash(1, Buffer.alloc(32), merkleRoot(['b']))).not.toEqual(hash);
	});
});
