import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonErrorLine } from './json-syntax.ts';

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

describe('the line on which a text stops being JSON', () => {
	it('does not exist in what the engine writes', () => {
		fc.assert(
			fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
				expect(findJsonErrorLine(JSON.stringify(value, null, indent))).toBeUndefined();
			}),
		);
	});

	it('exists exactly when the engine cannot read the text', () => {
		const pieces = [
			'{',
			'}',
			'[',
			']',
			',',
			':',
			'"a"',
			'"',
			'1',
			'-',
			'0.5',
			'true',
			'nul',
			' ',
			'\n',
			'\\',
		];
		fc.assert(
			fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 9 }), (parts) => {
				const text = parts.join('');
				expect(findJsonErrorLine(text) === undefined).toBe(isJson(text));
			}),
			{ numRuns: 2000 },
		);
	});

	it.each([
		['{\n  "a": 1,\n  "b": }\n', 3, 'a value left out'],
		['{\n  "a": 1,\n}\n', 3, 'a comma too many'],
		['{\n  "a": 1\n  "b": 2\n}', 3, 'a comma left out'],
		['{\n  "a": “x”\n}', 2, 'typographic quotes'],
		['{\n  a: 1\n}', 2, 'a name without quotes'],
		['{\n  "a": [1, 2\n', 3, 'a list that never ends'],
		['{}\n{}\n', 2, 'a second value'],
		['', 1, 'an empty file'],
		['{\n "a": 01\n}', 2, 'a number with a zero in front'],
	])('of %j is %i: %s', (text, line) => {
		expect(findJsonErrorLine(text)).toBe(line);
	});
});
