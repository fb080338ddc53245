import { z } from 'zod';

const WORDS = 'Escriba un número de 1 a 100.';

/** How many items a page of a list has (`page[size]`, contract.md), up to 100. @param usual when nothing is asked for */
export function pageSize(usual: number) {
	return z.coerce.number(WORDS).int(WORDS).min(1, WORDS).max(100, WORDS).default(usual);
}
