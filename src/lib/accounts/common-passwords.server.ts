import { createRequire } from 'node:module';
import { PASSWORD_LENGTH } from './password.ts';

let known: ReadonlySet<string> | undefined;

/**
 * Whether a password is on the list of the most used ones, which comes with the program: nothing is asked of the network.
 * The list is read on first use, and only those that are long enough to be taken are kept.
 */
export function isCommonPassword(password: string): boolean {
	known ??= readList();
	return known.has(password.toLowerCase());
}

function readList(): ReadonlySet<string> {
	const { dictionary } = createRequire(import.meta.url)('@zxcvbn-ts/language-common') as {
		dictionary: Record<'passwords-common', string[]>;
	};
	return new Set(dictionary['passwords-common'].filter((common) => common.length >= PASSWORD_LENGTH.min));
}
