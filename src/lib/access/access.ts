import type { Channel } from '#lib/audit/audit.ts';
import { notAllowed, unauthenticated } from '#lib/platform/refusal.ts';

/** Roles of product.md, "People". */
export const ROLES = ['servant', 'reviewer', 'admin', 'expert', 'recruiter', 'privacy', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** Scopes of an API key (contract.md, "HTTP API"). */
export const API_SCOPES = ['review', 'bank', 'jobs', 'admin'] as const;
export type ApiScope = (typeof API_SCOPES)[number];

/** Whoever acts, as every use case receives it. */
export type Principal = {
	accountId: string;
	/** the person's own profile; staff have none */
	profileId: string | null;
	/** how they are called on what they sign */
	name: string;
	roles: Role[];
	channel: Channel;
	/** set when a program acts through an API key: only use cases of the scope are open */
	scope?: ApiScope;
	sessionId?: string;
	/**
	 * Set while an administrator helps a person at the desk: `profileId` is that person's, `channel` is `desk`, and only
	 * use cases that the matrix opens to it can be used. The name is the person's.
	 */
	assists?: { name: string; until: Date };
};

const SERVANT: Role[] = ['servant'];
const REVIEW: Role[] = ['reviewer', 'admin'];
const ADMIN: Role[] = ['admin'];
const EXPERT: Role[] = ['expert'];
const BANK: Role[] = ['reviewer', 'admin', 'recruiter'];

/**
 * Which roles may do what, which API scope opens it to a program, and what an administrator may do for somebody at the
 * desk (`assisted`): the matrix of quality.md.
 * Rules about the object (own cédula, holder, consent) stand in the use cases.
 */
export const ACCESS = {
	'account.own': { roles: [...ROLES], scope: null },
	'account.invite-staff': { roles: ADMIN, scope: 'admin' },
	'account.list-staff': { roles: ADMIN, scope: 'admin' },
	'account.create-user': { roles: ADMIN, scope: 'admin' },
	'account.grant-role': { roles: ADMIN, scope: 'admin' },
	'account.create-key-for': { roles: [], scope: null },
	'account.act-for': { roles: [], scope: null },
	'desk.help': { roles: ADMIN, scope: null },
	'roster.import': { roles: ADMIN, scope: 'admin' },
	'account.reclaim-curp': { roles: ADMIN, scope: 'admin' },
	'account.manage-keys': { roles: ADMIN, scope: null },
	'cedula.own': { roles: SERVANT, scope: null, assisted: true },
	'evidence.own': { roles: SERVANT, scope: null, assisted: true },
	'evidence.check-store': { roles: [], scope: null },
	'keys.rotate': { roles: [], scope: null },
	'rating.models': { roles: ADMIN, scope: null },
	'rating.rerate': { roles: ADMIN, scope: null },
	'panel.manage': { roles: ADMIN, scope: null },
	'panel.judge': { roles: EXPERT, scope: null },
	'rating.own': { roles: SERVANT, scope: null },
	'credential.own': { roles: SERVANT, scope: null },
	'credential.revoke': { roles: ADMIN, scope: null },
	'credential.keys': { roles: [], scope: null },
	'privacy.own': { roles: SERVANT, scope: null },
	'review.queue': { roles: REVIEW, scope: 'review' },
	'review.read-case': { roles: REVIEW, scope: 'review' },
	'review.read-file': { roles: REVIEW, scope: 'review' },
	'review.decide': { roles: REVIEW, scope: 'review' },
	'appeal.own': { roles: SERVANT, scope: null },
	'appeal.answer': { roles: [...REVIEW, 'expert'], scope: 'review' },
	'review.workload': { roles: ADMIN, scope: 'admin' },
	'review.own-workload': { roles: REVIEW, scope: null },
	'review.agreement': { roles: ['admin', 'expert'], scope: 'admin' },
	'review.end-reading': { roles: ADMIN, scope: null },
	'rating.issue': { roles: REVIEW, scope: 'review' },
	'bank.search': { roles: BANK, scope: 'bank' },
	'bank.read': { roles: BANK, scope: 'bank' },
	'training.manage': { roles: ADMIN, scope: null },
	'outreach.read-outbox': { roles: ADMIN, scope: null },
	'institution.status': { roles: ADMIN, scope: 'admin' },
	'institution.edit-calendar': { roles: ADMIN, scope: null },
} as const satisfies Record<string, Rule>;
export type UseCase = keyof typeof ACCESS;

type Rule = { roles: Role[]; scope: ApiScope | null; assisted?: true };

/** The role in which somebody helps at the desk. */
const HELPER: Role = 'admin';

/** Whether role and scope open a use case. A key of scope `review` also opens the bank (contract.md). */
export function may(principal: Pick<Principal, 'roles' | 'scope' | 'assists'>, useCase: UseCase): boolean {
	const rule: Rule = ACCESS[useCase];
	if (principal.assists) return rule.assisted === true && principal.roles.includes(HELPER);
	if (!principal.roles.some((role) => rule.roles.includes(role))) return false;
	if (!principal.scope) return true;
	return principal.scope === rule.scope || (principal.scope === 'review' && rule.scope === 'bank');
}

/**
 * First line of every use case: refuses whoever may not, and hands back the principal.
 * @throws Refusal unauthenticated (nobody signed in) or not_allowed
 */
export function authorize(principal: Principal | null, useCase: UseCase): Principal {
	if (!principal) throw unauthenticated();
	if (!may(principal, useCase)) throw principal.assists ? notWhileAssisting() : notAllowed();
	return principal;
}

/** Whoever helps somebody at the desk as themselves again: for what they do beside it, like ending it. */
export function asThemselves(principal: Principal | null): Principal | null {
	if (!principal?.assists) return principal;
	const { assists: _, ...self } = principal;
	return { ...self, profileId: null, channel: 'web' };
}

function notWhileAssisting() {
	return notAllowed(
		'Mientras ayuda a una persona en el módulo solo puede abrir la cédula de ella. Termine la atención y vuelva a intentarlo.',
	);
}

/** Like {@link authorize}, for use cases on one's own cédula: also hands back the profile. */
export function authorizeOwner(
	principal: Principal | null,
	useCase: UseCase,
): Principal & { profileId: string } {
	const allowed = authorize(principal, useCase);
	if (!allowed.profileId) throw notAllowed('Su cuenta no tiene una cédula.');
	return { ...allowed, profileId: allowed.profileId };
}

/** What the audit keeps of a principal: the account and, of several roles, the one that opened the use case. */
export function actor(principal: Principal, useCase: UseCase) {
	const rule: Role[] = principal.assists ? [HELPER] : [...ACCESS[useCase].roles];
	const role = principal.roles.find((candidate) => rule.includes(candidate)) ?? 'none';
	return { accountId: principal.accountId, role, channel: principal.channel };
}
