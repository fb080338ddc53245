import { describe, expect, it } from 'vitest';
import { aCedulaView, aClaimView, aFileView, aSection } from './cedula.factory.ts';
import { missingOf } from './missing.ts';

const codes = (changes: Parameters<typeof aCedulaView>[0]) =>
	missingOf(aCedulaView(changes)).map(({ code }) => code);

describe('what is needed to send a cédula', () => {
	it('is all there in the smallest complete one', () => {
		expect(codes({})).toEqual([]);
	});

	it('includes a confirmed e-mail, unless there is no account or a desk vouches for the person', () => {
		const email = { address: 'a@b.example', confirmed: false };
		expect(codes({ email })).toEqual(['email_unconfirmed']);
		expect(codes({ email: null })).toEqual([]);
		expect(codes({ email, vouchedFor: true })).toEqual([]);
	});

	it('includes every needed answer of contact and post, each with its page', () => {
		const { sections } = aCedulaView();
		const missing = missingOf(
			aCedulaView({ sections: { ...sections, contact: aSection(), post: aSection({ entity: 'X' }) } }),
		);
		expect(missing.map(({ href }) => href)).toEqual([
			'/cedula/contacto#f-contact.phone',
			'/cedula/contacto#f-contact.municipality',
			'/cedula/puesto#f-post.municipality',
			'/cedula/puesto#f-post.area',
			'/cedula/puesto#f-post.position',
			'/cedula/puesto#f-post.level',
			'/cedula/puesto#f-post.since',
		]);
	});

	it('includes an education or experience claim; training alone is not enough', () => {
		expect(codes({ claims: [] })).toEqual(['no_education_or_experience']);
		expect(codes({ claims: [aClaimView({ kind: 'training' })] })).toEqual(['no_education_or_experience']);
		expect(codes({ claims: [aClaimView({ kind: 'education' })] })).toEqual([]);
	});

	it('includes a file on every claim that was not refused', () => {
		expect(codes({ claims: [aClaimView({ evidence: [] })] })).toEqual(['claim_without_evidence']);
		const refused = aClaimView({ evidence: [aFileView({ scan: 'refused' })] });
		expect(codes({ claims: [refused] })).toEqual(['claim_without_evidence']);
		const unscanned = aClaimView({ evidence: [aFileView({ scan: 'unscanned' })] });
		expect(codes({ claims: [unscanned] })).toEqual([]);
	});

	it('waits while a file is being checked, even beside one that is ready', () => {
		const claims = [aClaimView({ evidence: [aFileView(), aFileView({ scan: 'pending' })] })];
		expect(codes({ claims })).toEqual(['evidence_pending']);
	});

	it('names each thing that a claim lacks, with a link to its field', () => {
		const claim = aClaimView({ lacking: { from: 'Escriba cuándo empezó.' } });
		expect(missingOf(aCedulaView({ claims: [claim] }))).toEqual([
			{
				code: 'claim_incomplete',
				message: 'Escriba cuándo empezó.',
				href: `/cedula/experiencia/${claim.id}#f-data.from`,
			},
		]);
	});

	it('asks nothing of what was decided before and did not change', () => {
		const decided = aClaimView({ state: 'accepted', changed: false, evidence: [], lacking: { from: 'x' } });
		expect(codes({ claims: [decided] })).toEqual([]);
	});

	it('asks an observed claim for what a new one needs', () => {
		const observed = aClaimView({ state: 'observed', changed: false, evidence: [] });
		expect(codes({ claims: [observed] })).toEqual(['claim_without_evidence']);
	});

	it('is never skills, interests or consents', () => {
		const { sections } = aCedulaView();
		const untouched = { state: 'not_started' as const, version: 0, data: {}, savedAt: null };
		const bare = { ...sections, skills: untouched, interests: untouched, consents: untouched };
		expect(codes({ sections: bare })).toEqual([]);
	});
});
