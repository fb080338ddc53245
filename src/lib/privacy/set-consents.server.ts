import { z } from 'zod';
import type { Actor } from '#lib/audit/audit.ts';
import { record } from '#lib/audit/record.server.ts';
import { actor, authorizeOwner, type Principal } from '#lib/access/access.ts';
import { privacyNoticeInForce } from '#lib/institution/catalogues.server.ts';
import { CONSENT_PURPOSES, type ConsentPurpose } from '#lib/institution/documents.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { parse } from '#lib/platform/parse.ts';
import { currentConsents } from './current-consents.server.ts';
import type { Consents } from './privacy.ts';
import { consent } from './tables.server.ts';

const answer = z.boolean('Responda sí (true) o no (false).').optional();

/** A yes or no for the purposes that are named; the others stay as they are. */
export const consentDecisions = z.strictObject({
	bank: answer,
	jobAlerts: answer,
	invitations: answer,
	publicCv: answer,
} satisfies Record<ConsentPurpose, typeof answer>);
export type ConsentDecisions = z.output<typeof consentDecisions>;

/**
 * Consents, or takes a consent back, purpose by purpose; acts at once (rules.md, "Consent purposes").
 * @returns how all purposes stand now
 * @throws Refusal invalid
 */
export async function setConsents(principal: Principal | null, input: unknown): Promise<Consents> {
	const owner = authorizeOwner(principal, 'privacy.own');
	const decisions = parse(consentDecisions, input);
	return inTransaction((tx) => decideConsents(tx, actor(owner, 'privacy.own'), owner.profileId, decisions));
}

/** Like {@link setConsents}, inside the transaction of a use case that already knows whose decisions these are. */
export async function decideConsents(
	tx: Transaction,
	by: Actor,
	profileId: string,
	decisions: ConsentDecisions,
): Promise<Consents> {
	const before = await currentConsents(tx, profileId);
	const changed = CONSENT_PURPOSES.filter(
		(purpose) => decisions[purpose] !== undefined && decisions[purpose] !== before[purpose],
	);
	if (changed.length === 0) return before;
	const noticeVersion = privacyNoticeInForce().version;
	const decidedAt = now();
	const after = { ...before, ...definedOnly(decisions) };
	await tx.insert(consent).values(
		changed.map((purpose) => ({
			id: newId(),
			profileId,
			purpose,
			granted: after[purpose],
			noticeVersion,
			channel: by.channel,
			decidedAt,
		})),
	);
	const answers = Object.fromEntries(changed.map((purpose) => [purpose, after[purpose]]));
	await record(tx, by, { action: 'privacy.set-consents', profileId, details: answers });
	for (const purpose of changed) await emit(tx, 'consent-changed', { profileId, purpose });
	return after;
}

function definedOnly(decisions: ConsentDecisions): Partial<Consents> {
	return Object.fromEntries(Object.entries(decisions).filter(([, granted]) => granted !== undefined));
}
