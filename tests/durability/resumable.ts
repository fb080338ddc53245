import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from './call.ts';
import { compare } from './compare.ts';
import type { TestDocument } from './document.ts';
import type { Ledger } from './ledger.ts';
import { send, type World } from './world.ts';

const UPLOADS = '/api/v1/uploads';
const TUS = { 'tus-resumable': '1.0.0' };
const PART_BYTES = 16_384;
const PART_MS = 25;

/** Uploads a file by the tus protocol, slowly and in two requests, going on after each cut at the byte that the service names. */
export async function uploadInParts(
	world: World,
	ledger: Ledger,
	claimId: string,
	document: TestDocument,
): Promise<void> {
	const promised = ledger.files.get(document.sha256)!;
	const path = await begin(world, ledger, claimId, document);
	let offset = 0;
	while (!promised.kept) {
		const end = offset === 0 ? document.bytes.length >> 1 : document.bytes.length;
		const answer = await send(world, ledger, 'PATCH', path, {
			headers: { ...TUS, 'content-type': 'application/offset+octet-stream', 'upload-offset': `${offset}` },
			body: slowly(document.bytes.subarray(offset, end)),
		});
		if (answer && answer.status !== 204) throw unexpected('continuing an upload', answer);
		if (answer) {
			offset = offsetIn(answer);
			if (offset !== end) world.fault(`${end} bytes of an upload were sent and ${offset} are acknowledged`);
			promised.kept = answer.headers.has('upload-evidence-id');
			if (!promised.kept && end === document.bytes.length) throw unexpected('a whole upload', answer);
		} else {
			await world.recovered();
			await compare(world, ledger);
			const found = await ask(world, ledger, path);
			if (offsetIn(found) < offset || offsetIn(found) > end) {
				world.fault(
					`an upload was acknowledged up to ${offset}, sent up to ${end}, and is at ${offsetIn(found)}`,
				);
			}
			offset = offsetIn(found);
			promised.kept ||= found.headers.has('upload-evidence-id');
		}
	}
}

/** An upload whose creation was not answered is nobody's: another one is begun. */
async function begin(
	world: World,
	ledger: Ledger,
	claimId: string,
	{ name, bytes }: TestDocument,
): Promise<string> {
	const metadata = Object.entries({ claim: claimId, filename: name, filetype: 'application/pdf' })
		.map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
		.join(',');
	const headers = { ...TUS, 'upload-length': `${bytes.length}`, 'upload-metadata': metadata };
	for (;;) {
		const answer = await send(world, ledger, 'POST', UPLOADS, { headers });
		const location = answer?.headers.get('location');
		if (answer && (answer.status !== 201 || !location)) throw unexpected('beginning an upload', answer);
		if (location) return new URL(location, world.origin).pathname;
		await world.recovered();
		await compare(world, ledger);
	}
}

async function ask(world: World, ledger: Ledger, path: string): Promise<Answer> {
	for (;;) {
		const answer = await send(world, ledger, 'HEAD', path, { headers: TUS });
		if (answer && answer.status !== 200) throw unexpected('asking for an upload that was begun', answer);
		if (answer) return answer;
		await world.recovered();
	}
}

function offsetIn({ headers }: Answer): number {
	return Number(headers.get('upload-offset'));
}

function unexpected(what: string, { status, bytes }: Answer): Error {
	return new Error(`${what} answers ${status}: ${bytes.toString().slice(0, 600)}`);
}

/** Bytes as a poor line sends them, so that a kill falls between them. */
function slowly(bytes: Buffer<ArrayBuffer>): ReadableStream<Uint8Array> {
	let at = 0;
	return new ReadableStream({
		async pull(controller) {
			await pause(PART_MS);
			controller.enqueue(bytes.subarray(at, at + PART_BYTES));
			at += PART_BYTES;
			if (at >= bytes.length) controller.close();
		},
	});
}
