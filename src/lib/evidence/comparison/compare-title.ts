import { nextOf, tokensOf, type Flow, type Token } from './cell.ts';
import { comparePhrase, insteadOf, type PhraseRules } from './compare-phrase.ts';
import { match, mismatch, NOT_FOUND, type Outcome } from './outcome.ts';
import { extend } from './phrases.ts';
import { mayBeMisread } from './words.ts';

const RULES: PhraseRules = {
	kind: 'title',
	labels: ['titulo', 'estandar competencia', 'estandar', 'nombre estandar', 'funcion individual'],
	quoted: true,
};
const CODE = /^EC\d{4}(\.\d{2})?$/;

/** Looks for a standard of competence: its code and its title, as far as they were declared; both must be there. */
export function compareStandard(
	flow: Flow,
	{ code, title }: { code: string | null; title: string },
): Outcome {
	const read = code ? codesOf(flow) : [];
	const same = read.find((found) => found.code === code);
	if (code && read.length > 0 && !same) return mismatch(read[0]!.code, read[0]!.tokens);
	const titled = title ? comparePhrase(flow, title, RULES) : undefined;
	if (!titled) return same ? match(same.code, same.tokens) : NOT_FOUND;
	if (!code || !same) return code && titled.result === 'match' ? NOT_FOUND : titled;
	if (titled.result === 'not_found') return afterCode(same.tokens.at(-1)!, title);
	return {
		...titled,
		found: `${same.code} ${titled.found ?? ''}`.trim(),
		tokens: [...same.tokens, ...titled.tokens],
	};
}

/** What stands after the code, as its title. */
function afterCode(code: Token, title: string): Outcome {
	const first = nextOf(code);
	return first ? insteadOf(title, [extend(first, 'title')]) : NOT_FOUND;
}

/** A declared title and the code that it may begin with. */
export function standardIn(text: string): { code: string | null; title: string } {
	const [first = '', ...rest] = text.trim().split(/\s+/);
	const isCode = CODE.test(first.toUpperCase());
	return isCode
		? { code: first.toUpperCase(), title: rest.join(' ').replace(/^[-–:.]\s*/, '') }
		: { code: null, title: text };
}

function codesOf(flow: Flow): { code: string; tokens: Token[] }[] {
	return tokensOf(flow).flatMap((token) => {
		const code = codeOf(token);
		if (!code) return [];
		const next = token.cell.tokens[token.index + 1];
		const isLonger =
			next && /^\.$/.test(token.after.trim()) && next.box === token.box && /^\d{2}$/.test(next.key);
		return [isLonger ? { code: `${code}.${next.key}`, tokens: [token, next] } : { code, tokens: [token] }];
	});
}

function codeOf(token: Token): string | undefined {
	const key = token.key.toUpperCase();
	if (/^EC\d{4}$/.test(key)) return key;
	if (!mayBeMisread(token) || !/^E[CG0O6(]\w{4}$/.test(key) || !/\d/.test(key)) return undefined;
	const digits = key
		.slice(2)
		.replace(/O/g, '0')
		.replace(/[IL]/g, '1')
		.replace(/S/g, '5')
		.replace(/B/g, '8')
		.replace(/Z/g, '2');
	return /^\d{4}$/.test(digits) ? `EC${digits}` : undefined;
}
