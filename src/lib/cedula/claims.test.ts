import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answers } from './answers.ts';
import { COMPLETE, RULES } from './cedula.factory.ts';
import { CLAIM_KINDS, claimForms, type ClaimKind } from './claims.ts';

const FORMS = claimForms(RULES);

function faults(kind: ClaimKind, data: unknown, form: 'draft' | 'complete' = 'draft'): string[] {
	const result = FORMS[kind][form].safeParse(data);
	return result.success ? [] : result.error.issues.map(({ path }) => path.join('.'));
}

function kept(kind: ClaimKind, data: Answers): Answers {
	return FORMS[kind].draft.parse(data) as Answers;
}

describe.each(CLAIM_KINDS)('a claim of kind %s', (kind) => {
	it('may be empty while it is a draft', () => {
		expect(faults(kind, {})).toEqual([]);
	});

	it('is complete with the fields of the contract', () => {
		expect(faults(kind, COMPLETE[kind], 'complete')).toEqual([]);
	});

	it('lacks every one of them when it is empty', () => {
		const lacking = faults(kind, {}, 'complete');
		expect(lacking.length).toBeGreaterThanOrEqual(4);
		for (const field of lacking) expect(Object.keys(COMPLETE[kind])).toContain(field);
	});

	it.each(Object.keys(COMPLETE[kind]))('is not complete without %s', (field) => {
		const rest = Object.fromEntries(Object.entries(COMPLETE[kind]).filter(([name]) => name !== field));
		expect(faults(kind, rest, 'complete')).toEqual([field]);
	});

	it('refuses a field that the contract does not have, and names it', () => {
		const result = FORMS[kind].draft.safeParse({ salary: 1 });
		expect(result.error?.issues[0]?.message).toContain('«salary»');
	});

	it('answers any JSON with a verdict and Spanish words', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				const result = FORMS[kind].draft.safeParse(value);
				for (const { message } of result.error?.issues ?? []) expect(message).not.toMatch(/^Invalid/);
			}),
		);
	});

	it('keeps what it kept: checking twice changes nothing', () => {
		const once = kept(kind, COMPLETE[kind]);
		expect(kept(kind, once)).toEqual(once);
	});
});

describe('studies', () => {
	it('need no programme or field up to secondary school', () => {
		const primary = { level: 'PRIMARIA', institution: 'Escuela Benito Juárez', finishedOn: '1990-07-01' };
		expect(faults('education', primary, 'complete')).toEqual([]);
	});

	it.each([
		['12 345 678', '12345678'],
		['１２３４５６７', '1234567'],
	])('take the licence number %j as %s', (typed, number) => {
		expect(kept('education', { licenceNumber: typed })).toEqual({ licenceNumber: number });
	});

	it.each(['123456', '123456789', '12345E7', '12345678A'])('refuse the licence number %s', (typed) => {
		expect(faults('education', { licenceNumber: typed })).toEqual(['licenceNumber']);
	});

	it.each(['2015-02-30', '31/02/2020', '2199-01-01', '1850-01-01', '2026-06-16', '2015-07', '', 20150711])(
		'refuse the date %j',
		(typed) => {
			expect(faults('education', { finishedOn: typed })).toEqual(['finishedOn']);
		},
	);

	it('take the date of today', () => {
		expect(faults('education', { finishedOn: '2026-06-15' })).toEqual([]);
	});
});

describe('work experience', () => {
	it('needs no level outside finance', () => {
		const { level: _, ...rest } = COMPLETE.experience;
		expect(faults('experience', { ...rest, area: 'OTHER' }, 'complete')).toEqual([]);
		expect(faults('experience', rest, 'complete')).toEqual(['level']);
	});

	it('tells a post that goes on from one whose end was not answered', () => {
		const { to: _, ...unanswered } = COMPLETE.experience;
		expect(faults('experience', { ...unanswered, to: null }, 'complete')).toEqual([]);
		expect(faults('experience', unanswered, 'complete')).toEqual(['to']);
	});

	it.each([
		['2020-03', '2020-02'],
		['2020-03-15', '2020-03-14'],
		['2020-03-15', '2020-02'],
		['2020-04', '2020-03-31'],
	])('may not end before it began: %s to %s', (from, to) => {
		expect(faults('experience', { from, to })).toEqual(['to']);
	});

	it.each([
		['2020-03', '2020-03'],
		['2020-03-15', '2020-03'],
		['2020-03', '2020-03-01'],
		['2020-03-15', '2020-03-15'],
	])('may begin and end in the same month: %s to %s', (from, to) => {
		expect(faults('experience', { from, to })).toEqual([]);
	});

	it.each(['2026-07', '2026-06-16', '2020-13', '2020-00', '2020-2', 'enero'])(
		'refuses the start %s',
		(from) => {
			expect(faults('experience', { from })).toEqual(['from']);
		},
	);

	it('takes municipalities of other states', () => {
		expect(faults('experience', { municipality: '09003' })).toEqual([]);
		expect(faults('experience', { municipality: '99999' })).toEqual(['municipality']);
	});
});

describe('certifications', () => {
	it('go by the catalogue or by a title', () => {
		const { standard: _, ...untitled } = COMPLETE.certification;
		expect(faults('certification', { ...untitled, title: 'Norma propia' }, 'complete')).toEqual([]);
		expect(faults('certification', untitled, 'complete')).toEqual(['standard']);
		expect(faults('certification', { standard: 'EC9999' })).toEqual(['standard']);
	});

	it('write codes in capitals, however they were typed', () => {
		expect(kept('certification', { standard: ' ec0105 ' })).toEqual({ standard: 'EC0105' });
		expect(kept('certification', { title: 'ec9012.01 Funciones de caja' })).toEqual({
			title: 'EC9012.01 Funciones de caja',
		});
	});

	it('may be valid until a day ahead, not until one before they were issued', () => {
		expect(faults('certification', { issuedOn: '2024-03-27', validUntil: '2029-03-27' })).toEqual([]);
		expect(faults('certification', { issuedOn: '2024-03-27', validUntil: '2024-03-26' })).toEqual([
			'validUntil',
		]);
	});
});

describe('training', () => {
	it.each([
		[40, 40],
		['40', 40],
		[' 1 ', 1],
		['2000', 2000],
	])('takes %j hours as %d', (typed, hours) => {
		expect(kept('training', { hours: typed })).toEqual({ hours });
	});

	it.each([-8, '-8', 0, 2001, 1.5, '1e9', '1e3', 'NaN', '99999999999999999999', '4.0', '', ' ', null, true])(
		'refuses %j hours',
		(typed) => {
			expect(faults('training', { hours: typed })).toEqual(['hours']);
		},
	);

	it('refuses a text that is too long instead of cutting it', () => {
		expect(faults('training', { name: 'x'.repeat(10_000) })).toEqual(['name']);
	});

	it.each(["Robert'); DROP TABLE personas;--", '<script>alert(1)</script>', '=1+1', '{{7*7}}', 'مرحبا'])(
		'keeps %s as typed',
		(name) => {
			expect(kept('training', { name })).toEqual({ name });
		},
	);
});
