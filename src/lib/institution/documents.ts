import { z } from 'zod';
import { plainDate } from './calendar.ts';
import type { PlainDate } from './plain-date.ts';

const text = z.string().trim().min(1, 'no puede quedar vacío');

const link = z.strictObject({
	text,
	href: z
		.string()
		.regex(
			/^(\/(?!\/)|https:\/\/|mailto:|tel:)\S*$/,
			'se esperaba una dirección de este sitio (/…), https://, mailto: o tel:',
		),
});

/** A piece of a section: a paragraph, a list, a table, or a link on a line of its own. Plain text, no markup. */
export const block = z.union(
	[
		z.strictObject({ paragraph: text }),
		z.strictObject({ list: z.array(text).min(1) }),
		z.strictObject({
			table: z.strictObject({
				caption: text,
				head: z.array(text).min(1),
				rows: z.array(z.array(text)).min(1),
			}),
		}),
		z.strictObject({ link }),
	],
	'se esperaba { "paragraph": … }, { "list": [ … ] }, { "table": { caption, head, rows } } o { "link": { text, href } }',
);

/** A piece of a section. */
export type Block = z.infer<typeof block>;

const section = z.strictObject({
	key: z.string().regex(/^[a-z0-9-]+$/, 'se esperaban minúsculas, dígitos y guiones'),
	title: text,
	blocks: z.array(block).min(1),
});

/** A titled part of a document; `key` is its anchor on the page. */
export type Section = z.infer<typeof section>;

const version = z.string().regex(/^\d{4}-\d{2}(\.\d+)?$/, 'se esperaba una versión como 2026-01 o 2026-01.2');

/** A page of the institution as data: policies of the service, help, accessibility statement. */
export const pageDocument = z.strictObject({
	version,
	publishedOn: plainDate,
	title: text,
	summary: text,
	sections: z.array(section).min(1),
});

/** A versioned page of the institution. */
export type PageDocument = z.infer<typeof pageDocument>;

/** Purposes that rest on consent, each asked for apart and withdrawable (rules.md, "Consent purposes"). */
export const CONSENT_PURPOSES = ['bank', 'jobAlerts', 'invitations', 'publicCv'] as const;

/** A purpose that rests on consent. */
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

/** A purpose as it is asked for: what the person reads beside the box. */
const consentText = z.strictObject({ key: z.enum(CONSENT_PURPOSES), title: text, description: text });

/**
 * One version of the privacy notice. `short` is the simplified notice (LGPDPPSO art. 22), `sections` the full
 * one (art. 21), `consents` the purposes that need consent.
 */
export const privacyNotice = z.strictObject({
	version,
	publishedOn: plainDate,
	title: text,
	summary: text,
	short: z.array(section).min(1),
	sections: z.array(section).min(1),
	consents: z.array(consentText),
});

/** One version of the privacy notice. */
export type PrivacyNotice = z.infer<typeof privacyNotice>;

type Versioned = { version: string; publishedOn: PlainDate };

/**
 * The version in force on a day: the newest already published.
 * @throws RangeError when none was published by then
 */
export function versionInForce<Document extends Versioned>(
	documents: readonly Document[],
	on: PlainDate,
): Document {
	const published = documents.filter(({ publishedOn }) => publishedOn <= on);
	const newest = published.sort((a, b) => (a.publishedOn < b.publishedOn ? -1 : 1)).at(-1);
	if (!newest) throw new RangeError(`No version published on or before ${on}`);
	return newest;
}

/** A version by its name, also one that is no longer in force (what a person acknowledged stays readable). */
export function findVersion<Document extends Versioned>(
	documents: readonly Document[],
	name: string,
): Document | undefined {
	return documents.find((document) => document.version === name);
}
