import { describe, expect, it } from 'vitest';
import type { ServiceStatus } from '#lib/outreach/service-status.server.ts';
import { statusRows } from './status-rows.ts';

const inOrder: ServiceStatus = {
	mail: { server: true, demo: false, waiting: 0, failed: 0 },
	scanner: { state: 'answers', signaturesDays: 1 },
	masterKeyBesideData: false,
	calendar: [],
	deciders: 2,
	appealsWithoutAnyone: 0,
	institutionWarnings: [],
};
const rowsOf = (changes: Partial<ServiceStatus>) =>
	statusRows({ ...inOrder, ...changes }).filter(({ tone }) => tone !== 'success');

describe('the status of the service', () => {
	it('has nothing to tell when all is in order', () => {
		expect(rowsOf({})).toEqual([]);
	});

	it('says how many messages wait for a mail server', () => {
		const [row] = rowsOf({ mail: { server: false, demo: false, waiting: 1, failed: 0 } });
		expect(row?.meaning).toContain('1 mensaje espera');
		const [many] = rowsOf({ mail: { server: false, demo: false, waiting: 12, failed: 0 } });
		expect(many?.meaning).toContain('12 mensajes esperan');
	});

	it('says how many open cases are due in a year without calendar', () => {
		const [row] = rowsOf({ calendar: [{ year: 2027, status: 'missing', cases: 3 }] });
		expect(row).toMatchObject({ tone: 'error', href: '/admin/calendario' });
		expect(row?.meaning).toContain('3 cédulas abiertas vencen ahí');
		const [provisional] = rowsOf({ calendar: [{ year: 2027, status: 'provisional', cases: 0 }] });
		expect(provisional).toMatchObject({ tone: 'warning', href: '/admin/calendario' });
	});

	it.each([
		['messages that failed', { mail: { server: true, demo: false, waiting: 0, failed: 2 } }],
		['files that are not scanned', { scanner: { state: 'none' as const } }],
		['a scanner that does not answer', { scanner: { state: 'away' as const } }],
		['a scanner without signatures', { scanner: { state: 'answers' as const, signaturesDays: null } }],
		['a scanner of last month', { scanner: { state: 'answers' as const, signaturesDays: 30 } }],
		['a master key beside the data', { masterKeyBesideData: true }],
		['a year without a calendar', { calendar: [{ year: 2027, status: 'missing' as const, cases: 0 }] }],
		['a single person who decides', { deciders: 1 }],
		['an appeal that nobody may answer', { appealsWithoutAnyone: 1 }],
	])('tells of %s', (_, changes) => {
		expect(rowsOf(changes)).toHaveLength(1);
	});
});
