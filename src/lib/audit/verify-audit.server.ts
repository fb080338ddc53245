import { asc, gt, sql } from 'drizzle-orm';
import { db } from '#lib/platform/database.server.ts';
import { blockHash, canonicalEntry, merkleRoot } from './audit.ts';
import { entryMac } from './record.server.ts';
import { auditBlock, auditEntry, auditSeal } from './tables.server.ts';

/** What a check of the audit log found. `problems` is empty when it is whole. */
export type AuditReport = {
	blocks: number;
	entries: number;
	/** written, but not yet in a block: at most a few seconds' worth */
	unsealed: number;
	problems: string[];
};

const BATCH = 500;

/**
 * Checks the whole log: the seal of every entry, the root of every block and the chain between them.
 * Finds entries that were changed, removed or inserted by whoever can write to the database (rules.md, "Audit").
 */
export async function verifyAudit(onBlock: (number: number) => void = () => {}): Promise<AuditReport> {
	const report: AuditReport = { blocks: 0, entries: 0, unsealed: 0, problems: [] };
	let previousHash: Buffer = Buffer.alloc(32);
	for (;;) {
		const blocks = await db()
			.select()
			.from(auditBlock)
			.where(gt(auditBlock.number, report.blocks))
			.orderBy(asc(auditBlock.number))
			.limit(BATCH);
		if (blocks.length === 0) break;
		for (const block of blocks) {
			await checkBlock(block, report, previousHash);
			previousHash = block.hash;
			report.blocks = block.number;
			onBlock(block.number);
		}
	}
	await checkUnsealed(report);
	return report;
}

async function checkBlock(block: typeof auditBlock.$inferSelect, report: AuditReport, previousHash: Buffer) {
	if (block.number !== report.blocks + 1) report.problems.push(`Falta el bloque ${report.blocks + 1}.`);
	if (!block.previousHash.equals(previousHash)) {
		report.problems.push(`El bloque ${block.number} no continúa al anterior.`);
	}
	if (!block.hash.equals(blockHash(block.number, block.previousHash, block.root))) {
		report.problems.push(`El sello del bloque ${block.number} no corresponde a su contenido.`);
	}
	const rows = await db()
		.select({ entry: auditEntry, entryId: auditSeal.entryId })
		.from(auditSeal)
		.leftJoin(auditEntry, sql`${auditEntry.id} = ${auditSeal.entryId}`)
		.where(sql`${auditSeal.block} = ${block.number}`)
		.orderBy(asc(auditSeal.position));
	const entries = rows.flatMap(({ entry }) => (entry ? [entry] : []));
	for (const { entry, entryId } of rows) {
		if (!entry) report.problems.push(`Falta el asiento ${entryId} del bloque ${block.number}.`);
	}
	for (const entry of entries) checkMac(entry, report);
	if (rows.length !== block.entries || !merkleRoot(entries.map(canonicalEntry)).equals(block.root)) {
		report.problems.push(`Los asientos del bloque ${block.number} no son los que se sellaron.`);
	}
	report.entries += entries.length;
}

/** Entries outside every block: a fresh tail is normal; each must carry the mark of the application. */
async function checkUnsealed(report: AuditReport) {
	const rows = await db()
		.select({ entry: auditEntry, old: sql<boolean>`${auditEntry.writtenAt} < now() - interval '10 minutes'` })
		.from(auditEntry)
		.where(sql`not exists (select from ${auditSeal} where ${auditSeal.entryId} = ${auditEntry.id})`)
		.orderBy(asc(auditEntry.id));
	for (const { entry, old } of rows) {
		checkMac(entry, report);
		if (old) report.problems.push(`El asiento ${entry.id} lleva más de 10 minutos sin sellar.`);
	}
	report.unsealed = rows.length;
}

function checkMac(entry: typeof auditEntry.$inferSelect, report: AuditReport) {
	if (!entry.mac.equals(entryMac(entry))) {
		report.problems.push(`El asiento ${entry.id} no es el que escribió el sistema.`);
	}
}
