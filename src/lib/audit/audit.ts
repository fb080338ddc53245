import { createHash } from 'node:crypto';

/** By which door somebody came in; `desk`: an administrator acted for a person who was present. */
export type Channel = 'web' | 'api' | 'cli' | 'system' | 'desk';

/** Who acts: what the audit keeps of a principal. */
export type Actor = { accountId: string | null; role: string; channel: Channel };

/** Something that was done or read, as a use case tells it. */
export type Deed = {
	/** verb of the use case, e.g. `review.give-verdict` */
	action: string;
	/** whose data were touched */
	profileId?: string;
	/** id or folio of the thing */
	subject?: string;
	/** why personal data were read, for the person to see */
	purpose?: string;
	/** facts without personal data */
	details?: Record<string, unknown>;
};

/** An entry as stored. */
export type AuditEntry = {
	id: string;
	recordedAt: Date;
	actorId: string | null;
	role: string;
	channel: string;
	action: string;
	profileId: string | null;
	subject: string | null;
	purpose: string | null;
	details: Record<string, unknown>;
};

/** The text that an entry's seal covers: every column, in one fixed order, object keys sorted. */
export function canonicalEntry(entry: AuditEntry): string {
	return JSON.stringify([
		entry.id,
		entry.recordedAt.toISOString(),
		entry.actorId,
		entry.role,
		entry.channel,
		entry.action,
		entry.profileId,
		entry.subject,
		entry.purpose,
		sorted(entry.details),
	]);
}

/** Root of the Merkle tree over leaves in order (RFC 6962: leaf and node hashes are told apart by their first byte). */
export function merkleRoot(leaves: string[]): Buffer {
	if (leaves.length === 0) return sha256(Buffer.alloc(0));
	let level = leaves.map((leaf) => sha256(Buffer.from([0]), Buffer.from(leaf)));
	while (level.length > 1) {
		const next: Buffer[] = [];
		for (let i = 0; i < level.length; i += 2) {
			const [left, right] = [level[i]!, level[i + 1]];
			next.push(right ? sha256(Buffer.from([1]), left, right) : left);
		}
		level = next;
	}
	return level[0]!;
}

/** Hash of a block: its number, the block before and its root. */
export function blockHash(number: number, previousHash: Buffer, root: Buffer): Buffer {
	return sha256(Buffer.from(`shm-audit-block:${number}:`), previousHash, root);
}

function sha256(...parts: Buffer[]): Buffer {
	const hash = createHash('sha256');
	for (const part of parts) hash.update(part);
	return hash.digest();
}

function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
	return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
