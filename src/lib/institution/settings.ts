import { z } from 'zod';
import { colourOverrides } from './colours.ts';

const text = z.string().trim().min(1, 'no puede quedar vacío');
const count = z.int().min(1);
const email = z.email('se esperaba un correo, como nombre@dominio.mx');
const webAddress = z.url({
	protocol: /^https?$/,
	error: 'se esperaba una dirección web completa, con https://',
});
const megabytes = count.transform((size) => size * 1024 * 1024);

/** A local time of 24 hours, `HH:MM`. */
export const clockTime = z
	.string()
	.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'se esperaba una hora de 24 horas, como 18:00');

const timeZone = z
	.string()
	.refine(isTimeZone, 'se esperaba una zona horaria de la base IANA, como America/Mexico_City');

function isTimeZone(value: string): boolean {
	try {
		return Boolean(new Intl.DateTimeFormat('es-MX', { timeZone: value }));
	} catch {
		return false;
	}
}

/** How many attempts are let through (rules.md, "Who is who"); a training room shares one address. */
const signInLimits = z.strictObject({
	windowMinutes: count,
	failuresPerAccount: count,
	failuresPerAddress: count,
	newAccountsPerAddressPerHour: count,
	curpClaimDays: count,
});

/** Terms in business days, except where the name has another unit (rules.md, "States and moves"). */
const deadlines = z
	.strictObject({
		answer: count,
		target: count,
		cutOff: clockTime,
		correction: count,
		appeal: count,
		appealAnswer: count,
		abandonedMinutes: count,
		/** months after taking a post that the law asks a certificate for (law.md §10) */
		certificationMonths: count.default(6),
	})
	.refine(({ answer, target }) => target <= answer, {
		path: ['target'],
		error: 'la meta no puede ser mayor que el plazo (answer)',
	});

/** Terms of data-rights requests, in business days (LGPDPPSO arts. 45-48, 86). */
const dataRightsDeadlines = z.strictObject({
	notCompetent: count,
	specificProcedure: count,
	prevention: count,
	preventionAnswer: count,
	answer: count,
	extension: count,
	effective: count,
	reviewAppeal: count,
});

/** Limits of evidence; megabytes in the file (1 MB = 1024 × 1024), bytes in the program. */
const evidenceLimits = z
	.strictObject({ fileMegabytes: megabytes, pages: count, filesPerClaim: count, personMegabytes: megabytes })
	.transform(({ fileMegabytes, pages, filesPerClaim, personMegabytes }) => ({
		fileSizeBytes: fileMegabytes,
		pages,
		filesPerClaim,
		personSizeBytes: personMegabytes,
	}));

/** People registered: in the first year, added in the second, and the whole population. */
const goals = z.strictObject({ firstYear: count, secondYear: count, population: count });

/** Which share of the cédulas another person reads again, and from how many active reviewers on (decision 26). */
const secondReading = z.strictObject({
	sharePercent: z.int().min(0).max(100),
	fromReviewers: z.int().min(3, 'se necesitan al menos 3: dos lecturas y quien decida si no coinciden'),
});

/**
 * How much time each step towards more stars takes, so that ways to the next star can be put in order: weeks, and hours of
 * courses that fit into a week. `degreeWeeks` goes by key of `academic-levels`, for whoever has the level before.
 */
const stepEffort = z.strictObject({
	financeCertificateWeeks: count,
	transversalCertificateWeeks: count,
	yearInPostWeeks: count,
	degreeWeeks: z.record(z.string(), count),
	courseHoursPerWeek: count,
	conferenceWeeks: count,
	instructionWeeks: count,
});

/** How much time each step towards more stars takes. */
export type StepEffort = z.infer<typeof stepEffort>;

const officeUnit = z.strictObject({ name: text, address: text, email, phone: text });

/** The file `institution.json`: who runs this deployment and the figures it answers for. */
export const settings = z.strictObject({
	name: text,
	shortName: text,
	service: z.strictObject({ name: text, shortName: text, bankName: text, bankShortName: text }),
	state: z.strictObject({
		code: z.string().regex(/^\d{2}$/, 'se esperaban dos dígitos del INEGI'),
		name: text,
	}),
	operatingUnit: text,
	address: z.array(text).min(1),
	contact: z.strictObject({ phone: text, email, hours: text }),
	website: webAddress,
	logo: z
		.strictObject({ file: z.string().regex(/^[a-z0-9-]+\.svg$/, 'se esperaba un archivo .svg'), alt: text })
		.optional(),
	timeZone,
	folioPrefix: z.string().regex(/^[A-Z]{2,6}$/, 'se esperaban de 2 a 6 letras mayúsculas'),
	sender: z.strictObject({ name: text, email }),
	colours: colourOverrides,
	signIn: signInLimits,
	deadlines,
	dataRightsDeadlines,
	evidence: evidenceLimits,
	goals,
	secondReading,
	effort: stepEffort,
	privacy: z.strictObject({
		generalLaw: text,
		stateLaw: text,
		oversightAuthority: z.strictObject({ name: text, website: webAddress.optional() }),
		transparencyUnit: officeUnit,
	}),
});

/** Settings of the institution, validated. */
export type Settings = z.infer<typeof settings>;
