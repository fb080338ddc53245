/** What of a case was found in what other people sent: name and birth date, a professional licence, or the same bytes. */
export type CoincidenceKind = 'identity' | 'licence' | 'file';

/** Another person by their newest cédula with the same thing. */
export type OtherPerson = {
	folio: string;
	/** null when the reviewer declared a conflict of interest with them */
	name: string | null;
};

/** The same thing in a case and in what other people sent. It is shown to the reviewer, who judges it. */
export type Coincidence = {
	kind: CoincidenceKind;
	/** the licence number, or the SHA-256 of the file in hex; of an identity, its hash in hex */
	key: string;
	/** how many other people */
	total: number;
	/** some of them */
	others: OtherPerson[];
};

type Words = { one: string; many: string; check: string };

const WORDS: Record<CoincidenceKind, Words> = {
	identity: {
		one: 'con otra CURP tiene el mismo nombre y la misma fecha de nacimiento',
		many: 'con otra CURP tienen el mismo nombre y la misma fecha de nacimiento',
		check: 'Puede ser un homónimo o un registro doble: compare las cédulas y sus documentos.',
	},
	licence: {
		one: 'declaró el mismo número de cédula profesional',
		many: 'declararon el mismo número de cédula profesional',
		check: 'Revise en el documento a quién se le expidió.',
	},
	file: {
		one: 'envió un archivo idéntico a',
		many: 'enviaron un archivo idéntico a',
		check: 'Revise a nombre de quién está.',
	},
};

/** What coincides and what to check, in words. @param fileName of the file of this case, when it is about one */
export function coincidenceMessage({ kind, total, others }: Coincidence, fileName = ''): string {
	const { one, many, check } = WORDS[kind];
	const who = total === 1 ? `Otra persona ${one}` : `Otras ${total.toLocaleString('es-MX')} personas ${many}`;
	const what = kind === 'file' ? `${who} «${fileName}»` : who;
	const listed = total > others.length ? ` Se muestran ${others.length}.` : '';
	return `${what}. ${check}${listed}`;
}
