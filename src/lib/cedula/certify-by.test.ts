import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, daysBetween, fromEpochDay } from '#lib/institution/plain-date.ts';
import { aCedulaView, aClaimView, aSection } from './cedula.factory.ts';
import {
	certificationTitle,
	dutyOfPost,
	owedCertification,
	remainingWords,
	REMINDER_DAYS,
	reminderDue,
	remindedOn,
	type CertificationRules,
} from './certify-by.ts';
import type { ClaimView } from './cedula.ts';

const LAW = 'Ley Orgánica Municipal, artículos 32 y 96';
const RULES: CertificationRules = {
	positions: [
		{
			label: 'Tesorera(o) municipal',
			area: 'TES',
			level: 'HEAD',
			standard: 'NICL-TESORERIA',
			legalRequirement: LAW,
		},
		{
			label: 'Contralora(or) interna(o) municipal',
			area: 'CTR',
			level: 'HEAD',
			standard: 'NICL-CONTRALORIA',
			legalRequirement: LAW,
		},
		{
			label: 'Titular de catastro',
			area: 'CAT',
			level: 'HEAD',
			standard: 'NICL-CATASTRO',
			legalRequirement: null,
		},
		{ label: 'Subtesorera(o)', area: 'TES', level: 'COORDINATION', standard: null, legalRequirement: null },
	],
	validityYears: (standard) => (standard === 'NICL-CONTRALORIA' ? 5 : null),
	months: 6,
};
const TREASURER = { area: 'TES', level: 'HEAD', position: 'Tesorera municipal', since: '2026-08-31' };
const day = fc
	.integer({ min: 0, max: 60_000 })
	.map(fromEpochDay)
	.filter((date) => date.length === 10);

/** The certificate claim of a treasurer. */
function certificate(data: Record<string, unknown> = {}, changes: Partial<ClaimView> = {}): ClaimView {
	return aClaimView({
		kind: 'certification',
		data: { standard: 'NICL-TESORERIA', issuedOn: '2026-09-01', ...data },
		...changes,
	});
}

function owed(claims: ClaimView[], post: Record<string, unknown> = TREASURER) {
	const sections = { ...aCedulaView().sections, post: aSection(post) };
	return owedCertification({ sections, claims }, RULES, '2026-11-23');
}

describe('the day by which a certificate is due', () => {
	it.each([
		['2026-01-15', '2026-07-15'],
		['2026-08-31', '2027-02-28'],
		['2027-08-31', '2028-02-29'],
		['2026-10-31', '2027-04-30'],
		['2027-08-29', '2028-02-29'],
		['2025-01-01', '2025-07-01'],
	])('of a post taken on %s is %s', (since, certifyBy) => {
		expect(dutyOfPost({ ...TREASURER, since }, RULES)).toEqual({
			standard: 'NICL-TESORERIA',
			legalSource: LAW,
			certifyBy,
			dayKnown: true,
		});
	});

	it('counts from the first day when only the month is known, and says so', () => {
		expect(dutyOfPost({ ...TREASURER, since: '2026-08' }, RULES)).toMatchObject({
			certifyBy: '2027-02-01',
			dayKnown: false,
		});
	});

	it('is the same day six months later, or the last of a shorter month', () => {
		fc.assert(
			fc.property(day, (since) => {
				const by = addMonths(since, 6);
				const months = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
				expect(months(by) - months(since)).toBe(6);
				const sameDay = by.slice(8) === since.slice(8);
				expect(sameDay || (by.slice(8) < since.slice(8) && addDays(by, 1).endsWith('-01'))).toBe(true);
			}),
		);
	});

	it('is never earlier for whoever took the post later', () => {
		fc.assert(
			fc.property(day, fc.integer({ min: 0, max: 400 }), (since, later) => {
				expect(addMonths(addDays(since, later), 6) >= addMonths(since, 6)).toBe(true);
			}),
		);
	});
});

