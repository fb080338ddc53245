/*
 * The answers of the API as contract.md promises them, written down from the contract and not from the code:
 * fields may be added, none of these may go or change its meaning.
 */
import { z } from 'zod';

const instant = z.iso.datetime();
const day = z.iso.date();
const folio = z.string().regex(/^SHM-\d{4}-\d{6}$/);

/** An error of the API (RFC 9457). */
export const Problem = z.looseObject({
	type: z.string().min(1),
	title: z.string().min(1),
	status: z.int(),
	detail: z.string().min(1),
	errors: z.array(z.looseObject({ path: z.string(), code: z.string(), message: z.string().min(1) })),
});

export const Account = z.looseObject({ id: z.uuidv7(), email: z.string() });

export const Session = z.looseObject({
	token: z.string().min(32),
	expiresAt: instant,
	roles: z.array(z.string()),
});

export const Evidence = z.looseObject({
	id: z.uuidv7(),
	name: z.string(),
	mediaType: z.string(),
	sizeBytes: z.int(),
	sha256: z.string().regex(/^[0-9a-f]{64}$/),
	pages: z.int().nullable(),
	scan: z.enum(['pending', 'clean', 'unscanned', 'refused']),
});

export const Claim = z.looseObject({
	id: z.uuidv7(),
	kind: z.enum(['education', 'experience', 'certification', 'training']),
	data: z.record(z.string(), z.unknown()),
	revision: z.int(),
	state: z.string(),
	evidence: z.array(Evidence),
});

const section = z.looseObject({
	state: z.enum(['not_started', 'in_progress', 'complete']),
	version: z.int(),
	data: z.record(z.string(), z.unknown()),
});

export const Cedula = z.looseObject({
	sections: z.looseObject({
		identity: section,
		contact: section,
		post: section,
		skills: section,
		interests: section,
		consents: section,
	}),
	claims: z.array(Claim),
	missing: z.array(z.unknown()),
});

export const Receipt = z.looseObject({ folio, submittedAt: instant, dueOn: day, state: z.string() });

export const QueueItem = z.looseObject({
	folio,
	submittedAt: instant,
	dueOn: day,
	businessDaysLeft: z.int(),
	municipality: z.string(),
	claims: z.int(),
	assignedTo: z.string().nullable(),
});

export const Queue = z.looseObject({ items: z.array(QueueItem), cursor: z.string().nullable() });

export const Case = z.looseObject({
	folio,
	person: z.looseObject({}),
	claims: z.array(
		z.looseObject({
			id: z.uuidv7(),
			kind: z.string(),
			data: z.record(z.string(), z.unknown()),
			revision: z.int(),
			state: z.string(),
			evidence: z.array(
				Evidence.extend({
					readingState: z.enum(['pending', 'done', 'failed']),
					reading: z.array(
						z.looseObject({
							field: z.string(),
							declared: z.string(),
							found: z.string().nullable(),
							result: z.enum(['match', 'mismatch', 'not_found']),
							page: z.int(),
						}),
					),
				}),
			),
		}),
	),
});

export const Rating = z.looseObject({
	stars: z.int().min(10).max(50),
	points: z.int().min(0).max(10_000),
	model: z.string(),
	issuedAt: instant,
	issuedBy: z.string(),
	elements: z.array(
		z.looseObject({
			key: z.string(),
			points: z.int(),
			cap: z.int(),
			criteria: z.array(
				z.looseObject({ key: z.string(), points: z.int(), cap: z.int(), claims: z.array(z.unknown()) }),
			),
		}),
	),
});

const counts = z.array(z.looseObject({ value: z.string(), count: z.int() }));

export const BankPage = z.looseObject({
	items: z.array(
		z.looseObject({
			id: z.uuidv7(),
			name: z.string(),
			stars: z.int(),
			municipality: z.string(),
			area: z.string(),
			level: z.string(),
			position: z.string(),
			education: z.string(),
			updatedOn: day,
		}),
	),
	total: z.int(),
	facets: z.looseObject({
		municipality: counts,
		area: counts,
		level: counts,
		education: counts,
		competency: counts,
	}),
	cursor: z.string().nullable(),
});

/** What the API offers for the main job, as `METHOD path` of the OpenAPI document (contract.md, "HTTP API"). */
export const MAIN_JOB_ENDPOINTS = [
	'POST /accounts',
	'POST /sessions',
	'DELETE /sessions/current',
	'GET /me/cedula',
	'PATCH /me/cedula',
	'POST /me/claims',
	'PATCH /me/claims/{id}',
	'DELETE /me/claims/{id}',
	'POST /me/claims/{id}/evidence',
	'DELETE /me/evidence/{id}',
	'GET /me/evidence/{id}/file',
	'GET /review/evidence/{id}/file',
	'GET /review/evidence/{id}/pages/{n}',
	'POST /me/submission',
	'GET /me/submission',
	'GET /me/rating',
	'GET /me/rating/what-if',
	'GET /me/consents',
	'PUT /me/consents',
	'GET /review/queue',
	'POST /review/queue/next',
	'GET /review/submissions/{folio}',
	'POST /review/claims/{id}/verdict',
	'POST /review/submissions/{folio}/return',
	'POST /review/submissions/{folio}/rating',
	'GET /bank',
	'GET /bank/{id}',
	'GET /catalogues/{name}',
	'GET /credentials/{code}',
];
