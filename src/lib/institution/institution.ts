import { z } from 'zod';
import type { BusinessCalendar } from './calendar.ts';
import type { Catalogues } from './catalogues.ts';
import type { PageDocument, PrivacyNotice } from './documents.ts';
import type { MailName, MailTemplate } from './mail-texts.ts';
import type { Settings } from './settings.ts';

/** A weighting model as it stands in its file; the rating knows its shape. */
export type WeightingFile = { name: string; content: unknown };

/** Outlines of the municipalities (TopoJSON); geometry ids are keys of the catalogue `municipalities`. */
export const municipalityMap = z.looseObject({
	type: z.literal('Topology'),
	arcs: z.array(z.array(z.array(z.number()))),
	objects: z.record(
		z.string(),
		z.looseObject({
			type: z.literal('GeometryCollection'),
			geometries: z.array(z.looseObject({ type: z.string(), id: z.string() })),
		}),
	),
});

/** TopoJSON of the municipalities. */
export type MunicipalityMap = z.infer<typeof municipalityMap>;

/**
 * Everything that an adopter changes, read from `instances/<key>/` and checked. Nothing of it changes while the process
 * runs but the calendar and the cut-off hour, which administrators edit (decision 19).
 */
export type Institution = {
	readonly key: string;
	readonly settings: Settings;
	readonly logo: { svg: string; alt: string } | undefined;
	readonly calendar: BusinessCalendar;
	readonly catalogues: Catalogues;
	/** Oldest first. */
	readonly privacyNotices: readonly PrivacyNotice[];
	/** Oldest first. */
	readonly policies: readonly PageDocument[];
	readonly help: PageDocument;
	readonly accessibility: PageDocument;
	readonly mailTexts: Readonly<Record<MailName, MailTemplate>>;
	readonly weighting: readonly WeightingFile[];
	readonly map: MunicipalityMap;
	/** What works but should not stay so: sample contact data, provisional calendars. For the administrator. */
	readonly warnings: readonly string[];
};