describe('whom the law asks for a certificate', () => {
	it.each(['Tesorero', 'TESORERA MUNICIPAL', 'Tesorero(a) municipal', 'Titular de la Tesorería'])(
		'the head of the treasury, called %s',
		(position) => expect(dutyOfPost({ ...TREASURER, position }, RULES)).not.toBeNull(),
	);

	it.each([
		['a second of the treasury', { position: 'Subtesorera' }],
		['another level of the treasury', { level: 'COORDINATION' }],
		['a treasurer of another body', { area: 'DIF' }],
		['a head whom no law asks', { area: 'CAT', position: 'Titular de catastro' }],
		['somebody without a date', { since: undefined }],
		['somebody without a post', { position: undefined }],
	])('not %s', (_, changes) => expect(dutyOfPost({ ...TREASURER, ...changes }, RULES)).toBeNull());
});

describe('a certificate', () => {
	it('is owed while none of the standard is declared', () => {
		expect(owed([])).not.toBeNull();
		expect(owed([certificate({ standard: 'EC0105' })])).not.toBeNull();
		expect(owed([aClaimView()])).not.toBeNull();
	});

	it('is not owed once it is declared or accepted', () => {
		expect(owed([certificate()])).toBeNull();
		expect(owed([certificate({}, { state: 'accepted', changed: false })])).toBeNull();
	});

	it('is owed when it was rejected or has ended', () => {
		expect(owed([certificate({}, { state: 'rejected' })])).not.toBeNull();
		expect(owed([certificate({ validUntil: '2026-11-22' })])).not.toBeNull();
		expect(owed([certificate({ validUntil: '2026-11-23' })])).toBeNull();
	});

	it('that was accepted counts while its change waits or was rejected', () => {
		const counting = { revision: 1, data: { standard: 'NICL-TESORERIA', issuedOn: '2025-01-01' } };
		expect(owed([certificate({}, { state: 'rejected', counting })])).toBeNull();
	});

	it('lasts the years of its standard when it has no end of its own', () => {
		const comptroller = { ...TREASURER, area: 'CTR', position: 'Contralor interno' };
		const issued = (issuedOn: string) => certificate({ standard: 'NICL-CONTRALORIA', issuedOn });
		expect(owed([issued('2021-11-23')], comptroller)).toBeNull();
		expect(owed([issued('2021-11-22')], comptroller)).not.toBeNull();
	});
});

describe('reminders', () => {
	const by = '2027-02-28';
	const before = (days: number) => addDays(by, -days);

	it.each([
		[91, null],
		[90, 90],
		[31, 90],
		[30, 30],
		[1, 30],
		[0, 0],
		[-7, 0],
		[-8, null],
	])('%i days before the last day is due: %s', (days, due) => {
		expect(reminderDue(by, before(days))).toBe(due);
	});

	it('come each once for whoever looks every day, the earlier first', () => {
		fc.assert(
			fc.property(day, (certifyBy) => {
				const days = Array.from({ length: 130 }, (_, i) => addDays(certifyBy, i - 110));
				const due = days.map((each) => reminderDue(certifyBy, each)).filter((stage) => stage !== null);
				expect(due.filter((stage, i) => stage !== due[i - 1])).toEqual([...REMINDER_DAYS]);
			}),
		);
	});

	it('are looked for exactly among those that may be due', () => {
		fc.assert(
			fc.property(day, fc.integer({ min: -30, max: 200 }), (today, ahead) => {
				const { first, last } = remindedOn(today);
				const certifyBy = addDays(today, ahead);
				expect(reminderDue(certifyBy, today) !== null).toBe(certifyBy >= first && certifyBy <= last);
			}),
		);
	});

	it('say what is left', () => {
		expect([90, 1, 0, -1, -3].map((days) => remainingWords(by, before(days)))).toEqual([
			'Quedan 90 días.',
			'Queda 1 día.',
			'Hoy es el último día.',
			'El plazo terminó ayer.',
			'El plazo terminó hace 3 días.',
		]);
		const duty = dutyOfPost(TREASURER, RULES)!;
		expect(duty.certifyBy).toBe(by);
		expect(daysBetween('2026-08-31', by)).toBe(181);
		expect(certificationTitle(duty, before(5))).toBe(
			'Tiene hasta el 28 de febrero de 2027 para certificarse',
		);
		expect(certificationTitle(duty, by)).toBe('Hoy es el último día para certificarse');
		expect(certificationTitle(duty, before(-1))).toContain('terminó el 28 de febrero de 2027');
	});
});
