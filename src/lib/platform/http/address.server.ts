import type { RequestEvent } from '@sveltejs/kit';
import { notFound } from '../refusal.ts';

/** Nothing of ours is called by a null character, which the database cannot even be asked for. @throws Refusal not_found */
export function refuseNullCharacter({ params }: Pick<RequestEvent, 'params'>): void {
	if (Object.values(params).some((value) => value?.includes('\0'))) throw notFound();
}
