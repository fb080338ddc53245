import { buildCurp, type CurpSex } from '#lib/identifiers/curp.ts';
import { fold } from '#lib/platform/text.ts';
import { random, type Random } from './random.ts';

/** An invented person: a plant for a second surname, and an address that cannot exist (RFC 2606). */
export type FictitiousPerson = {
	givenNames: string;
	firstSurname: string;
	secondSurname: string;
	sex: CurpSex;
	/** 'YYYY-MM-DD' */
	birthDate: string;
	curp: string;
	email: string;
	/** ten digits; the area codes of the State with a number that is not given out */
	phone: string;
};

const WOMEN = [
	...['María Fernanda', 'Guadalupe', 'Ana Laura', 'Verónica', 'Leticia', 'Rosa Isela', 'Claudia', 'Mariana'],
	...['Norma Angélica', 'Alejandra', 'Beatriz', 'Araceli', 'Patricia', 'Daniela', 'Yolanda', 'Lucía'],
	...['Karla Ivonne', 'Sandra', 'Teresa', 'Gabriela', 'Itzel', 'Rocío', 'Maricela', 'Adriana', 'Ximena'],
	...['Elvira', 'Silvia', 'Nayeli', 'Dulce María', 'Esperanza'],
];
const MEN = [
	...['José Luis', 'Juan Carlos', 'Miguel Ángel', 'Francisco Javier', 'Óscar', 'Raúl', 'Jorge Alberto'],
	...['Arturo', 'Fernando', 'Héctor', 'Ricardo', 'Martín', 'Luis Enrique', 'Rubén', 'Gerardo', 'Víctor Hugo'],
	...['Sergio', 'Eduardo', 'Iván', 'Marco Antonio', 'Alfredo', 'Joel', 'Noé', 'Emiliano', 'Salvador'],
	...['Adrián', 'César', 'Rogelio', 'Ulises', 'Efraín'],
];
const SURNAMES = [
	...['Hernández', 'García', 'Martínez', 'López', 'González', 'Pérez', 'Rodríguez', 'Sánchez', 'Ramírez'],
	...['Cruz', 'Flores', 'Gómez', 'Morales', 'Vázquez', 'Reyes', 'Jiménez', 'Torres', 'Díaz', 'Gutiérrez'],
	...['Ruiz', 'Mendoza', 'Aguilar', 'Ortiz', 'Castillo', 'Romero', 'Núñez', 'Álvarez', 'Estrada', 'Colín'],
	...['Peña', 'Muñoz', 'Ibáñez'],
];
/** Plants and groves, which hardly anybody has as a surname. */
const INVENTED_SURNAMES = [
	...['Mezquital', 'Tejocotal', 'Jacarandas', 'Capulinar', 'Ahuehuetes', 'Pirulero', 'Zapotal', 'Nogalera'],
	...['Encinosa', 'Tunalar', 'Oyameles', 'Sabinal', 'Magueyera', 'Cazahuates', 'Ocotera', 'Higueral'],
	...['Chirimoyo', 'Xoconostle', 'Duraznera', 'Milpalta', 'Cempasúchil', 'Nopalera', 'Guayabar', 'Piñonal'],
	...['Limonaria', 'Fresnera', 'Ciruelar', 'Ayacahuite', 'Zarzamora', 'Colorinar'],
];

const FIRST_BIRTH = Date.UTC(1961, 0, 1);
const BIRTH_DAYS = 15_300;
const DAY_MS = 86_400_000;
/** Walks through all days without coming back before the last one: it has no factor in common with their number. */
const STRIDE = 9_457;
/** Last characters of the homonym position, which the registry reaches only with ten or more equal keys in a day. */
const HOMONYMS = { until1999: '9876543210', from2000: 'ZYXWVUTSRQ' } as const;
const BIRTH_STATES = [
	...['MC', 'DF', 'HG', 'PL', 'MN', 'GR', 'OC', 'VZ', 'QT', 'TL', 'MS', 'GT', 'JC', 'CS', 'SP', 'ZS', 'NL'],
	...['SR', 'SL', 'BC', 'CH', 'CL', 'AS', 'BS', 'CC', 'CM', 'DG', 'NT', 'QR', 'TC', 'TS', 'YN'],
];

/**
 * The person of a number: always the same for the same seed, and never with the CURP of another number.
 * @param number from 0; unique CURPs up to four million
 */
export function fictitiousPerson(seed: string, number: number): FictitiousPerson {
	const choose = random(`${seed}/person/${number}`);
	const sex = choose.chance(0.52) ? 'M' : 'H';
	const givenNames = choose.pick(sex === 'M' ? WOMEN : MEN);
	const firstSurname = choose.pick(SURNAMES);
	const secondSurname = choose.pick(INVENTED_SURNAMES);
	const names = { givenNames, firstSurname, secondSurname };
	const { birthDate, homonym, birthState } = place(number);
	return {
		...names,
		sex,
		birthDate,
		curp: buildCurp({ ...names, birthDate, sex, birthState, homonym }),
		email: emailOf(names, number),
		phone: phone(choose),
	};
}

/** Day of birth, homonym character and State of birth: no two numbers get the same three. */
function place(number: number): { birthDate: string; homonym: string; birthState: string } {
	const day = (number * STRIDE) % BIRTH_DAYS;
	const round = Math.floor(number / BIRTH_DAYS);
	const birthDate = new Date(FIRST_BIRTH + day * DAY_MS).toISOString().slice(0, 10);
	const signs = birthDate < '2000' ? HOMONYMS.until1999 : HOMONYMS.from2000;
	const state = Math.floor(round / signs.length) % BIRTH_STATES.length;
	return { birthDate, homonym: signs.charAt(round % signs.length), birthState: BIRTH_STATES[state]! };
}

function emailOf(
	names: Pick<FictitiousPerson, 'givenNames' | 'firstSurname' | 'secondSurname'>,
	number: number,
) {
	const words = [names.givenNames.split(' ')[0], names.firstSurname, names.secondSurname];
	return `${words.map((word) => fold(word ?? '')).join('.')}.${number + 1}@correo.example`;
}

function phone(choose: Random): string {
	return `${choose.pick(['722', '712', '726', '591', '594'])}000${String(choose.whole(0, 9999)).padStart(4, '0')}`;
}
