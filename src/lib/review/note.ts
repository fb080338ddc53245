import { z } from 'zod';
import { cleanText } from '#lib/platform/text.ts';
import { NOTE_LENGTH } from './review.ts';

/** A note of a reviewer, cleaned, with its line breaks; undefined when nothing was written. */
export const note = z
	.string()
	.nullish()
	.transform((value) => (value ? cleanText(value) : '') || undefined)
	.pipe(z.string().max(NOTE_LENGTH, `La nota puede tener como máximo ${NOTE_LENGTH} caracteres.`).optional());
