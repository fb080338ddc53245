import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	MAIL_NAMES,
	MAIL_VALUES,
	mailTemplateProblems,
	parseMailTemplate,
	renderMail,
	type MailName,
	type MailValues,
} from './mail-texts.ts';
import { institution } from './load-institution.server.ts';
import { anyText } from '../../../tests/support/any-text.ts';

const { settings, mailTexts } = institution();

const receipt = {
	givenName: 'María del Carmen',
	link: 'https://shm.example/mi',
	folio: 'SHM-2026-000123',
	receivedOn: 'lunes 12 de enero de 2026',
	dueOn: 'lunes 19 de enero de 2026',
};

describe('a file of a message', () => {
	it('is read as subject and body', () => {
		expect(parseMailTemplate('Asunto: Hola\n\nUno\n\nDos\n')).toEqual({
			subject: 'Hola',
			body: 'Uno\n\nDos\n',
		});
		expect(parseMailTemplate('Asunto: Hola\r\n\r\nUno\r\n')).toEqual({ subject: 'Hola', body: 'Uno\n' });
	});

	it.each(['', 'Hola\n\nUno', 'Asunto:\n\nUno', 'Asunto: Hola\nUno', 'Asunto: Hola\n\n\n'])(
		'%j has no subject, no empty line or no body',
		(file) => {
			expect(parseMailTemplate(file)).toBeUndefined();
			expect(mailTemplateProblems('rated', file)).toHaveLength(1);
		},
	);

	it('may only ask for the values that its message has, and the problem names the line', () => {
		const problems = mailTemplateProblems('rated', 'Asunto: {{ folio }}\n\n{{link}}\n\n{{curp}}\n');
		expect(problems).toHaveLength(1);
		expect(problems[0]).toMatch(/^línea 5: no existe \{\{curp\}\}; puede usar givenName, link, folio/);
	});

	it('must lead to what has to be done', () => {
		expect(mailTemplateProblems('rated', 'Asunto: Listo\n\nYa está.\n')).toEqual([
			'falta {{link}}: cada mensaje lleva a lo que hay que hacer',
		]);
	});

	it.each(['https://ejemplo.mx', 'http://ejemplo.mx', 'www.ejemplo.mx'])(
		'may not write %s itself',
		(address) => {
			expect(mailTemplateProblems('rated', `Asunto: Listo\n\n${address}\n{{link}}\n`)).toEqual([
				'línea 3: la única dirección de un mensaje es {{link}}',
			]);
		},
	);

	it('may not put the link into the subject', () => {
		expect(mailTemplateProblems('rated', 'Asunto: {{link}}\n\n{{link}}\n')).toEqual([
			'línea 1: el asunto no lleva {{link}}',
		]);
	});
});

describe('writing a message', () => {
	it('fills in what its sender and the institution give', () => {
		const mail = renderMail<'submission-received'>(mailTexts['submission-received'], receipt, settings);
		expect(mail.subject).toBe('Recibimos su cédula: folio SHM-2026-000123');
		expect(mail.body).toContain('Buen día, María del Carmen:');
		expect(mail.body).toContain('Tendrá respuesta a más tardar el lunes 19 de enero de 2026.');
		expect(mail.body).toContain(settings.name);
	});

	it('refuses a text that asks for what was not given', () => {
		const template = { subject: 'Hola', body: '{{link}} {{constructor}}' };
		expect(() => renderMail<'submission-received'>(template, receipt, settings)).toThrow('{{constructor}}');
	});

	it('does not fill in what a value itself contains', () => {
		const template = { subject: '{{folio}}', body: '{{link}}' };
		const mail = renderMail<'submission-received'>(template, { ...receipt, folio: '{{dueOn}}' }, settings);
		expect(mail.subject).toBe('{{dueOn}}');
	});

	it.each([
		['Ma. Elena', 'Ma. Elena'],
		["D'Ávila", "D'Ávila"],
		['Ana-Sofía', 'Ana-Sofía'],
		['Ñico Güemes', 'Ñico Güemes'],
		['Entre a https://malo.mx/x', 'Entre a httpsmalo. mxx'],
		['Ana\r\nBcc: otro@malo.mx', 'Ana Bcc otromalo. mx'],
		['{{link}}', 'link'],
	])('the given name %j is written as %j', (givenName, shown) => {
		const template = { subject: 'Hola', body: '{{givenName}}|{{link}}' };
		const mail = renderMail<'submission-received'>(template, { ...receipt, givenName }, settings);
		expect(mail.body).toBe(`${shown}|${receipt.link}`);
	});

	it('whatever the name, the first address in the message is the action and the subject is one line', () => {
		fc.assert(
			fc.property(anyText(), fc.constantFrom(...MAIL_NAMES), (givenName, name) => {
				const asked = Object.fromEntries(MAIL_VALUES[name].map((value) => [value, 'x']));
				const values = { ...asked, ...receipt, givenName } as MailValues<MailName>;
				const mail = renderMail(mailTexts[name], values, settings);
				expect(/\S+(?:\/\/|\.(?=\p{L}))\S+/u.exec(mail.body)?.[0]).toBe(receipt.link);
				expect(mail.subject).not.toMatch(/[\r\n]/);
			}),
		);
	});
});
