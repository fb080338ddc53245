import type { Role } from '#lib/access/access.ts';

/** Name of the cookie that carries the session token of a browser. */
export const SESSION_COOKIE = 'shm_session';

const HOUR_MS = 3_600_000;
const SERVANT_LIMITS = { idleMs: 12 * HOUR_MS, absoluteMs: 7 * 24 * HOUR_MS };
const STAFF_LIMITS = { idleMs: 2 * HOUR_MS, absoluteMs: 12 * HOUR_MS };

/**
 * How long a session lives without use and in all (OWASP ASVS 5.0, 7.3).
 * Whoever sees data of others has to sign in again sooner: a working day at most, and after two hours away from the desk.
 */
export function sessionLimits(roles: readonly Role[]): { idleMs: number; absoluteMs: number } {
	return roles.every((role) => role === 'servant') ? SERVANT_LIMITS : STAFF_LIMITS;
}

const BROWSERS: [RegExp, string][] = [
	[/\bEdgA?\//, 'Edge'],
	[/\b(OPR|Opera)\//, 'Opera'],
	[/\bSamsungBrowser\//, 'Samsung Internet'],
	[/\b(Firefox|FxiOS)\//, 'Firefox'],
	[/\b(Chrome|HeadlessChrome|CriOS|Chromium)\//, 'Chrome'],
	[/\bSafari\//, 'Safari'],
];
const SYSTEMS: [RegExp, string][] = [
	[/\b(iPhone|iPod)\b/, 'iPhone'],
	[/\biPad\b/, 'iPad'],
	[/\bAndroid\b/, 'Android'],
	[/\bWindows\b/, 'Windows'],
	[/\bMac OS X\b/, 'Mac'],
	[/\bCrOS\b/, 'ChromeOS'],
	[/\bLinux\b/, 'Linux'],
];

/** A browser in words («Firefox en Windows») from its `User-Agent`, so that a person can tell sessions apart. */
export function describeClient(userAgent: string | null | undefined): string {
	const text = userAgent ?? '';
	const browser = BROWSERS.find(([sign]) => sign.test(text))?.[1];
	const system = SYSTEMS.find(([sign]) => sign.test(text))?.[1];
	if (browser && system) return `${browser} en ${system}`;
	return browser ?? system ?? 'Programa sin identificar';
}
