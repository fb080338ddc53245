import { cleanLine } from '#lib/platform/text.ts';
import type { Settings } from './settings.ts';

/**
 * The messages that the service sends, each with the values that its sender gives, all of them text.
 * Nothing personal beyond the given name (rules.md, "Mail"); dates come written as people say them.
 */
export const MAIL_VALUES = {
	'confirm-email': ['givenName', 'link', 'expiresAt'],
	'already-registered': ['givenName', 'link'],
	'recover-password': ['givenName', 'link', 'expiresAt'],
	'password-changed': ['givenName', 'link', 'changedAt'],
	'profile-invitation': ['givenName', 'link', 'expiresAt'],
	'staff-invitation': ['givenName', 'link', 'expiresAt'],
	'submission-received': ['givenName', 'link', 'folio', 'receivedOn', 'dueOn'],
	'needs-you': ['givenName', 'link', 'folio', 'items', 'answerBy'],
	'needs-you-reminder': ['givenName', 'link', 'folio', 'items', 'remaining', 'answerBy'],
	'certify-by': ['givenName', 'link', 'certifyBy', 'remaining'],
	'due-date-moved': ['givenName', 'link', 'folio', 'dates'],
	rated: ['givenName', 'link', 'folio', 'issuedOn', 'appealBy'],
	'rated-again': ['givenName', 'link', 'folio', 'issuedOn', 'model', 'appealBy'],
	'rating-lowered': ['givenName', 'link', 'folio', 'issuedOn', 'appealBy'],
	'lowering-announced': ['givenName', 'link', 'folio', 'announcedOn', 'takesEffectOn'],
	'appeal-received': ['givenName', 'link', 'folio', 'askedOn', 'dueOn'],
	'appeal-answered': ['givenName', 'link', 'folio', 'answeredOn'],
	'certificate-revoked': ['givenName', 'link', 'folio', 'revokedOn', 'reason'],
	'reviewer-digest': ['givenName', 'link', 'day', 'summary'],
	'panel-news': ['givenName', 'link', 'title', 'what'],
	'appeal-unassigned': ['givenName', 'link', 'folio', 'dueOn'],
} as const;

/** Name of a message, which is that of its file in `texts/`. */
export type MailName = keyof typeof MAIL_VALUES;

/** What the sender of a message has to give. */
export type MailValues<Name extends MailName> = Record<(typeof MAIL_VALUES)[Name][number], string>;

/** Values of every message that come from the settings of the institution. */
export const INSTITUTION_VALUES = [
	'institutionName',
	'institutionShortName',
	'serviceName',
	'serviceShortName',
	'contactPhone',
	'contactEmail',
	'contactHours',
] as const;

/** A message with its placeholders, `{{like this}}`, still open. */
export type MailTemplate = { subject: string; body: string };

/** A message ready to be sent, plain text. */
export type MailMessage = { subject: string; body: string };

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

const SUBJECT_LINE = /^Asunto:[ \t]*(\S.*)$/;

/** Names of the messages, in the order of the journey. */
export const MAIL_NAMES = Object.keys(MAIL_VALUES) as MailName[];

/** Reads a file of `texts/`: first line `Asunto: …`, an empty line, the body. Nothing when it is not so. */
export function parseMailTemplate(file: string): MailTemplate | undefined {
	const [first = '', second = '', ...rest] = file.replace(/\r\n?/g, '\n').split('\n');
	const subject = SUBJECT_LINE.exec(first)?.[1]?.trim();
	const body = rest.join('\n').trim();
	return subject && second.trim() === '' && body ? { subject, body: `${body}\n` } : undefined;
}

/** What is wrong with a text of a message, in Spanish, with the line of the file where it has one. */
export function mailTemplateProblems(name: MailName, file: string): string[] {
	const template = parseMailTemplate(file);
	if (!template) return ['línea 1: se esperaba «Asunto: …», una línea vacía y el texto del mensaje'];
	const known = new Set<string>([...MAIL_VALUES[name], ...INSTITUTION_VALUES]);
	const lines = file.split('\n');
	const unknown = lines.flatMap((line, index) =>
		placeholdersOf(line)
			.filter((placeholder) => !known.has(placeholder))
			.map(
				(placeholder) =>
					`línea ${index + 1}: no existe {{${placeholder}}}; puede usar ${[...known].join(', ')}`,
			),
	);
	return [...unknown, ...linkProblems(template, lines)];
}

function linkProblems({ subject, body }: MailTemplate, lines: string[]): string[] {
	const written = lines.findIndex((line) => /https?:\/\/|www\./i.test(line));
	return [
		...(placeholdersOf(subject).includes('link') ? ['línea 1: el asunto no lleva {{link}}'] : []),
		...(placeholdersOf(body).includes('link')
			? []
			: ['falta {{link}}: cada mensaje lleva a lo que hay que hacer']),
		...(written >= 0 ? [`línea ${written + 1}: la única dirección de un mensaje es {{link}}`] : []),
	];
}

function placeholdersOf(text: string): string[] {
	return [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
}

/**
 * Writes a message.
 * A given name is typed by strangers: it is reduced to letters so that it cannot bring in a link or a line.
 * @throws Error when the text asks for a value that was not given
 */
export function renderMail<Name extends MailName>(
	template: MailTemplate,
	values: MailValues<Name>,
	institution: Settings,
): MailMessage {
	const given: Record<string, string> = { ...institutionValues(institution), ...values };
	const fill = (text: string) =>
		text.replace(PLACEHOLDER, (_, name: string) => {
			const value = Object.hasOwn(given, name) ? given[name] : undefined;
			if (value === undefined) throw new Error(`No value for {{${name}}}`);
			return name === 'givenName' ? plainName(value) : cleanLine(value);
		});
	return { subject: fill(template.subject), body: fill(template.body) };
}

function institutionValues({ name, shortName, service, contact }: Settings): Record<string, string> {
	return {
		institutionName: name,
		institutionShortName: shortName,
		serviceName: service.name,
		serviceShortName: service.shortName,
		contactPhone: contact.phone,
		contactEmail: contact.email,
		contactHours: contact.hours,
	} satisfies Record<(typeof INSTITUTION_VALUES)[number], string>;
}

/** Letters, marks, blanks, apostrophes, hyphens and abbreviation points; at most 60 characters. */
function plainName(value: string): string {
	const letters = cleanLine(value).replace(/[^\p{L}\p{M}'’ .-]/gu, '');
	return cleanLine(letters.replace(/\.(?=\S)/g, '. ').slice(0, 60));
}
