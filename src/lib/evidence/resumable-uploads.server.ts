import { Server } from '@tus/server';
import { isDatabaseAway } from '#lib/platform/database.server.ts';
import { inWords } from '#lib/platform/folder-store.server.ts';
import { databaseAway } from '#lib/platform/http/away.server.ts';
import { problemResponse } from '#lib/platform/http/problem.server.ts';
import { isId, newId } from '#lib/platform/ids.ts';
import { log } from '#lib/platform/log.server.ts';
import { conflict, fault, invalidField, notFound, Refusal, tooMany } from '#lib/platform/refusal.ts';
import { evidenceLimits, fileRefusal } from './limits.server.ts';
import { KEEP_UPLOADS_MS, type PartialUploads, partialUploads } from './partial-uploads.server.ts';
import type { Upload } from './keep-file.server.ts';

/** Header with which the last PATCH of an upload tells what it has become. */
export const EVIDENCE_ID_HEADER = 'Upload-Evidence-Id';

/** Where uploads live (contract.md). */
export const UPLOADS_PATH = '/api/v1/uploads';

/** What the owner of an upload may do with it; given by the noun that knows claims. */
export type Uploader = {
	profileId: string;
	/** @throws Refusal when files may not be added to that claim now */
	admit(claimId: string): Promise<void>;
	/** Keeps a whole file on the claim, also in place of another. @returns the id of the evidence. @throws Refusal */
	keep(claimId: string, upload: Upload, replaces?: string): Promise<string>;
};

/** Uploads that a person may have under way or just finished: more is a program gone wild. */
const MOST_UPLOADS = 200;

const uploaders = new WeakMap<Request, Uploader>();
const refusals = new WeakMap<Request, Refusal>();
const finishing = new Map<string, Promise<string>>();
let serving: { uploads: PartialUploads; server: Server } | undefined;

/**
 * Answers one request of the tus protocol 1.0.0 (creation, termination, expiration). An upload that is whole becomes
 * evidence before the last PATCH is answered; one that is refused is removed. A crash in between is made good by the next
 * HEAD, and doing it twice keeps one file, because the same bytes are the same evidence.
 */
export async function answerUpload(request: Request, uploader: Uploader): Promise<Response> {
	uploaders.set(request, uploader);
	const response = await serverOf(partialUploads()).handleWeb(request);
	for (const name of [...response.headers.keys()]) {
		if (name.startsWith('access-control-')) response.headers.delete(name);
	}
	if (response.status >= 400) return problemOf(request, response);
	if (request.method === 'HEAD') await tellEvidence(request, response);
	return response;
}

function serverOf(uploads: PartialUploads): Server {
	if (serving?.uploads !== uploads) serving = { uploads, server: makeServer(uploads) };
	return serving.server;
}

function makeServer(datastore: PartialUploads): Server {
	return new Server({
		path: UPLOADS_PATH,
		datastore,
		maxSize: () => evidenceLimits().fileSizeBytes,
		allowedOrigins: () => false,
		namingFunction: (request) => `${uploaderOf(request).profileId}/${newId()}`,
		getFileIdFromRequest: idIn,
		generateUrl: (_, { path, id }) => `${path}/${id.split('/')[1]}`,
		onUploadCreate: async (request, { size, metadata }) => {
			await admit(uploaderOf(request), size, metadata ?? {});
			return { metadata };
		},
		onIncomingRequest: async (request, id) => {
			if (request.method === 'HEAD' && (await isWhole(id))) await finish(uploaderOf(request), id);
		},
		onUploadFinish: async (request, { id }) => {
			return { headers: { [EVIDENCE_ID_HEADER]: await finish(uploaderOf(request), id) } };
		},
		onResponseError: (request, error) => {
			const told = inWords(error);
			if (told instanceof Refusal) refusals.set(request, told);
			else if (isDatabaseAway(error)) refusals.set(request, databaseAway());
			else if (!('status_code' in error)) log.error({ err: error }, 'upload failed');
			return undefined;
		},
	});
}

async function admit(
	uploader: Uploader,
	sizeBytes: number | undefined,
	metadata: Record<string, string | null>,
): Promise<void> {
	if (!isId(metadata.claim)) {
		throw invalidField(
			'claim',
			'missing',
			'Indique en los metadatos a qué renglón de la cédula se adjunta (claim).',
		);
	}
	if (!sizeBytes) throw fileRefusal('empty');
	await uploader.admit(metadata.claim);
	if ((await partialUploads().countOf(uploader.profileId)) >= MOST_UPLOADS) {
		throw tooMany(3600, 'Tiene demasiadas cargas sin terminar. Espere una hora y vuelva a intentarlo.');
	}
}

async function isWhole(id: string): Promise<boolean> {
	const { offset, size } = await partialUploads().getUpload(id);
	return offset === size;
}

/** Makes a whole upload evidence, once, also when two requests ask for it at the same time. */
function finish(uploader: Uploader, id: string): Promise<string> {
	const running = finishing.get(id);
	if (running) return running;
	const work = keepUpload(uploader, id).finally(() => finishing.delete(id));
	finishing.set(id, work);
	return work;
}

async function keepUpload(uploader: Uploader, id: string): Promise<string> {
	const uploads = partialUploads();
	const known = await uploads.evidenceOf(id);
	if (known) return known;
	const { metadata } = await uploads.getUpload(id);
	const upload = { name: metadata?.filename ?? '', bytes: await uploads.read(id) };
	try {
		const evidenceId = await uploader.keep(metadata?.claim ?? '', upload, metadata?.replaces ?? undefined);
		await uploads.finish(id, evidenceId);
		return evidenceId;
	} catch (error) {
		if (error instanceof Refusal && error.reason.kind !== 'unavailable') await uploads.remove(id);
		throw error;
	}
}

async function tellEvidence(request: Request, response: Response): Promise<void> {
	const evidenceId = await partialUploads().evidenceOf(idIn(request) ?? '');
	if (evidenceId) response.headers.set(EVIDENCE_ID_HEADER, evidenceId);
}

/** Only ids of the person who asks can be named: those of others are not found. */
function idIn(request: Request): string | undefined {
	const last = new URL(request.url).pathname.split('/').at(-1);
	return isId(last) ? `${uploaderOf(request).profileId}/${last}` : undefined;
}

function uploaderOf(request: Request): Uploader {
	const uploader = uploaders.get(request);
	if (!uploader) throw new Error('an upload request came in by another way');
	return uploader;
}

/** The protocol's own errors get the shape and the words of the API; their status stays. */
async function problemOf(request: Request, response: Response): Promise<Response> {
	const refusal = refusals.get(request);
	const problem = problemResponse(refusal ?? wordsFor(response.status));
	problem.headers.set('tus-resumable', '1.0.0');
	if (refusal) return problem;
	const { status } = response;
	return Response.json({ ...(await problem.json()), status }, { status, headers: problem.headers });
}

function wordsFor(status: number): Refusal {
	const hours = KEEP_UPLOADS_MS / 3600_000;
	if (status === 404 || status === 410) {
		return notFound(`Esta carga no existe o pasaron ${hours} horas desde que empezó. Empiece de nuevo.`);
	}
	if (status === 409) {
		return conflict(
			'offset',
			'La carga va en otro byte. Pregunte con HEAD por dónde va y continúe desde ahí.',
		);
	}
	if (status === 413) return fileRefusal('too_large');
	if (status === 500) return fault();
	return invalidField('', 'protocol', 'La petición no sigue el protocolo tus 1.0.0. Revise sus encabezados.');
}
