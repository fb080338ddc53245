import { describe, expect, it } from 'vitest';
import {
	mayCorrectNames,
	obstacleToClaim,
	obstacleToNewClaim,
	obstacleToSection,
	type ClaimState,
	type OpenSubmission,
} from './claim-state.ts';

const received: OpenSubmission = { state: 'received', identityObserved: false };
const inReview: OpenSubmission = { state: 'in_review', identityObserved: false };
const asked: OpenSubmission = { state: 'needs_you', identityObserved: false };
const askedForIdentity: OpenSubmission = { state: 'needs_you', identityObserved: true };

const STATES: ClaimState[] = ['draft', 'submitted', 'accepted', 'observed', 'rejected', 'withdrawn'];

describe('which claims may be edited', () => {
	it.each(STATES)('while nothing is on its way: %s', (state) => {
		expect(obstacleToClaim(state, null)).toBe(state === 'withdrawn' ? 'withdrawn' : null);
	});

	it.each([received, inReview])('none while it is in validation (%j)', (open) => {
		for (const state of STATES.filter((each) => each !== 'withdrawn'))
			expect(obstacleToClaim(state, open)).toBe('in_validation');
		expect(obstacleToNewClaim(open)).toBe('in_validation');
	});

	it('only the observed ones while the person is asked for something', () => {
		expect(STATES.filter((state) => obstacleToClaim(state, asked) === null)).toEqual(['observed']);
		expect(obstacleToNewClaim(asked)).toBe('not_observed');
	});
});

describe('which sections may be saved', () => {
	it('identity and post rest while the cédula is in validation', () => {
		expect(obstacleToSection('identity', received)).toBe('in_validation');
		expect(obstacleToSection('post', inReview)).toBe('in_validation');
		expect(obstacleToSection('post', asked)).toBe('not_observed');
		expect(obstacleToSection('post', null)).toBeNull();
	});

	it.each(['contact', 'skills', 'interests'] as const)(
		'%s is nobody to validate and always open',
		(section) => {
			for (const open of [null, received, inReview, asked])
				expect(obstacleToSection(section, open)).toBeNull();
		},
	);

	it('identity opens when it was observed', () => {
		expect(obstacleToSection('identity', asked)).toBe('not_observed');
		expect(obstacleToSection('identity', askedForIdentity)).toBeNull();
	});
});

describe('names and CURP', () => {
	it('may be corrected until the CURP is held, and when they were observed', () => {
		expect(mayCorrectNames(false, null)).toBe(true);
		expect(mayCorrectNames(true, null)).toBe(false);
		expect(mayCorrectNames(true, received)).toBe(false);
		expect(mayCorrectNames(true, asked)).toBe(false);
		expect(mayCorrectNames(true, askedForIdentity)).toBe(true);
	});
});
