import type { CatalogueName } from '#lib/institution/catalogues.ts';
import type { AnswerRules, Answers } from './answers.ts';
import type { CedulaView, ClaimView, SectionView } from './cedula.ts';
import type { ClaimKind } from './claims.ts';

const KEYS: Partial<Record<CatalogueName, string[]>> = {
	'academic-levels': ['PRIMARIA', 'LICENCIATURA'],
	fields: ['ECON'],
	areas: ['TES', 'OTHER'],
	levels: ['HEAD'],
	contracts: ['BASE'],
	municipalities: ['15106'],
	'national-municipalities': ['15106', '09003'],
	competencies: ['EC0105', 'NICL-TESORERIA'],
};

/** Rules with a small institution, on a fixed day. */
export const RULES: AnswerRules = {
	today: () => '2026-06-15',
	has: (catalogue, key) => KEYS[catalogue]?.includes(key) ?? false,
};

/** Data with which a claim of each kind is complete. */
export const COMPLETE: Record<ClaimKind, Answers> = {
	education: {
		level: 'LICENCIATURA',
		programme: 'Licenciatura en Economía',
		field: 'ECON',
		institution: 'Universidad Autónoma del Valle',
		finishedOn: '2008-07-11',
	},
	experience: {
		employer: 'Ayuntamiento de Toluca',
		area: 'TES',
		level: 'HEAD',
		position: 'Tesorera municipal',
		from: '2019-01',
		to: null,
	},
	certification: {
		standard: 'EC0105',
		issuer: 'Entidad de Certificación del Valle',
		folio: 'D-00012',
		issuedOn: '2024-03-27',
	},
	training: {
		type: 'COURSE',
		theme: 'FINANCE',
		name: 'Presupuesto basado en resultados',
		institution: 'Instituto de Capacitación',
		hours: 40,
		from: '2025-02-03',
		to: '2025-02-14',
	},
};

/** A claim as its owner sees it, a complete draft with one checked file unless told otherwise. */
export function aClaimView(changes: Partial<ClaimView> = {}): ClaimView {
	return {
		id: '0198c0de-0000-7000-8000-000000000001',
		kind: 'experience',
		data: COMPLETE.experience,
		revision: 1,
		version: 1,
		state: 'draft',
		evidence: [aFileView()],
		counting: null,
		changed: true,
		differs: true,
		lacking: {},
		savedAt: new Date('2026-06-15T16:42:00Z'),
		...changes,
	};
}

/** A file of a claim, checked unless told otherwise. */
export function aFileView(
	changes: Partial<ClaimView['evidence'][number]> = {},
): ClaimView['evidence'][number] {
	return {
		id: '0198c0de-0000-7000-8000-00000000000f',
		name: 'nombramiento.pdf',
		mediaType: 'application/pdf',
		sizeBytes: 20_000,
		sha256: '00',
		pages: 1,
		scan: 'clean',
		refusal: null,
		turns: 0,
		...changes,
	};
}

/** A cédula with nothing missing, a draft with one claim, unless told otherwise. */
export function aCedulaView(changes: Partial<CedulaView> = {}): CedulaView {
	return {
		state: 'draft',
		sections: {
			identity: aSection({ givenNames: 'Itzel', firstSurname: 'Xochihua' }),
			contact: aSection({ phone: '7221234567', municipality: '15106' }),
			post: aSection({
				entity: 'Ayuntamiento de Toluca',
				municipality: '15106',
				area: 'TES',
				position: 'Tesorera municipal',
				level: 'HEAD',
				since: '2019-01',
			}),
			skills: aSection(),
			interests: aSection(),
			consents: aSection(),
		},
		claims: [aClaimView()],
		missing: [],
		submission: null,
		held: false,
		email: { address: 'itzel@correo.example', confirmed: true },
		vouchedFor: false,
		...changes,
	};
}

/** A saved section. */
export function aSection(data: Answers = {}): SectionView {
	return { state: 'complete', version: 1, data, savedAt: new Date('2026-06-15T16:42:00Z') };
}
