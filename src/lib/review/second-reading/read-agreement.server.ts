import { z } from 'zod';
import { authorize, may, type Principal } from '#lib/access/access.ts';
import { CLAIM_KINDS, type ClaimKind } from '#lib/cedula/claims.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { addMonths, type PlainDate } from '#lib/institution/plain-date.ts';
import { db } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { readersNow } from './active-readers.server.ts';
import type { AgreementTable } from './agreement.ts';
import { VERDICTS } from '../review.ts';
import {
	countOpenReadings,
	countPairs,
	countReadings,
	openReadings,
	type OpenReading,
	type PairCount,
} from './agreement-store.server.ts';

const MONTHS_SHOWN = 12;

const month = z
	.string()
	.regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Elija el mes y escriba el año con cuatro cifras.')
	.optional();

/** Which months are looked at, `YYYY-MM`, both included and in any order; the last twelve unless told otherwise. */
export const ReadAgreement = z.object({ from: month, to: month });

/** What two readers decided about claims of a kind. */
export type KindTable = { kind: ClaimKind; table: AgreementTable };

/** How far people who review decide alike. It shows nothing of the people it is about, nor who decided what. */
export type AgreementReport = {
	/** first and last month, `YYYY-MM` */
	from: string;
	to: string;
	sharePercent: number;
	fromReviewers: number;
	activeReviewers: number;
	/** cédulas that two people read in these months, and those of them on which they differed */
	read: number;
	disputed: number;
	/** being read again now */
	open: { second: number; third: number };
	kinds: KindTable[];
	/** for whoever may let them go on; null for others */
	waiting: OpenReading[] | null;
};

/**
 * How far second readings agree with the first ones, by kind of claim, and what is being read again now.
 * @throws Refusal invalid (months)
 */
export async function readAgreement(principal: Principal | null, input: unknown): Promise<AgreementReport> {
	const reader = authorize(principal, 'review.agreement');
	const query = parse(ReadAgreement, input);
	const { timeZone, secondReading } = institution().settings;
	const last = query.to ?? today().slice(0, 7);
	const first = query.from ?? monthBefore(last, MONTHS_SHOWN - 1);
	const [from, to] = first <= last ? [first, last] : [last, first];
	const period = { from: firstDay(from), before: addMonths(firstDay(to), 1), timeZone };
	const active = await readersNow(db());
	const [pairs, readings, open, waiting] = await Promise.all([
		countPairs(period),
		countReadings(period),
		countOpenReadings(),
		may(reader, 'review.end-reading') ? openReadings(active) : null,
	]);
	return {
		from,
		to,
		...secondReading,
		activeReviewers: active.length,
		...readings,
		open,
		kinds: CLAIM_KINDS.map((kind) => ({ kind, table: tableOf(pairs.filter((each) => each.kind === kind)) })),
		waiting,
	};
}

function tableOf(pairs: readonly PairCount[]): AgreementTable {
	return VERDICTS.map((first) =>
		VERDICTS.map(
			(second) => pairs.find((pair) => pair.first === first && pair.second === second)?.claims ?? 0,
		),
	);
}

function firstDay(month: string): PlainDate {
	return `${month}-01`;
}

function monthBefore(month: string, count: number): string {
	return addMonths(firstDay(month), -count).slice(0, 7);
}
