import type { Role } from '#lib/access/access.ts';

const HOMES: readonly (readonly [Role, string])[] = [
	['reviewer', '/validacion'],
	['admin', '/validacion'],
	['expert', '/validacion/aclaraciones'],
	['recruiter', '/banco'],
	['servant', '/mi'],
];

/** Where somebody with these roles begins after signing in. */
export function homeOf(roles: readonly string[]): string {
	return HOMES.find(([role]) => roles.includes(role))?.[1] ?? '/mi/cuenta';
}
