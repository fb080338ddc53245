import { describe, expect, it } from 'vitest';
import { aCedulaView, aClaimView, aSection } from './cedula.factory.ts';
import type { CedulaView, SubmissionSummary } from './cedula.ts';
import { helpfulOf } from './helpful.ts';

const hrefs = (cedula: CedulaView) => helpfulOf(cedula).map(({ href }) => href);
const { sections } = aCedulaView();
const everything = aCedulaView({
	sections: { ...sections, identity: aSection({ rfc: 'GODE561231GR8' }), consents: aSection({ bank: true }) },
	claims: (['education', 'experience', 'certification', 'training'] as const).map((kind) =>
		aClaimView({ kind }),
	),
});
const inReview: SubmissionSummary = {
	id: '0198c0de-0000-7000-8000-0000000000aa',
	folio: 'SHM-2026-000001',
	state: 'in_review',
	submittedAt: new Date('2026-06-15T16:42:00Z'),
	receivedOn: '2026-06-15',
	dueOn: '2026-06-22',
	movedFrom: null,
	correctMovedFrom: null,
	correctBy: null,
	decidedAt: null,
	identityRemark: null,
};

describe('what would help a cédula', () => {
	it('is nothing when all is there', () => {
		expect(helpfulOf(everything)).toEqual([]);
	});

	it('is what was left out, in the order of the pages', () => {
		const unsaved = { ...aSection(), version: 0 };
		const bare = aCedulaView({
			sections: { ...sections, skills: unsaved, interests: unsaved },
			claims: [aClaimView()],
		});
		expect(hrefs(bare)).toEqual([
			'/cedula/identidad#f-identity.rfc',
			'/cedula/formacion',
			'/cedula/certificaciones',
			'/cedula/capacitacion',
			'/cedula/habilidades',
			'/cedula/intereses',
			'/cedula/consentimientos',
		]);
	});

	it('does not repeat what is missing', () => {
		const missing = [
			{ code: 'no_education_or_experience' as const, message: 'x', href: '/cedula/experiencia' },
		];
		expect(hrefs({ ...everything, claims: [], missing })).not.toContain('/cedula/experiencia');
	});

	it('is only what may be changed now', () => {
		const closed = { ...everything, sections, claims: [], submission: inReview, state: inReview.state };
		expect(hrefs(closed)).toEqual(['/cedula/consentimientos']);
	});

	it('promises no points', () => {
		for (const { why } of helpfulOf(aCedulaView({ claims: [] }))) expect(why).not.toMatch(/\d/);
	});
});
