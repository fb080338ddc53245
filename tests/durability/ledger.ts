import { buildCurp } from '#lib/identifiers/curp.ts';
import { addDays } from '#lib/institution/plain-date.ts';
import type { TestDocument } from './document.ts';

/** Something that was sent; `kept` once the service answered that it has it, or showed it. */
export type Promised = { kept: boolean };

/** A claim as it was sent. */
export type PromisedClaim = Promised & { kind: string; data: Record<string, unknown> };

/** A file as it was sent. */
export type PromisedFile = Promised & { claimId: string; document: TestDocument };

/** A claim that is sent without an id, by an `Idempotency-Key` alone, and taken away again: how many there may be of it. */
export type PromisedCourse = { name: string; least: number; most: number };

/** What one person sent and what they were told: what the service owes them. */
export type Ledger = {
	number: number;
	registration: Record<string, string> & { curp: string; email: string; password: string };
	/** address that the person comes from */
	from: string;
	account: Promised;
	token: string;
	emailConfirmed: boolean;
	/** number written into the sections by the last edit that was sent, and by the last that is known to be kept */
	edits: { sent: number; kept: number };
	/** by id */
	claims: Map<string, PromisedClaim>;
	course: PromisedCourse;
	/** by SHA-256 */
	files: Map<string, PromisedFile>;
	submission: Promised & { sent: boolean; folio: string };
	finished: boolean;
};

/** The password of everybody here. */
const PASSWORD = 'cuatro palabras muy largas';

/** A person who has done nothing yet. */
export function newLedger(number: number, noticeVersion: string): Ledger {
	const names = { givenNames: 'Itzel', firstSurname: 'Xochihua', secondSurname: 'Arizmendi' };
	const birthDate = addDays('1955-01-01', number);
	return {
		number,
		registration: {
			...names,
			curp: buildCurp({ ...names, birthDate, sex: 'M', birthState: 'MC' }),
			email: `persona${number}@correo.example`,
			password: PASSWORD,
			noticeVersion,
		},
		from: `198.51.${(number >> 8) & 255}.${number & 255}`,
		account: { kept: false },
		token: '',
		emailConfirmed: false,
		edits: { sent: 0, kept: 0 },
		claims: new Map(),
		course: { name: `Curso ${number}`, least: 0, most: 0 },
		files: new Map(),
		submission: { sent: false, kept: false, folio: '' },
		finished: false,
	};
}
