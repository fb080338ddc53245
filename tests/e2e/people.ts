import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildCurp } from '#lib/identifiers/curp.ts';

const SAMPLES = join(import.meta.dirname, '../fixtures/samples');
const DAY_MS = 86_400_000;

/** The password of everybody whom the tests register. */
export const PASSWORD = 'cuatro palabras muy largas';

/** Whom a test registers; all of it invented. */
export type Person = {
	curp: string;
	givenNames: string;
	firstSurname: string;
	secondSurname: string;
	email: string;
	password: string;
};

/** The holder of the sample document doc-01.pdf, a professional licence (samples, `truth.json`). */
export function anaSofia(): Person {
	return {
		curp: 'FIOA941020MGRGRN73',
		givenNames: 'Ana Sofía',
		firstSurname: 'Figueroa',
		secondSurname: 'Ordóñez',
		email: 'ana.sofia@correo.example',
		password: PASSWORD,
	};
}

/** Birth dates for the people of one worker of the tests; a worker that takes over from a failed one has a new number. */
const PEOPLE_PER_WORKER = 500;
let made = Number(process.env.TEST_WORKER_INDEX ?? 0) * PEOPLE_PER_WORKER;

/** Somebody new each time, also between the workers that share a service: each is born on a day of their own. */
export function somebody(): Person {
	const names = { givenNames: 'Itzel', firstSurname: 'Xochihua', secondSurname: 'Arizmendi' };
	const birthDate = new Date(Date.UTC(1945, 0, 1) + made++ * DAY_MS).toISOString().slice(0, 10);
	const curp = buildCurp({ ...names, birthDate, sex: 'M', birthState: 'MC' });
	return { curp, ...names, email: `itzel.${curp.toLowerCase()}@correo.example`, password: PASSWORD };
}

/** What the holder of doc-01.pdf declares of it, as the claim of the contract. */
export const LICENCE_CLAIM = {
	kind: 'education',
	data: {
		level: 'LICENCIATURA',
		programme: 'Licenciatura en Contaduría',
		field: 'ACCT_ADMIN',
		institution: 'Escuela Superior de Comercio y Hacienda Pública',
		finishedOn: '2019-12-30',
		licenceNumber: '3498994',
	},
} as const;

/** A present post in a municipal treasury. */
export const POST_CLAIM = {
	kind: 'experience',
	data: {
		employer: 'Ayuntamiento de Toluca',
		municipality: '15106',
		area: 'TES',
		level: 'ANALYST',
		position: 'Analista de egresos',
		from: '2021-03',
		to: null,
	},
} as const;

/** The sections without which a cédula cannot be sent (rules.md). */
export const NEEDED_SECTIONS = {
	contact: { phone: '722 123 4567', municipality: '15106' },
	post: {
		entity: 'Ayuntamiento de Toluca',
		municipality: '15106',
		area: 'TES',
		position: 'Analista de egresos',
		level: 'ANALYST',
		since: '2021-03',
	},
} as const;

/** Where a sample file lies, e.g. `documentos/doc-01.pdf`. */
export function samplePath(file: string): string {
	return join(SAMPLES, file);
}

/** A sample file as a form sends it. */
export function sample(file: string, type = 'application/pdf', name = file.split('/').at(-1)!): File {
	return new File([readFileSync(samplePath(file))], name, { type });
}
