import { editDistance } from '#lib/institution/edit-distance.ts';
import { fold } from '#lib/platform/text.ts';

/** Small words that names are joined with; they may be written or left out. */
export const PARTICLES: ReadonlySet<string> = new Set(['de', 'del', 'la', 'las', 'el', 'los', 'y', 'e']);

/** Abbreviations of official documents, as they are compared. */
const ABBREVIATIONS: Readonly<Record<string, string>> = {
	admon: 'administracion',
	ayto: 'ayuntamiento',
	cd: 'ciudad',
	dpto: 'departamento',
	depto: 'departamento',
	dir: 'direccion',
	edo: 'estado',
	esc: 'escuela',
	fco: 'francisco',
	gpe: 'guadalupe',
	gral: 'general',
	hda: 'hacienda',
	inst: 'instituto',
	ma: 'maria',
	mex: 'mexico',
	mpal: 'municipal',
	mpio: 'municipio',
	nac: 'nacional',
	nal: 'nacional',
	no: 'numero',
	num: 'numero',
	of: 'oficial',
	prep: 'preparatoria',
	pub: 'publica',
	sn: 'san',
	sta: 'santa',
	sto: 'santo',
	tec: 'tecnologico',
	univ: 'universidad',
};

/** Letters that are taken for each other when a picture is read, made equal. Digits only within words. */
const LOOK_ALIKE: readonly (readonly [RegExp, string])[] = [
	[/rn/g, 'm'],
	[/vv/g, 'w'],
	[/cl/g, 'd'],
	[/0/g, 'o'],
	[/[1i|]/g, 'l'],
	[/5/g, 's'],
	[/8/g, 'b'],
];

/** What is compared of a word: letters without accents in lower case, and digits. */
export function keyOf(text: string): string {
	return fold(text).replace(/[^a-z0-9]/g, '');
}

/** The words of a text, ready to compare, without particles. */
export function contentWords(text: string): string[] {
	return (fold(text).match(/[a-z0-9]+/g) ?? []).filter((word) => !PARTICLES.has(word));
}

/** A word that was read, and whether it may have been misread. */
export type ReadWord = { key: string; confidence: number };

/** How freely words are compared: `gender` takes «Tesorera» for «Tesorero». */
export type Freedom = { gender?: boolean };

/** Whether a word that was read is the one that is looked for: accents, capitals and abbreviations do not count. */
export function sameWord(read: ReadWord, word: string, { gender = false }: Freedom = {}): boolean {
	const { key } = read;
	if (key === word || ABBREVIATIONS[key] === word || ABBREVIATIONS[word] === key) return true;
	if (gender && withoutGender(key) === withoutGender(word)) return true;
	return mayBeMisread(read) && !isNumber(word) && lookOf(key) === lookOf(word);
}

/** Whether a word that was read is so near to another that it may be the same one, misread. */
export function mayBe(read: ReadWord, word: string): boolean {
	if (sameWord(read, word, { gender: true })) return true;
	if (!mayBeMisread(read)) return false;
	const most = Math.max(1, Math.floor(word.length / 3));
	return editDistance(lookOf(read.key), lookOf(word), most) <= most;
}

/** Text layers have no reading errors. */
export function mayBeMisread({ confidence }: { confidence: number }): boolean {
	return confidence < 100;
}

/** A word without the ending that tells a woman from a man. */
export function withoutGender(key: string): string {
	return key.length < 4 ? key : key.replace(/(as|os|es|a|o|e)$/, '');
}

function lookOf(key: string): string {
	return LOOK_ALIKE.reduce((look, [letters, same]) => look.replace(letters, same), key);
}

function isNumber(key: string): boolean {
	return /^\d+$/.test(key);
}
