import type { Answers } from '#lib/cedula/answers.ts';

/** The initials of a person's names, `M. F. G. L.`: enough to compare with a paper at hand, too little to learn a name. */
export function initialsOf({ givenNames, firstSurname, secondSurname }: Answers): string {
	return [givenNames, firstSurname, secondSurname]
		.flatMap((names) => (typeof names === 'string' ? names.split(/\s+/u) : []))
		.filter(Boolean)
		.map((name) => `${[...name][0]!.toLocaleUpperCase('es')}.`)
		.join(' ');
}
