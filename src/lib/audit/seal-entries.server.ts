import { and, asc, desc, gt, sql } from 'drizzle-orm';
import { inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { definePeriodic } from '#lib/platform/jobs.server.ts';
import { blockHash, canonicalEntry, merkleRoot } from './audit.ts';
import { auditBlock, auditEntry, auditSeal } from './tables.server.ts';

const SEAL_LOCK = 7_214_550_382;
const LARGEST_BLOCK = 5_000;
/** No transaction lives this long (the database ends them after 60 s), so nothing older can still appear. */
const LONGEST_TRANSACTION_MS = 3_600_000;

definePeriodic({ name: 'seal-audit', everySeconds: 2, run: async () => void (await sealEntries()) });

/**
 * Seals the entries that no block holds yet into a new block, chained to the one before (rules.md, "Audit").
 * Entries of transactions still open are left for the next block.
 * @returns how many entries were sealed; 0 also when another process is sealing
 */
export function sealEntries(): Promise<number> {
	return inTransaction(async (tx) => {
		const lock = await tx.execute(sql`select pg_try_advisory_xact_lock(${SEAL_LOCK}) as taken`);
		if (!lock.rows[0]?.taken) return 0;
		const previous = await lastBlock(tx);
		const entries = await unsealedEntries(tx, previous.sealedAt);
		if (entries.length === 0) return 0;
		const number = previous.number + 1;
		const root = merkleRoot(entries.map(canonicalEntry));
		await tx.insert(auditBlock).values({
			number,
			previousHash: previous.hash,
			root,
			hash: blockHash(number, previous.hash, root),
			entries: entries.length,
		});
		await tx
			.insert(auditSeal)
			.values(entries.map((entry, position) => ({ entryId: entry.id, block: number, position })));
		return entries.length;
	});
}

async function lastBlock(tx: Transaction): Promise<{ number: number; hash: Buffer; sealedAt: Date }> {
	const [block] = await tx.select().from(auditBlock).orderBy(desc(auditBlock.number)).limit(1);
	return block ?? { number: 0, hash: Buffer.alloc(32), sealedAt: new Date(0) };
}

function unsealedEntries(tx: Transaction, lastSealedAt: Date) {
	const horizon = new Date(lastSealedAt.getTime() - LONGEST_TRANSACTION_MS);
	return tx
		.select()
		.from(auditEntry)
		.where(
			and(
				gt(auditEntry.writtenAt, horizon),
				sql`not exists (select from ${auditSeal} where ${auditSeal.entryId} = ${auditEntry.id})`,
			),
		)
		.orderBy(asc(auditEntry.id))
		.limit(LARGEST_BLOCK);
}
