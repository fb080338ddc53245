import { ACCESS, type ApiScope, type Role } from '#lib/access/access.ts';

/** How long a key lives unless told otherwise, and at most, in days. */
export const API_KEY_DAYS = { usual: 90, longest: 366 } as const;

/** What each scope opens, in words. */
export const SCOPE_LABELS: Record<ApiScope, string> = {
	review: 'Validación y banco',
	bank: 'Banco',
	jobs: 'Bolsa de trabajo',
	admin: 'Administración',
};

/** Whether a key of a scope would open anything to somebody with these roles. */
export function isScopeOfUse(scope: ApiScope, roles: readonly Role[]): boolean {
	const rules: { roles: readonly Role[]; scope: ApiScope | null }[] = Object.values(ACCESS);
	return rules.some((rule) => rule.scope === scope && roles.some((role) => rule.roles.includes(role)));
}
