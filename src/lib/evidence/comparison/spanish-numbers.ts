const UNITS: Readonly<Record<string, number>> = {
	cero: 0,
	un: 1,
	uno: 1,
	una: 1,
	primero: 1,
	primer: 1,
	dos: 2,
	tres: 3,
	cuatro: 4,
	cinco: 5,
	seis: 6,
	siete: 7,
	ocho: 8,
	nueve: 9,
	diez: 10,
	once: 11,
	doce: 12,
	trece: 13,
	catorce: 14,
	quince: 15,
	dieciseis: 16,
	diecisiete: 17,
	dieciocho: 18,
	diecinueve: 19,
	veinte: 20,
	veintiun: 21,
	veintiuno: 21,
	veintiuna: 21,
	veintidos: 22,
	veintitres: 23,
	veinticuatro: 24,
	veinticinco: 25,
	veintiseis: 26,
	veintisiete: 27,
	veintiocho: 28,
	veintinueve: 29,
	treinta: 30,
	cuarenta: 40,
	cincuenta: 50,
	sesenta: 60,
	setenta: 70,
	ochenta: 80,
	noventa: 90,
	cien: 100,
	ciento: 100,
	doscientos: 200,
	doscientas: 200,
	trescientos: 300,
	trescientas: 300,
	cuatrocientos: 400,
	cuatrocientas: 400,
	quinientos: 500,
	quinientas: 500,
	seiscientos: 600,
	seiscientas: 600,
	setecientos: 700,
	setecientas: 700,
	ochocientos: 800,
	ochocientas: 800,
	novecientos: 900,
	novecientas: 900,
};
const THOUSAND = 1000;

/** Whether a word, without accents, is part of a number in words. */
export function isNumberWord(word: string): boolean {
	return Object.hasOwn(UNITS, word) || word === 'mil';
}

/** All words of numbers, for repairing what was misread. */
export const NUMBER_WORDS: readonly string[] = [...Object.keys(UNITS), 'mil'];

/**
 * The number that words say, «mil novecientos ochenta y nueve» 1989; accents are taken off before.
 * @returns undefined when they say none
 */
export function numberIn(words: readonly string[]): number | undefined {
	let [total, group] = [0, 0];
	let seen = false;
	for (const word of words) {
		if (word === 'y') continue;
		if (word === 'mil') [total, group] = [(total + (group || 1)) * THOUSAND, 0];
		else if (Object.hasOwn(UNITS, word)) group += UNITS[word]!;
		else return undefined;
		seen = true;
	}
	return seen ? total + group : undefined;
}
