import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type pg from 'pg';
import { institution } from '#lib/institution/load-institution.server.ts';
import { databasePool } from '#lib/platform/database.server.ts';
import { tooMany } from '#lib/platform/refusal.ts';
import { keyedHash } from '#lib/platform/secrets.server.ts';

const HOUR_SECONDS = 3600;

/** How often something may be done by one account or from one address; those of the sign-in are the institution's. */
const LIMITS = {
	'sign-in-account': () => window(institution().settings.signIn.failuresPerAccount),
	'sign-in-address': () => window(institution().settings.signIn.failuresPerAddress),
	'new-account': () => hourly(institution().settings.signIn.newAccountsPerAddressPerHour),
	'held-curp': () => hourly(institution().settings.signIn.newAccountsPerAddressPerHour),
	'recovery-address': () => hourly(institution().settings.signIn.failuresPerAddress),
	'recovery-account': () => hourly(3),
	'confirmation-mail': () => hourly(10),
	'desk-code-address': () => window(institution().settings.signIn.failuresPerAddress),
	'unknown-code': () => hourly(institution().settings.signIn.failuresPerAddress),
} satisfies Record<string, () => Limit>;
type LimitName = keyof typeof LIMITS;
type Limit = { points: number; seconds: number };

function window(points: number): Limit {
	return { points, seconds: institution().settings.signIn.windowMinutes * 60 };
}

function hourly(points: number): Limit {
	return { points, seconds: HOUR_SECONDS };
}

/**
 * Counts an attempt; counters live in the database, so that all processes share them.
 * @param key what is limited: an id, or the {@link addressKey} of an address
 * @throws Refusal too_many when it is one more than the limit lets through
 */
export async function countAttempt(name: LimitName, key: string): Promise<void> {
	try {
		await limiter(name).consume(key);
	} catch (thrown) {
		if (thrown instanceof RateLimiterRes) throw limitReached(thrown);
		throw thrown;
	}
}

/** Refuses when the limit was already reached, without counting. @throws Refusal too_many */
export async function refuseBeyondLimit(name: LimitName, key: string): Promise<void> {
	const spent = await limiter(name).get(key);
	if (spent && spent.consumedPoints >= LIMITS[name]().points) throw limitReached(spent);
}

/** Counts an attempt that failed, without refusing. */
export async function countFailure(name: LimitName, key: string): Promise<void> {
	await limiter(name).penalty(key);
}

/** Whether one more is let through; counts it. */
export async function mayAgain(name: LimitName, key: string): Promise<boolean> {
	const spent = await limiter(name).penalty(key);
	return spent.consumedPoints <= LIMITS[name]().points;
}

/** Forgets the attempts so far: the last one succeeded. */
export async function forgetAttempts(name: LimitName, key: string): Promise<void> {
	await limiter(name).delete(key);
}

/** What stands for an address in the counters: its keyed hash, so that they do not tell who came. */
export function addressKey(address: string): string {
	return keyedHash('address', address).toString('base64url');
}

const limiters = new Map<string, Limit & { pool: pg.Pool; limiter: RateLimiterPostgres }>();

function limiter(name: LimitName): RateLimiterPostgres {
	const { points, seconds } = LIMITS[name]();
	const pool = databasePool();
	const known = limiters.get(name);
	if (known?.pool === pool && known.points === points && known.seconds === seconds) {
		return known.limiter;
	}
	const fresh = new RateLimiterPostgres({
		storeClient: pool,
		storeType: 'pool',
		tableName: 'attempt',
		tableCreated: true,
		clearExpiredByTimeout: false,
		keyPrefix: name,
		points,
		duration: seconds,
	});
	limiters.set(name, { pool, points, seconds, limiter: fresh });
	return fresh;
}

function limitReached(spent: RateLimiterRes) {
	const seconds = Math.max(1, Math.ceil(spent.msBeforeNext / 1000));
	const minutes = Math.ceil(seconds / 60);
	return tooMany(
		seconds,
		`Hubo demasiados intentos. Espere ${minutes === 1 ? 'un minuto' : `${minutes} minutos`} y vuelva a intentarlo.`,
	);
}
