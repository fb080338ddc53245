import fc from 'fast-check';

/** Any Unicode scalar value: the generator's own list of them takes a second to make in each process. */
const sign = fc.oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff })).map(
	(code) => String.fromCodePoint(code),
	(text) => codeOf(text),
);

/** @throws Error when it is not one scalar value: the generator then leaves out what it would have tried */
function codeOf(text: unknown): number {
	const code = typeof text === 'string' ? text.codePointAt(0) : undefined;
	if (code === undefined || String.fromCodePoint(code) !== text) throw new Error('not one sign');
	return code;
}

/** Text of any signs, also of those that nobody types. */
export function anyText(limits: { maxLength?: number } = {}): fc.Arbitrary<string> {
	return fc.string({ ...limits, unit: sign });
}
