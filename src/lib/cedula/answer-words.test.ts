import { describe, expect, it } from 'vitest';
import { answerLines, claimSubtitle, claimTitle } from './answer-words.ts';
import { COMPLETE } from './cedula.factory.ts';
import { CLAIM_FIELDS } from './claim-fields.ts';
import { SECTION_FIELDS, type Field } from './fields.ts';

const labelOf = (catalogue: string, key: string) => `${catalogue}:${key}`;
const fieldOf = (fields: readonly Field[], name: string) => fields.find((field) => field.name === name)!;

describe('an answer in words', () => {
	const experience = (name: string) => fieldOf(CLAIM_FIELDS.experience, name);

	it('names keys by their catalogue and codes by their words', () => {
		expect(answerLines(experience('area'), 'TES', labelOf)).toEqual(['areas:TES']);
		expect(answerLines(fieldOf(CLAIM_FIELDS.training, 'type'), 'COURSE', labelOf)).toEqual([
			'Curso o taller',
		]);
	});

	it('writes months and days as people say them', () => {
		expect(answerLines(experience('from'), '2019-01', labelOf)).toEqual(['enero de 2019']);
		expect(answerLines(experience('from'), '2019-01-16', labelOf)).toEqual(['16 de enero de 2019']);
		expect(answerLines(experience('to'), null, labelOf)).toEqual(['Sigo en este puesto']);
	});

	it('shows lists line by line, hours with their unit, and nothing for nothing', () => {
		expect(answerLines(fieldOf(SECTION_FIELDS.skills, 'languages'), ['Otomí', 'Inglés'], labelOf)).toEqual([
			'Otomí',
			'Inglés',
		]);
		expect(answerLines(fieldOf(CLAIM_FIELDS.training, 'hours'), 40, labelOf)).toEqual(['40 horas']);
		expect(answerLines(experience('level'), undefined, labelOf)).toEqual([]);
	});

	it('shows a date that is no date as it was typed', () => {
		expect(answerLines(experience('from'), '2019-13', labelOf)).toEqual(['2019-13']);
	});
});

describe('the line by which a claim is recognised', () => {
	it('says what it is, with whom and when', () => {
		expect(claimTitle('experience', COMPLETE.experience, labelOf)).toBe('Tesorera municipal');
		expect(claimSubtitle('experience', COMPLETE.experience)).toBe(
			'Ayuntamiento de Toluca · enero de 2019 a hoy',
		);
		expect(claimTitle('certification', COMPLETE.certification, labelOf)).toBe('competencies:EC0105');
		expect(claimTitle('education', { level: 'PRIMARIA' }, labelOf)).toBe('academic-levels:PRIMARIA');
	});

	it('is never empty', () => {
		expect(claimTitle('training', {}, labelOf)).toBe('Curso o conferencia sin nombre');
	});
});
