import { describe, expect, it } from 'vitest';
import { RULES } from './cedula.factory.ts';
import { sectionForms, sectionState, type AnsweredSection } from './sections.ts';

const FORMS = sectionForms(RULES);

function faults(section: AnsweredSection, data: unknown): string[] {
	const result = FORMS[section].safeParse(data);
	return result.success ? [] : result.error.issues.map(({ path }) => path.join('.'));
}

describe('contact', () => {
	it.each([
		'7221234567',
		'722 123 4567',
		'(722) 123-4567',
		'+52 722 123 4567',
		'044 722 123 4567',
		'+52 1 722 123 4567',
	])('takes the telephone %s', (phone) => {
		expect(FORMS.contact.parse({ phone })).toEqual({ phone: '7221234567' });
	});

	it.each(['123', '72212345678', 'no tengo', '722123456a'])('refuses the telephone %s', (phone) => {
		expect(faults('contact', { phone })).toEqual(['phone']);
	});
});

describe('identity', () => {
	it('takes an RFC in small letters with blanks', () => {
		expect(FORMS.identity.parse({ rfc: ' gode561231gr8 ' })).toEqual({ rfc: 'GODE561231GR8' });
	});

	it.each(['XAXX010101000', 'GODE561231GR9', 'GODE561331GR8', 'GODE'])('refuses the RFC %s', (rfc) => {
		expect(faults('identity', { rfc })[0]).toBe('rfc');
	});
});

describe('post', () => {
	it.each(['2019-01', '2026-06', '2019-01-31'])('takes %s as the month or day when it began', (since) => {
		expect(FORMS.post.parse({ since })).toEqual({ since });
	});

	it.each(['2026-07', '2026-06-16', '2019', '2019-13', '2019-02-29', '1899-01'])(
		'refuses %s as its beginning',
		(since) => {
			expect(faults('post', { since })).toEqual(['since']);
		},
	);

	it('goes by the catalogues', () => {
		const unknown = { municipality: '99999', area: 'X', level: 'X', contract: 'X' };
		expect(faults('post', unknown)).toEqual(['municipality', 'area', 'level', 'contract']);
	});
});

describe('interests and skills', () => {
	it('keep each choice once', () => {
		expect(FORMS.interests.parse({ areas: ['TES', 'TES', 'OTHER'] })).toEqual({ areas: ['TES', 'OTHER'] });
	});

	it('take twenty skills of a kind and not one more', () => {
		const skills = (count: number) => ({ languages: Array.from({ length: count }, (_, i) => `Lengua ${i}`) });
		expect(faults('skills', skills(20))).toEqual([]);
		expect(faults('skills', skills(21))).toEqual(['languages']);
	});
});

describe('how far a section is', () => {
	const post = {
		entity: 'Ayuntamiento',
		municipality: '15106',
		area: 'TES',
		position: 'Cajera',
		level: 'HEAD',
		since: '2020-01',
	};

	it('is not started until something is saved', () => {
		expect(sectionState('post', {}, 0)).toBe('not_started');
		expect(sectionState('skills', {}, 0)).toBe('not_started');
		expect(sectionState('contact', { email: 'a@b.example' }, 0)).toBe('not_started');
	});

	it('is in progress while something needed is missing', () => {
		expect(sectionState('post', { entity: 'Ayuntamiento' }, 1)).toBe('in_progress');
	});

	it('is complete with all that is needed; the kind of contract is not', () => {
		expect(sectionState('post', post, 1)).toBe('complete');
	});

	it('needs nothing for skills', () => {
		expect(sectionState('skills', {}, 1)).toBe('complete');
	});
});
