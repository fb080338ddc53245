import { fictitiousPerson } from '../src/demo/people.ts';
import { aDocument } from '../tests/durability/document.ts';
import { BENCH_PASSWORD } from './instance.ts';

/** Bytes of each document of a registration (quality.md, P2). */
const DOCUMENT_BYTES = 300_000;
const DOCUMENTS = 5;

const SECTIONS = {
	contact: { phone: '7221234567', municipality: '15106' },
	post: {
		entity: 'Ayuntamiento de Toluca',
		municipality: '15106',
		area: 'TES',
		position: 'Analista de egresos',
		level: 'ANALYST',
		since: '2021-03',
	},
};

/** Two claims of each kind, as many as P2 asks for. */
const CLAIMS = [
	...[2015, 2019].map((year) => ({
		kind: 'education',
		data: {
			level: 'LICENCIATURA',
			programme: `Licenciatura en Contaduría ${year}`,
			field: 'ACCT_ADMIN',
			institution: 'Escuela Superior de Comercio',
			finishedOn: `${year}-07-11`,
		},
	})),
	...[2018, 2021].map((year) => ({
		kind: 'experience',
		data: {
			employer: 'Ayuntamiento de Toluca',
			municipality: '15106',
			area: 'TES',
			level: 'ANALYST',
			position: 'Analista de egresos',
			from: `${year}-03`,
			to: year === 2021 ? null : '2021-02',
		},
	})),
	...[2022, 2023].map((year) => ({
		kind: 'certification',
		data: {
			title: 'Administración de la hacienda municipal',
			issuer: 'Instituto',
			folio: `C-${year}`,
			issuedOn: `${year}-05-20`,
		},
	})),
	...[2022, 2023].map((year) => ({
		kind: 'training',
		data: {
			type: 'COURSE',
			theme: 'FINANCE',
			name: 'Presupuesto basado en resultados',
			institution: 'Instituto',
			hours: 40,
			from: `${year}-03`,
			to: `${year}-04`,
		},
	})),
];

/** Requests of one registration, by what each asks for; the floor answers as many. */
export const REQUESTS = {
	account: 1,
	session: 1,
	sections: 1,
	claim: CLAIMS.length,
	file: DOCUMENTS,
	reuse: CLAIMS.length - DOCUMENTS,
	submission: 1,
} as const;

/** A document of a person: nobody else has the same bytes. */
export function documentOf(person: number, index: number): Buffer<ArrayBuffer> {
	return aDocument(`bench ${person} ${index}`, DOCUMENT_BYTES).bytes;
}

/**
 * Registers a person and fills in a whole cédula, up to where it can be sent.
 * @param document makes the bytes of each document, which nobody else may have
 * @returns the session with which to send it
 */
export async function fillIn(
	origin: string,
	person: number,
	noticeVersion: string,
	document = documentOf,
): Promise<string> {
	const { curp, givenNames, firstSurname, secondSurname, email } = fictitiousPerson('registration', person);
	const names = { givenNames, firstSurname, secondSurname };
	const from = `2001:db8::${(person >> 8).toString(16)}:${(person & 255).toString(16)}`;
	const account = { curp, ...names, email, password: BENCH_PASSWORD, noticeVersion };
	await call(origin, 'POST', '/accounts', { json: account, from });
	const session = await call(origin, 'POST', '/sessions', {
		json: { identifier: curp, password: BENCH_PASSWORD },
		from,
	});
	const token = session.token as string;
	await call(origin, 'PATCH', '/me/cedula', { json: SECTIONS, token });
	const evidence: string[] = [];
	for (const [index, claim] of CLAIMS.entries()) {
		const { id } = await call(origin, 'POST', '/me/claims', { json: claim, token });
		const path = `/me/claims/${id as string}/evidence`;
		if (index < DOCUMENTS) {
			const form = new FormData();
			form.set('file', new File([document(person, index)], `documento-${index}.pdf`));
			evidence.push((await call(origin, 'POST', path, { form, token })).id as string);
		} else await call(origin, 'POST', path, { json: { evidenceId: evidence[index - DOCUMENTS] }, token });
	}
	return token;
}

/** Sends a cédula that is filled in. */
export async function send(origin: string, token: string): Promise<void> {
	await call(origin, 'POST', '/me/submission', { json: { truthDeclared: true }, token });
}

type Call = { json?: unknown; form?: FormData; token?: string; from?: string };

async function call(
	origin: string,
	method: string,
	path: string,
	{ json, form, token, from }: Call,
): Promise<Record<string, unknown>> {
	const answer = await fetch(`${origin}/api/v1${path}`, {
		method,
		headers: {
			...(token && { authorization: `Bearer ${token}` }),
			...(from && { 'x-forwarded-for': from }),
			...(json !== undefined && { 'content-type': 'application/json' }),
		},
		body: form ?? JSON.stringify(json),
	});
	const body = (await answer.json()) as Record<string, unknown>;
	if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(body)}`);
	return body;
}
