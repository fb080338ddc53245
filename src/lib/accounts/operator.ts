import type { Actor } from '#lib/audit/audit.ts';
import { actor, authorize, type Principal, type UseCase } from '#lib/access/access.ts';

/** The person at the console of the server: has the rights that the machine gives, and is named so in the audit. */
export const OPERATOR: Actor = { accountId: null, role: 'operator', channel: 'cli' };

/** Who may use what both an administrator and the console can do. */
export type Authority = Principal | typeof OPERATOR | null;

/** First line of such a use case: refuses whoever may not, and says whom the audit names. */
export function authorizeStaffWork(by: Authority, useCase: UseCase): Actor {
	return by === OPERATOR ? OPERATOR : actor(authorize(by as Principal | null, useCase), useCase);
}
