/** What a browser remembers of an upload that is not whole: where it goes on, and for which claim. Never the file's name. */
export type RememberedUpload = {
	key: string;
	claimId: string;
	sizeBytes: number;
	beganAt: string;
	url: string;
};

const PREFIX = 'shm-upload:';
/** As long as the server keeps it. */
const KEEP_MS = 48 * 3600 * 1000;

/** Stands for a file on a claim: the same file chosen again gives the same mark, which does not reveal its name. */
export function markOf(claimId: string, file: Pick<File, 'name' | 'size' | 'type' | 'lastModified'>): string {
	const text = [claimId, file.name, file.size, file.type, file.lastModified].join('\n');
	return `${claimId}:${hash53(text)}`;
}

/** Remembers where an upload goes on. @returns the key to forget it by */
export function remember(
	storage: Storage,
	mark: string,
	upload: { sizeBytes: number; url: string },
	at: Date,
): string {
	const key = `${PREFIX}${mark}`;
	const claimId = mark.split(':')[0] ?? '';
	const remembered: RememberedUpload = { key, claimId, beganAt: at.toISOString(), ...upload };
	try {
		storage.setItem(key, JSON.stringify(remembered));
	} catch {
		return key;
	}
	return key;
}

/** Forgets an upload: it is whole, or was given up. */
export function forget(storage: Storage, key: string): void {
	storage.removeItem(key);
}

/** The upload of a mark, if the server can still know it. */
export function recall(storage: Storage, mark: string, at: Date): RememberedUpload | undefined {
	return all(storage, at).find(({ key }) => key === `${PREFIX}${mark}`);
}

/** Uploads of a claim that were left half-done. Those that the server has forgotten are forgotten here too. */
export function unfinished(storage: Storage, claimId: string, at: Date): RememberedUpload[] {
	return all(storage, at).filter((upload) => upload.claimId === claimId);
}

function all(storage: Storage, at: Date): RememberedUpload[] {
	const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
	const found: RememberedUpload[] = [];
	for (const key of keys.filter((candidate) => candidate.startsWith(PREFIX))) {
		const upload = parsed(storage.getItem(key));
		if (upload && at.getTime() - Date.parse(upload.beganAt) < KEEP_MS) found.push(upload);
		else storage.removeItem(key);
	}
	return found;
}

function parsed(text: string | null): RememberedUpload | undefined {
	try {
		return JSON.parse(text ?? '') as RememberedUpload;
	} catch {
		return undefined;
	}
}

/** A short hash of a text (53 bits, two multiplications a character): for telling files apart, not for secrets. */
function hash53(text: string): string {
	let high = 0xdeadbeef;
	let low = 0x41c6ce57;
	for (const character of text) {
		const code = character.codePointAt(0) ?? 0;
		high = Math.imul(high ^ code, 2654435761);
		low = Math.imul(low ^ code, 1597334677);
	}
	high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
	low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
	return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}
