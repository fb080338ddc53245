import { describe, expect, it } from 'vitest';
import { aCedulaView, aClaimView } from './cedula.factory.ts';
import type { CedulaView } from './cedula.ts';
import { journeyOf, nextStepOf } from './journey.ts';
import type { SubmissionState } from './submission.ts';

const ZONE = 'America/Mexico_City';

function sent(state: SubmissionState, changes: Partial<CedulaView> = {}): CedulaView {
	const submission = {
		id: '0198c0de-0000-7000-8000-000000000009',
		folio: 'SHM-2026-000001',
		state,
		submittedAt: new Date('2026-06-16T03:00:00Z'),
		receivedOn: '2026-06-16',
		dueOn: '2026-06-23',
		movedFrom: null,
		correctMovedFrom: null,
		correctBy: state === 'needs_you' ? '2026-06-30' : null,
		decidedAt: state === 'rated' ? new Date('2026-06-18T18:00:00Z') : null,
		identityRemark: null,
	};
	const claims = [aClaimView({ state: 'submitted', changed: false })];
	return aCedulaView({ state, submission, claims, ...changes });
}

describe('the way of a cédula', () => {
	it.each([
		[aCedulaView(), ['current', 'todo', 'todo', 'todo']],
		[sent('received'), ['done', 'current', 'todo', 'todo']],
		[sent('in_review'), ['done', 'done', 'current', 'todo']],
		[sent('needs_you'), ['done', 'done', 'current', 'todo']],
		[sent('rated'), ['done', 'done', 'done', 'done']],
	])('is where its state says (%#)', (cedula, states) => {
		expect(journeyOf(cedula, ZONE).map(({ state }) => state)).toEqual(states);
	});

	it('shows the day of sending in the zone of the institution, and the due date', () => {
		const [, received, , rating] = journeyOf(sent('received'), ZONE);
		expect(received?.date).toBe('15 de junio de 2026');
		expect(rating?.date).toBe('A más tardar el 23 de junio de 2026');
	});

	it('promises no day while the clock stands still', () => {
		const rating = journeyOf(sent('needs_you'), ZONE)[3];
		expect(rating).toEqual({ label: 'Dictamen', detail: 'El plazo está detenido', state: 'todo' });
	});

	it('starts again when a submission was taken back', () => {
		const cedula = { ...sent('withdrawn'), state: 'draft' as const };
		expect(journeyOf(cedula, ZONE)[0]).toEqual({ label: 'Borrador', state: 'current' });
	});
});

describe('what to do next', () => {
	const missing = { code: 'post_incomplete', message: 'x', href: '/cedula/puesto' } as const;
	const unconfirmed = { code: 'email_unconfirmed', message: 'x', href: '/mi/cuenta' } as const;

	it.each([
		['/cedula', aCedulaView({ missing: [missing, unconfirmed] })],
		['/mi/cuenta', aCedulaView({ missing: [unconfirmed] })],
		['/cedula/revisar', aCedulaView()],
		['/cedula/observaciones', sent('needs_you')],
		['/mi/ponderacion', sent('rated')],
		['/cedula/revisar', sent('rated', { claims: [aClaimView()] })],
		['/cedula', sent('rated', { claims: [aClaimView()], missing: [missing] })],
	])('is %s', (href, cedula) => {
		expect(nextStepOf(cedula).href).toBe(href);
	});

	it('tells the last day to answer, and which day it was before the calendar changed', () => {
		const waiting = sent('needs_you');
		expect(nextStepOf(waiting).text).toContain('Tiene hasta el martes 30 de junio de 2026.');
		const submission = { ...waiting.submission!, correctMovedFrom: '2026-06-29' };
		expect(nextStepOf({ ...waiting, submission }).text).toContain(
			'tenía hasta el lunes 29 de junio de 2026 y ahora tiene hasta el martes 30 de junio de 2026.',
		);
	});

	it('is nothing while the institution works', () => {
		expect(nextStepOf(sent('received')).href).toBeUndefined();
		expect(nextStepOf(sent('in_review')).text).toContain('martes 23 de junio de 2026');
	});
});
