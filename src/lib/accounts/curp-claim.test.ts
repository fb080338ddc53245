import { describe, expect, it } from 'vitest';
import { awaitsOwner, hasLapsed } from './curp-claim.ts';

const typedOn = new Date('2026-03-01T12:00:00Z');
const unconfirmed = { heldAt: null, deskAt: null, account: { createdAt: typedOn, emailConfirmedAt: null } };
const daysLater = (days: number) => new Date(typedOn.getTime() + days * 86_400_000);

describe('the claim on a CURP', () => {
	it('lapses on the fifteenth day without confirmation and without submission', () => {
		expect(hasLapsed(unconfirmed, new Date(daysLater(15).getTime() - 1), 15)).toBe(false);
		expect(hasLapsed(unconfirmed, daysLater(15), 15)).toBe(true);
	});

	it('stays once the e-mail is confirmed', () => {
		const confirmed = { ...unconfirmed, account: { createdAt: typedOn, emailConfirmedAt: typedOn } };
		expect(hasLapsed(confirmed, daysLater(400), 15)).toBe(false);
	});

	it('stays once a cédula was submitted', () => {
		expect(hasLapsed({ ...unconfirmed, heldAt: typedOn }, daysLater(400), 15)).toBe(false);
	});

	it('of an imported person never lapses', () => {
		expect(hasLapsed({ ...unconfirmed, account: null }, daysLater(400), 15)).toBe(false);
	});

	it('for which a desk vouches never lapses', () => {
		expect(hasLapsed({ ...unconfirmed, deskAt: typedOn }, daysLater(400), 15)).toBe(false);
	});
});

describe('a profile that nobody entered yet', () => {
	const imported = { ...unconfirmed, account: null };

	it('waits for whoever registers with its CURP when a list made it', () => {
		expect(awaitsOwner(imported)).toBe(true);
	});

	it.each([
		['a desk began it', { deskAt: typedOn }],
		['a cédula was submitted', { heldAt: typedOn }],
		['it has an account', { account: unconfirmed.account }],
	])('does not when %s', (_, changes) => expect(awaitsOwner({ ...imported, ...changes })).toBe(false));
});
