import type { DetailedError, Upload } from 'tus-js-client';
import { forget, markOf, recall, remember } from './upload-memory.ts';

/** What happens to a file that is being sent. */
export type SendingListeners = {
	/** it goes on where it was left, or begins */
	onstart: (goesOn: boolean) => void;
	onprogress: (sentBytes: number) => void;
	/** the server has kept it */
	onkept: () => void;
	/** the line or the server is away: it can go on later */
	onlost: () => void;
	/** it will never be taken, with the words of the server */
	onrefused: (words: string) => void;
};

/** A file that is being sent. */
export type Sending = {
	/** stops; what was sent stays with the server */
	pause(): void;
	/** stops, and the server forgets it */
	giveUp(): void;
};

const ENDPOINT = '/api/v1/uploads';
const CHUNK_BYTES = 4 * 1024 * 1024;
const RETRY_MS = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000];
const WITHOUT_WORDS = 'El servicio no recibió el archivo. Espere un momento y vuelva a elegirlo.';

/** Where a file goes: a claim, and the file of it in whose place it comes, if it replaces one. */
export type SendingTarget = { claimId: string; replaces?: string };

/** Sends a file to a claim in pieces (tus), going on where an earlier try was left. Browser only. */
export async function sendFile(
	file: File,
	{ claimId, replaces }: SendingTarget,
	listeners: SendingListeners,
): Promise<Sending> {
	const tus = await import('tus-js-client');
	const mark = markOf(claimId, file);
	const known = recall(localStorage, mark, new Date());
	let key = known?.key;
	const forgetIt = () => key && forget(localStorage, key);
	const upload: Upload = new tus.Upload(file, {
		endpoint: ENDPOINT,
		uploadUrl: known?.url ?? null,
		metadata: { claim: claimId, filename: file.name, filetype: file.type, ...(replaces && { replaces }) },
		chunkSize: CHUNK_BYTES,
		retryDelays: RETRY_MS,
		storeFingerprintForResuming: false,
		onUploadUrlAvailable: () => {
			const { url } = upload;
			if (url) key = remember(localStorage, mark, { sizeBytes: file.size, url }, new Date());
		},
		onProgress: (sentBytes) => listeners.onprogress(sentBytes),
		onShouldRetry: (error) => isTransient(error),
		onSuccess: () => {
			forgetIt();
			listeners.onkept();
		},
		onError: (error) => {
			if (isTransient(error)) return listeners.onlost();
			forgetIt();
			listeners.onrefused(problemIn(error)?.detail ?? WITHOUT_WORDS);
		},
	});
	listeners.onstart(known !== undefined);
	upload.start();
	return {
		pause: () => void upload.abort(),
		giveUp: () => {
			forgetIt();
			void upload.abort(true).catch(() => undefined);
		},
	};
}

/** Whether it is worth trying again: no answer, or one that says "later". */
function isTransient(error: Error | DetailedError): boolean {
	const status = responseOf(error)?.getStatus() ?? 0;
	if (status === 0 || status === 423 || status === 429 || status >= 500) return true;
	return status === 409 && problemIn(error)?.code === 'offset';
}

function problemIn(error: Error | DetailedError): { code?: string; detail?: string } | undefined {
	try {
		return JSON.parse(responseOf(error)?.getBody() ?? '') as { code?: string; detail?: string };
	} catch {
		return undefined;
	}
}

function responseOf(error: Error | DetailedError) {
	return 'originalResponse' in error ? error.originalResponse : null;
}
