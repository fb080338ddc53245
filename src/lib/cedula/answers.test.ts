import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeAnswers, sameAnswers } from './answers.ts';

describe('merging answers', () => {
	it('leaves what was not sent, replaces what was, takes out what was emptied', () => {
		const present = { a: 1, b: 'x', c: 'y' };
		expect(mergeAnswers(present, { b: 'z', c: ' ', d: null })).toEqual({ a: 1, b: 'z' });
	});

	it('keeps null where null is an answer, and takes it out where it is not', () => {
		expect(mergeAnswers({ to: '2020-01' }, { to: null }, ['to'])).toEqual({ to: null });
		expect(mergeAnswers({ to: null }, { to: '' }, ['to'])).toEqual({});
	});

	it('does not touch prototypes', () => {
		const sent = JSON.parse('{"__proto__": {"polluted": true}}');
		mergeAnswers({}, sent);
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});

	it('changes nothing when everything is sent back as it was read', () => {
		const answers = fc.dictionary(
			fc.string().filter((key) => key !== '__proto__'),
			fc.oneof(fc.integer(), fc.constant('texto'), fc.array(fc.string())),
		);
		fc.assert(fc.property(answers, (present) => sameAnswers(mergeAnswers(present, present), present)));
	});
});

describe('comparing answers', () => {
	it('does not mind the order of fields, also of inner ones', () => {
		expect(sameAnswers({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 })).toBe(true);
	});

	it('minds the order and the values of lists', () => {
		expect(sameAnswers({ a: ['x', 'y'] }, { a: ['y', 'x'] })).toBe(false);
		expect(sameAnswers({ a: null }, {})).toBe(false);
	});
});
