import type { KeyObject } from 'node:crypto';
import { ageOn } from '#lib/identifiers/calendar-day.ts';
import { parseCurp } from '#lib/identifiers/curp.ts';
import { unwrapPersonKey } from '#lib/platform/unwrap-person-key.server.ts';
import { ageGroup } from './trial.ts';

/** In which groups of a trial somebody is by their CURP; empty where it can be read no more. */
export type BirthGroups = { sex: string; age: string };

/** What is asked of this worker; it is the entry file of a thread (`birth-groups.server.ts`). Bytes are in base64. */
export type BirthGroupsTask = {
	wrapping: KeyObject;
	/** 'YYYY-MM-DD' */
	today: string;
	/** without `wrapped` the key was erased */
	people: { wrapped: string | null; curpSealed: string }[];
};

/** Sex and age of people, in their order. */
export function openBirthGroups({ wrapping, today, people }: BirthGroupsTask): BirthGroups[] {
	return people.map(({ wrapped, curpSealed }) => {
		if (wrapped === null) return { sex: '', age: '' };
		const key = unwrapPersonKey(wrapping, Buffer.from(wrapped, 'base64'));
		const parsed = parseCurp(key.unseal<string>(Buffer.from(curpSealed, 'base64')), today);
		return parsed.ok
			? { sex: parsed.sex, age: ageGroup(ageOn(parsed.birthDate, today)) }
			: { sex: '', age: '' };
	});
}
