import { z } from 'zod';
import { curpField } from '#lib/accounts/curp.server.ts';
import { emailField } from '#lib/accounts/email.ts';
import type { ListedPerson } from '#lib/accounts/invite-people.server.ts';
import { personNames } from '#lib/accounts/person-fields.ts';
import { lookupIn } from '#lib/institution/catalogue-lookups.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { meaningOf } from '#lib/institution/lookup.ts';
import { problemsFrom } from '#lib/platform/parse.ts';
import { cleanLine } from '#lib/platform/text.ts';
import type { List, ListRow } from './read-list.server.ts';
import { municipalityCode, type Column, type RowProblem } from './roster.ts';

/** Longest name of a municipality that is looked for. */
const LONGEST_NAME = 80;

/** A line that was checked: the person, or what is wrong. */
export type CheckedRow = { line: number; cells: ListRow['cells'] } & (
	{ person: ListedPerson; problems?: never } | { person?: never; problems: RowProblem[] }
);

/** What the form of a line asks of municipalities: the key that a cell means, or what to answer. */
type Municipalities = (typed: string) => { key: string } | { message: string };

const listedPerson = (municipalities: Municipalities) =>
	z.object({
		curp: curpField,
		...personNames,
		email: emailField,
		municipality: z
			.string()
			.optional()
			.transform((cell, context) => {
				const typed = cleanLine(cell ?? '');
				if (typed === '') return null;
				const meant = municipalities(typed);
				if ('key' in meant) return meant.key;
				context.addIssue({ code: 'custom', message: meant.message });
				return z.NEVER;
			}),
	});

/**
 * Checks each line of a list as the registration would, and the lines against each other: a person and an address come
 * once, the first time counts.
 */
export function checkList({ rows }: Pick<List, 'rows'>): CheckedRow[] {
	const form = listedPerson(remembering(findMunicipality));
	const seen = { curp: new Map<string, number>(), email: new Map<string, number>() };
	return rows.map(({ line, cells }) => {
		const result = form.safeParse(cells);
		if (!result.success) {
			const problems = problemsFrom(result.error).map(({ path, message }) => ({
				column: path as Column,
				message,
			}));
			return { line, cells, problems };
		}
		const { secondSurname = null, ...rest } = result.data;
		const person = { ...rest, secondSurname };
		const problems = [
			...repeated(seen.curp, person.curp, line, 'curp', 'Esta CURP'),
			...repeated(seen.email, person.email.toLowerCase(), line, 'email', 'Este correo'),
		];
		return problems.length > 0 ? { line, cells, problems } : { line, cells, person };
	});
}

function repeated(seen: Map<string, number>, key: string, line: number, column: Column, what: string) {
	const first = seen.get(key);
	if (first === undefined) {
		seen.set(key, line);
		return [];
	}
	return [
		{ column, message: `${what} ya está en la línea ${first}; cada persona va una sola vez con el suyo.` },
	];
}

/** Lists name few municipalities many times. */
function remembering<Value>(find: (typed: string) => Value): (typed: string) => Value {
	const known = new Map<string, Value>();
	return (typed) => {
		if (!known.has(typed)) known.set(typed, find(typed));
		return known.get(typed) as Value;
	};
}

function findMunicipality(typed: string): ReturnType<Municipalities> {
	const code = municipalityCode(typed, institution().settings.state.code);
	const meaning = meaningOf(lookupIn('municipalities'), code.slice(0, LONGEST_NAME));
	if ('item' in meaning) return { key: meaning.item.key };
	const near = meaning.near.slice(0, 3).map(({ text }) => `«${text}»`);
	const hint = near.length > 0 ? ` Tal vez sea ${near.join(', ')}.` : '';
	const shown = typed.slice(0, LONGEST_NAME);
	return {
		message: `No sabemos qué municipio es «${shown}».${hint} Escriba su nombre completo o su clave del INEGI.`,
	};
}
