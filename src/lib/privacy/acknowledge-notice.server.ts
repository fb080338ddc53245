import { desc, eq } from 'drizzle-orm';
import type { Channel } from '#lib/audit/audit.ts';
import { record } from '#lib/audit/record.server.ts';
import { actor, authorizeOwner, type Principal } from '#lib/access/access.ts';
import { privacyNoticeInForce } from '#lib/institution/catalogues.server.ts';
import { now } from '#lib/platform/clock.ts';
import { db, inTransaction, type Reader } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { invalidField } from '#lib/platform/refusal.ts';
import { noticeAcknowledgement } from './tables.server.ts';

/** Which version of the notice a person took note of, and when. */
export type Acknowledgement = { version: string; acknowledgedAt: Date };

/** Keeps that a person took note of a version of the privacy notice (LGPDPPSO art. 22), in the transaction in which they do. */
export async function keepAcknowledgement(
	tx: Reader,
	{ profileId, version, channel }: { profileId: string; version: string; channel: Channel },
): Promise<void> {
	await tx
		.insert(noticeAcknowledgement)
		.values({ id: newId(), profileId, version, channel, acknowledgedAt: now() });
}

/** Takes note of the notice in force, after it changed. @throws Refusal invalid when another version was read */
export async function acknowledgeNotice(principal: Principal | null, version: string): Promise<void> {
	const owner = authorizeOwner(principal, 'privacy.own');
	if (version !== privacyNoticeInForce().version) {
		throw invalidField('noticeVersion', 'stale', 'El aviso de privacidad cambió. Léalo de nuevo.');
	}
	await inTransaction(async (tx) => {
		const { profileId, channel } = owner;
		await keepAcknowledgement(tx, { profileId, version, channel });
		const details = { notice: version };
		await record(tx, actor(owner, 'privacy.own'), { action: 'privacy.acknowledge', profileId, details });
	});
}

/** The newest version that one took note of; nothing for people who were imported. */
export async function findAcknowledgement(principal: Principal | null): Promise<Acknowledgement | undefined> {
	const { profileId } = authorizeOwner(principal, 'privacy.own');
	const [newest] = await db()
		.select({ version: noticeAcknowledgement.version, acknowledgedAt: noticeAcknowledgement.acknowledgedAt })
		.from(noticeAcknowledgement)
		.where(eq(noticeAcknowledgement.profileId, profileId))
		.orderBy(desc(noticeAcknowledgement.acknowledgedAt))
		.limit(1);
	return newest;
}
