import { line, optionalLine } from '#lib/platform/text.ts';

const LONGEST_NAME = 100;

/** The names of a person, as every door asks for them: all needed but the second surname. */
export const personNames = {
	givenNames: line(LONGEST_NAME, 'Escriba su nombre, como aparece en su identificación.'),
	firstSurname: line(LONGEST_NAME, 'Escriba su primer apellido.'),
	secondSurname: optionalLine(LONGEST_NAME),
};
