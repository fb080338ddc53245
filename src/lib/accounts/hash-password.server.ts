import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { unavailable } from '#lib/platform/refusal.ts';
import { newToken } from '#lib/platform/secrets.server.ts';
import { turns } from './turns.ts';

/** Argon2id, the default of the library, with 19 MiB, two passes and one lane (OWASP, Password Storage). */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashing shares four threads with reading and writing files: some of them are left to those. */
const AT_ONCE = Math.max(1, Math.min(3, availableParallelism()));
/** A room of 300 people fits; whoever would wait longer than that is told to come back. */
const LONGEST_QUEUE = 400;
const RETRY_AFTER_SECONDS = 5;

const inTurn = turns({ atOnce: AT_ONCE, longest: LONGEST_QUEUE }, () =>
	unavailable(
		'Hay muchas personas entrando en este momento. Espere unos segundos y vuelva a intentarlo.',
		RETRY_AFTER_SECONDS,
	),
);

/** What is stored of a password. @throws Refusal unavailable when too many are being worked on */
export function hashPassword(password: string): Promise<string> {
	return inTurn(() => hash(regular(password), COST));
}

let dummy: Promise<string> | undefined;

/**
 * Whether a password is the one that was stored. Without a stored one (unknown account, account without password) it takes
 * the same time and says no.
 * @throws Refusal unavailable when too many are being worked on
 */
export async function verifyPassword(stored: string | null | undefined, password: string): Promise<boolean> {
	dummy ??= hash(newToken(), COST);
	const against = stored ?? (await dummy);
	const matches = await inTurn(() => verify(against, regular(password)));
	return matches && Boolean(stored);
}

/** The same letter may arrive composed or not, by keyboard and system. */
function regular(password: string): string {
	return password.normalize('NFKC');
}
