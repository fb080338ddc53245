import { describe, expect, it } from 'vitest';
import { problemOf } from './forms.ts';

describe('the problem of a field', () => {
	const problem = (path: string) => ({ path, code: 'invalid', message: `mal ${path}` });
	const failure = { problems: [problem('skills.languages.2'), problem('data.to')], values: {} };

	it('is the first of its own', () => {
		expect(problemOf(failure, 'data.to')).toBe('mal data.to');
		expect(problemOf(failure, 'data')).toBeUndefined();
		expect(problemOf(null, 'data.to')).toBeUndefined();
	});

	it('may be that of an item of its list', () => {
		expect(problemOf(failure, 'skills.languages')).toBe('mal skills.languages.2');
		expect(problemOf(failure, 'skills')).toBeUndefined();
	});
});
