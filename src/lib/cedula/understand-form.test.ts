import { describe, expect, it } from 'vitest';
import type { FormValues } from '#lib/platform/forms.ts';
import { problemsOf, Refusal } from '#lib/platform/refusal.ts';
import { CLAIM_FORMS, SECTION_FORMS } from './answer-rules.server.ts';
import { CLAIM_FIELDS } from './claim-fields.ts';
import { SECTION_FIELDS } from './fields.ts';
import { questionsOf } from './questions.server.ts';
import { understandForm } from './understand-form.server.ts';

const section = (name: 'contact' | 'post' | 'interests', values: FormValues) =>
	understandForm({ fields: SECTION_FIELDS[name], prefix: `${name}.`, schema: SECTION_FORMS[name] }, values);
const experience = (values: FormValues) =>
	understandForm(
		{
			fields: CLAIM_FIELDS.experience,
			prefix: 'data.',
			schema: CLAIM_FORMS.experience.draft,
			nullable: ['to'],
		},
		values,
	);

function refused(act: () => unknown) {
	try {
		act();
	} catch (thrown) {
		if (thrown instanceof Refusal) return problemsOf(thrown);
		throw thrown;
	}
	throw new Error('expected a refusal');
}

describe('a municipality that was typed', () => {
	it.each(['Toluca', 'toluca', 'TOLUCA, Edo. Méx.', '15106'])('%j becomes its code', (typed) => {
		expect(section('contact', { 'contact.municipality': typed }).municipality).toBe('15106');
	});

	it('stands afterwards as the catalogue writes it, for when something else is refused', () => {
		const values = { 'contact.municipality': 'acambay' };
		section('contact', values);
		expect(values['contact.municipality']).toBe('Acambay de Ruíz Castañeda');
	});

	it('may be left empty', () => {
		expect(section('contact', { 'contact.municipality': '  ' }).municipality).toBe('');
	});

	it('lies in the State when there is a namesake elsewhere, but not in a former post', () => {
		expect(section('contact', { 'contact.municipality': 'Morelos' }).municipality).toBe('15056');
		const [problem] = refused(() => experience({ 'data.municipality': 'Morelos' }));
		expect(problem).toMatchObject({ path: 'data.municipality', code: 'ambiguous' });
		expect(problem?.near?.[0]).toEqual({ value: '15056', label: 'Morelos, Estado de México' });
		expect(problem?.near?.length).toBeGreaterThan(3);
		expect(experience({ 'data.municipality': 'Morelos, Zacatecas' }).municipality).toBe('32032');
	});

	it('is refused with what is near, and everything else that is wrong, in the order of the page', () => {
		const values = { 'post.municipality': 'Tolca', 'post.entity': 'x'.repeat(201), 'post.area': 'NADA' };
		const problems = refused(() => section('post', values));
		expect(problems.map(({ path }) => path)).toEqual(['post.entity', 'post.municipality', 'post.area']);
		expect(problems[1]).toMatchObject({
			code: 'unknown',
			near: expect.arrayContaining([{ value: '15106', label: 'Toluca' }]),
		});
		expect(problems[1]?.message).toContain('«Tolca»');
		expect(values['post.municipality']).toBe('Tolca');
	});

	it('without anything near offers nothing, and repeats no more than the beginning of a long text', () => {
		const [problem] = refused(() => section('contact', { 'contact.municipality': 'ñ'.repeat(10_000) }));
		expect(problem?.near).toBeUndefined();
		expect(problem?.message.length).toBeLessThan(150);
	});

	it('of a post that goes on does not count null as missing', () => {
		const values = { 'data.municipality': 'Tolca', 'data.to.open': 'true' };
		expect(refused(() => experience(values)).map(({ path }) => path)).toEqual(['data.municipality']);
	});
});

describe('several municipalities', () => {
	const several = (values: FormValues) => section('interests', values).municipalities;

	it('are those whose box is marked and those that were typed, each once', () => {
		expect(
			several({
				'interests.municipalities.15051': 'true',
				'interests.municipalities': 'Toluca, lerma; Guadalupe, Zacatecas\nMetepec, ',
			}),
		).toEqual(['15051', '15106', '32017', '15054']);
	});

	it('are none when all were taken out', () => {
		expect(several({ 'interests.municipalities': '' })).toEqual([]);
	});

	it('name the one that was not understood', () => {
		const [problem] = refused(() => several({ 'interests.municipalities': 'Toluca, Metepek' }));
		expect(problem).toMatchObject({ path: 'interests.municipalities', code: 'unknown' });
		expect(problem?.message).toBe(
			'No encontramos «Metepek» en la lista. Se parece a «Metepec». Corríjalo o quítelo.',
		);
	});
});

describe('the questions of a page', () => {
	it('carry nothing of a long catalogue but what is chosen', () => {
		const { fields, choices } = questionsOf(SECTION_FIELDS.contact, { municipality: '09003' });
		expect(fields.find(({ name }) => name === 'municipality')?.input).toBe('lookup');
		expect(choices.municipality).toEqual([{ value: '09003', label: 'Coyoacán, Ciudad de México' }]);
	});

	it('carry short catalogues, and nothing for a field that takes any text', () => {
		const { fields, choices } = questionsOf(SECTION_FIELDS.post, {});
		expect(fields.find(({ name }) => name === 'area')?.input).toBe('select');
		expect(choices.area?.length).toBeGreaterThan(10);
		expect(choices.position).toBeUndefined();
	});

	it('ask for several of a long catalogue by typing', () => {
		const { fields, choices } = questionsOf(SECTION_FIELDS.interests, { municipalities: ['15106'] });
		expect(fields.find(({ name }) => name === 'municipalities')?.input).toBe('lookups');
		expect(choices.municipalities).toEqual([{ value: '15106', label: 'Toluca' }]);
		expect(fields.find(({ name }) => name === 'areas')?.input).toBe('checkboxes');
	});
});
