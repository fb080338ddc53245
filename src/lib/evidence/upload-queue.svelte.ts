import { refusalInWords, type EvidenceLimits } from './evidence.ts';
import { sendFile, type Sending } from './send-file.ts';

/** A file on its way to the server, as it is shown. */
export type UploadRow = {
	id: number;
	name: string;
	sizeBytes: number;
	sentBytes: number;
	/** `offline`: the line is lost, it goes on by itself */
	state: 'waiting' | 'sending' | 'paused' | 'offline' | 'refused';
	/** why it stopped and what to do */
	problem: string;
};

type Listeners = {
	/** what screen readers should hear */
	say: (words: string) => void;
	/** the server has kept a file */
	onkept: () => void;
};
type Job = { row: UploadRow; file: File; replaces?: string; sending?: Sending };
type Queue = Listeners & { claimId: string; rows: UploadRow[]; jobs: Job[] };

const LOST = 'Se perdió la conexión con el servicio. Lo enviado está a salvo; oprima Continuar.';

let last = 0;

/**
 * Uploads of the field for documents: several files, each resumable, one after the other so that they arrive in the order
 * in which they were chosen. Browser only.
 */
export function uploadQueue(claimId: string, limits: EvidenceLimits, listeners: Listeners) {
	const rows = $state<UploadRow[]>([]);
	const queue: Queue = { ...listeners, claimId, rows, jobs: [] };
	const jobOf = (id: number) => queue.jobs.find(({ row }) => row.id === id);
	return {
		rows,
		/** @param replaces id of the file of the claim in whose place they come */
		add: (files: File[], { replaces }: { replaces?: string } = {}) => {
			for (const file of files) addFile(queue, { file, replaces }, limits);
			next(queue);
		},
		pause: (id: number) => rest(queue, jobOf(id), 'paused'),
		resume: (id: number) => wake(queue, (row) => row.id === id),
		/** Gives an upload up, or takes a refused one off the list. */
		cancel: (id: number) => {
			const job = jobOf(id);
			if (job) job.row.state = 'refused';
			job?.sending?.giveUp();
			drop(queue, id);
			next(queue);
		},
		goOffline: () => goOffline(queue),
		goOnline: () => wake(queue, ({ state }) => state === 'offline'),
	};
}

function addFile(queue: Queue, given: Pick<Job, 'file' | 'replaces'>, limits: EvidenceLimits): void {
	const { file } = given;
	const problem = foreseen(file, limits);
	const state = problem ? 'refused' : 'waiting';
	queue.rows.push({ id: (last += 1), name: file.name, sizeBytes: file.size, sentBytes: 0, state, problem });
	const row = queue.rows.at(-1);
	if (problem) queue.say(`«${file.name}»: ${problem}`);
	else if (row) queue.jobs.push({ row, ...given });
}

function next(queue: Queue): void {
	if (queue.jobs.some(({ row }) => row.state === 'sending')) return;
	const job = queue.jobs.find(({ row }) => row.state === 'waiting');
	if (!job) return;
	job.row.state = 'sending';
	void send(queue, job);
}

async function send(queue: Queue, job: Job): Promise<void> {
	const { row, file, replaces } = job;
	const target = { claimId: queue.claimId, replaces };
	const sending = await sendFile(file, target, {
		onstart: (goesOn) => queue.say(goesOn ? `Continúa «${row.name}».` : `Se envía «${row.name}».`),
		onprogress: (sentBytes) => (row.sentBytes = sentBytes),
		onkept: () => {
			drop(queue, row.id);
			queue.say(`Se recibió «${row.name}».`);
			queue.onkept();
			next(queue);
		},
		onlost: () => rest(queue, job, navigator.onLine ? 'paused' : 'offline', LOST),
		onrefused: (words) => {
			row.state = 'refused';
			row.problem = words;
			queue.say(`«${row.name}»: ${words}`);
			next(queue);
		},
	});
	job.sending = sending;
	if (row.state === 'refused') sending.giveUp();
	else if (row.state !== 'sending') sending.pause();
}

function rest(queue: Queue, job: Job | undefined, state: 'paused' | 'offline', problem = ''): void {
	if (!job) return;
	job.sending?.pause();
	job.row.state = state;
	job.row.problem = problem;
	if (problem) queue.say(`«${job.row.name}»: ${problem}`);
	next(queue);
}

function wake(queue: Queue, which: (row: UploadRow) => boolean): void {
	for (const { row } of queue.jobs) {
		if (!which(row)) continue;
		row.state = 'waiting';
		row.problem = '';
	}
	next(queue);
}

function goOffline(queue: Queue): void {
	const sending = queue.jobs.filter(({ row }) => row.state === 'sending');
	for (const job of sending) {
		job.sending?.pause();
		job.row.state = 'offline';
	}
	if (sending.length > 0) queue.say('Se perdió la conexión. La carga continuará sola cuando regrese.');
}

function drop(queue: Queue, id: number): void {
	queue.jobs = queue.jobs.filter(({ row }) => row.id !== id);
	const place = queue.rows.findIndex((row) => row.id === id);
	if (place >= 0) queue.rows.splice(place, 1);
}

/** What is wrong with a file that can be told without sending it; empty when nothing is. */
function foreseen(file: File, limits: EvidenceLimits): string {
	if (file.size === 0) return refusalInWords('empty', limits);
	if (file.size > limits.fileSizeBytes) return refusalInWords('too_large', limits);
	return /^image\/hei[cf]/.test(file.type) ? refusalInWords('heic', limits) : '';
}
