import type { z } from 'zod';
import { lookupIn } from '#lib/institution/catalogue-lookups.server.ts';
import type { CatalogueName } from '#lib/institution/catalogues.ts';
import { meaningOf, type Lookup, type Meaning } from '#lib/institution/lookup.ts';
import type { FormValues } from '#lib/platform/forms.ts';
import { problemsFrom } from '#lib/platform/parse.ts';
import { invalid, type Problem } from '#lib/platform/refusal.ts';
import { isBlank, mergeAnswers, type Answers } from './answers.ts';
import type { Field } from './fields.ts';
import { isLong } from './questions.server.ts';
import { readForm } from './read-form.ts';

/** Longest text that is looked for, in characters; none in a catalogue is longer. */
const LONGEST_TEXT = 300;

/** How the answers of a form are told from each other, and checked as far as they go. */
type Form = {
	fields: readonly Field[];
	/** of the names in the form, with its dot */
	prefix: string;
	schema: z.ZodType;
	/** fields in which null is an answer */
	nullable?: readonly string[];
};

/**
 * Answers of a posted form, with the codes of what was typed into fields of a long catalogue. What was understood stands
 * in `values` afterwards as the catalogue writes it, for the page to show when something else is refused.
 * @throws Refusal invalid when a text means nothing or several things, with what is near and all else that is wrong
 */
export function understandForm({ fields, prefix, schema, nullable }: Form, values: FormValues): Answers {
	const answers = readForm(fields, values, prefix);
	const problems: Problem[] = [];
	for (const { name, input, options } of fields) {
		const typed = answers[name];
		if (input === 'suggest' || !options || !('catalogue' in options) || !isLong(options.catalogue)) continue;
		const understood = Array.isArray(typed)
			? understandSeveral(options.catalogue, typed.map(String))
			: understandOne(options.catalogue, String(typed));
		if ('problem' in understood) {
			problems.push({ ...understood.problem, path: prefix + name });
			delete answers[name];
		} else {
			answers[name] = understood.answer;
			if (understood.text !== undefined) values[prefix + name] = understood.text;
		}
	}
	if (problems.length === 0) return answers;
	const others = schema.safeParse(mergeAnswers({}, answers, nullable));
	const found = others.error ? problemsFrom(others.error) : [];
	const prefixed = found.map((problem) => ({ ...problem, path: prefix + problem.path }));
	throw invalid(inOrder([...problems, ...prefixed], fields, prefix));
}

type Understood = { answer: unknown; text?: string } | { problem: Omit<Problem, 'path'> };

function understandOne(name: CatalogueName, typed: string): Understood {
	if (isBlank(typed)) return { answer: '' };
	const meaning = meaningOf(lookupIn(name), typed.slice(0, LONGEST_TEXT));
	if ('item' in meaning) return { answer: meaning.item.key, text: meaning.item.text };
	const near = meaning.near.map(({ key, text }) => ({ value: key, label: text }));
	return { problem: { ...problemWith(meaning, typed), ...(near.length > 0 && { near }) } };
}

function problemWith({ near, ambiguous }: Exclude<Meaning, { item: unknown }>, typed: string) {
	const shown = shortened(typed);
	if (ambiguous) return { code: 'ambiguous', message: `Hay varios que se llaman «${shown}». Elija el suyo.` };
	if (near.length > 0)
		return {
			code: 'unknown',
			message: `No encontramos «${shown}». Elija uno de los parecidos o corrija lo que escribió.`,
		};
	return { code: 'unknown', message: `No encontramos «${shown}» en la lista. Revise cómo está escrito.` };
}

/** Boxes come as keys, and what was typed beside them as one text with commas, which some names have inside. */
function understandSeveral(name: CatalogueName, given: string[]): Understood {
	const lookup = lookupIn(name);
	const keys: string[] = [];
	for (const value of given)
		for (const part of partsOf(lookup, value.slice(0, LONGEST_TEXT * 20))) {
			const meaning = meaningOf(lookup, part.slice(0, LONGEST_TEXT));
			if ('item' in meaning) keys.push(meaning.item.key);
			else return { problem: { code: 'unknown', message: partMessage(meaning.near, part) } };
		}
	return { answer: [...new Set(keys)] };
}

function partsOf(lookup: Lookup, text: string): string[] {
	const pieces = text
		.split(/[,;\n]/)
		.map((piece) => piece.trim())
		.filter(Boolean);
	const parts: string[] = [];
	for (let index = 0; index < pieces.length; index++) {
		const [piece, next] = [pieces[index]!, pieces[index + 1]];
		const joined = next && lookup.entries.some(({ text }) => text === `${piece}, ${next}`);
		parts.push(joined ? `${piece}, ${next}` : piece);
		if (joined) index++;
	}
	return parts;
}

function partMessage(near: { text: string }[], part: string): string {
	const like = near.slice(0, 3).map(({ text }) => `«${text}»`);
	const meant = like.length > 0 ? ` Se parece a ${like.join(' o ')}.` : '';
	return `No encontramos «${shortened(part)}» en la lista.${meant} Corríjalo o quítelo.`;
}

function shortened(typed: string): string {
	const text = typed.trim();
	return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** In the order in which the page asks. */
function inOrder(problems: Problem[], fields: readonly Field[], prefix: string): Problem[] {
	const place = ({ path }: Problem) =>
		fields.findIndex(({ name }) => `${path}.`.startsWith(`${prefix}${name}.`));
	return [...problems].sort((a, b) => place(a) - place(b));
}
