import { now } from '#lib/platform/clock.ts';
import {
	findItem,
	isCatalogueName,
	type Catalogue,
	type CatalogueItem,
	type CatalogueName,
} from './catalogues.ts';
import type { YearFacts } from './calendar.ts';
import { calendarVersion } from './calendar-in-force.server.ts';
import { runsOf, type DayOffRun } from './calendar-year.ts';
import { versionInForce, type PageDocument, type PrivacyNotice } from './documents.ts';
import { institution } from './load-institution.server.ts';
import { localDate, type PlainDate } from './plain-date.ts';

const MINUTE_MS = 60_000;
let known: { minute: number; timeZone: string; date: PlainDate } | undefined;

/** Today in the institution's zone; looked up once a minute, since days begin on whole minutes. */
export function today(): PlainDate {
	const instant = now();
	const minute = Math.floor(instant.getTime() / MINUTE_MS);
	const { timeZone } = institution().settings;
	if (known?.minute !== minute || known.timeZone !== timeZone)
		known = { minute, timeZone, date: localDate(instant, timeZone) };
	return known.date;
}

/** A catalogue of the institution, complete. */
export function catalogue<Name extends CatalogueName>(name: Name): Catalogue<Name> {
	return institution().catalogues[name];
}

/** The item of a catalogue with a key, if there is one. */
export function findCatalogueItem<Name extends CatalogueName>(
	name: Name,
	key: string,
): CatalogueItem<Name> | undefined {
	return findItem<CatalogueItem<Name>>(catalogue(name), key);
}

/** Whether a catalogue has a key. */
export function isKey(name: CatalogueName, key: string): boolean {
	return findCatalogueItem(name, key) !== undefined;
}

/** What to show for a key; the key itself when the catalogue no longer has it, so that old data stay readable. */
export function label(name: CatalogueName, key: string): string {
	return findCatalogueItem(name, key)?.label ?? key;
}

/** The privacy notice in force today. */
export function privacyNoticeInForce(): PrivacyNotice {
	return versionInForce(institution().privacyNotices, today());
}

/** The policies of the service in force today. */
export function policiesInForce(): PageDocument {
	return versionInForce(institution().policies, today());
}

/** The business calendar as others may use it: days off by year, and the hour after which a day is over. */
export type PublicCalendar = {
	/** how often administrators changed what the institution began with */
	version: number;
	timeZone: string;
	/** `HH:MM` */
	cutOff: string;
	items: (YearFacts & { key: string; label: string; dates: DayOffRun[] })[];
};

/** Days off, year by year, and the cut-off hour in force. */
export function publicCalendar(): PublicCalendar {
	const { calendar, settings } = institution();
	const years = [...calendar.years].sort(([one], [other]) => one - other);
	return {
		version: calendarVersion(),
		timeZone: settings.timeZone,
		cutOff: settings.deadlines.cutOff,
		items: years.map(([year, facts]) => ({
			key: String(year),
			label: `Días inhábiles de ${year}`,
			...facts,
			dates: runsOf(year, calendar),
		})),
	};
}

/** What `GET /catalogues/{name}` answers: a catalogue, the business calendar, or the privacy notice in force; nothing for another name. */
export function findPublicCatalogue(name: string): Catalogue | PrivacyNotice | PublicCalendar | undefined {
	if (name === 'privacy-notice') return privacyNoticeInForce();
	if (name === 'calendar') return publicCalendar();
	return isCatalogueName(name) ? (catalogue(name) as Catalogue) : undefined;
}
