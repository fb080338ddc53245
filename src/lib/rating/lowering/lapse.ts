import type { PlainDate } from '#lib/institution/plain-date.ts';

/** An accepted item that stops counting as time passes, with the last day on which it counts. */
export type Lapse = { revisionId: string; reason: 'expired' | 'outside_window'; countsUntil: PlainDate };
