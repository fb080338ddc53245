import { createHmac } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { now } from '#lib/platform/clock.ts';
import { preparedStatement, type Reader } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { purposeKey } from '#lib/platform/secrets.server.ts';
import { canonicalEntry, type Actor, type AuditEntry, type Deed } from './audit.ts';
import { auditEntry } from './tables.server.ts';

/** Writes an entry in the transaction of the deed: either both are kept, or neither. */
export async function record(tx: Reader, actor: Actor, deed: Deed): Promise<void> {
	await newEntry(tx).execute(stored(actor, deed));
}

const newEntry = preparedStatement((reader) =>
	reader
		.insert(auditEntry)
		.values({
			id: sql.placeholder('id'),
			recordedAt: sql.placeholder('recordedAt'),
			actorId: sql.placeholder('actorId'),
			role: sql.placeholder('role'),
			channel: sql.placeholder('channel'),
			action: sql.placeholder('action'),
			profileId: sql.placeholder('profileId'),
			subject: sql.placeholder('subject'),
			purpose: sql.placeholder('purpose'),
			details: sql.placeholder('details'),
			mac: sql.placeholder('mac'),
		})
		.prepare('new_audit_entry'),
);

/** Like {@link record}, for several deeds of one act in one statement. */
export async function recordAll(tx: Reader, actor: Actor, deeds: Deed[]): Promise<void> {
	if (deeds.length === 0) return;
	await tx.insert(auditEntry).values(deeds.map((deed) => stored(actor, deed)));
}

/** Proof that the application wrote an entry: HMAC-SHA-256 with a key that the database does not hold. */
export function entryMac(entry: AuditEntry): Buffer {
	return createHmac('sha256', purposeKey('audit-entry')).update(canonicalEntry(entry)).digest();
}

function stored(actor: Actor, deed: Deed): AuditEntry & { mac: Buffer } {
	const entry: AuditEntry = {
		id: newId(),
		recordedAt: now(),
		actorId: actor.accountId,
		role: actor.role,
		channel: actor.channel,
		action: deed.action,
		profileId: deed.profileId ?? null,
		subject: deed.subject ?? null,
		purpose: deed.purpose ?? null,
		details: JSON.parse(JSON.stringify(deed.details ?? {})) as Record<string, unknown>,
	};
	return { ...entry, mac: entryMac(entry) };
}
