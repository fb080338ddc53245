import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { attachEvidence } from '#lib/cedula/attach-evidence.server.ts';
import { createClaim } from '#lib/cedula/create-claim.server.ts';
import { drainJobs } from '#lib/platform/jobs.server.ts';
import { Refusal, statusOf } from '#lib/platform/refusal.ts';
import { aServant } from '../../../tests/support/factories.ts';
import { HOSTILE_ANSWERS, refusalTold, type HostileAnswer } from '../../../tests/support/hostile-answers.ts';
import {
	hostileBytes,
	hostileFiles,
	sampleName,
	uploadOf,
	type HostileFile,
} from '../../../tests/support/samples.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { getOwnEvidence, readOwnFile, readOwnPage } from './read-evidence.server.ts';

const place = useTestDatabase();

let servant: Principal & { profileId: string };
let claimId: string;

beforeAll(async () => {
	servant = await aServant();
	claimId = (await createClaim(servant, { kind: 'training' })).id;
});

async function answerTo(entry: HostileFile): Promise<HostileAnswer> {
	try {
		const { id } = await attachEvidence(servant, claimId, async () => uploadOf(entry));
		await drainJobs();
		const { scan, mediaType, refusal } = await getOwnEvidence(servant, id);
		return scan === 'refused' ? { checked: refusalTold(refusal)! } : { kept: mediaType };
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		return { status: statusOf(error), refusal: refusalTold(error.message) } as HostileAnswer;
	}
}

describe('a hostile or odd file', () => {
	it('is on the list of answers, each', () => {
		expect(hostileFiles().map(sampleName).sort()).toEqual(Object.keys(HOSTILE_ANSWERS).sort());
	});

	it.each(hostileFiles().map((entry) => [sampleName(entry), entry.description, entry] as const))(
		'gets its answer: %s (%s)',
		async (name, _, entry) => {
			const answer = await answerTo(entry);
			expect(answer).toEqual(HOSTILE_ANSWERS[name]);
			if (entry.expected === 'rechazar') expect(answer).not.toHaveProperty('kept');
			if (entry.expected === 'aceptar_saneado') expect(answer).toHaveProperty('kept');
		},
	);

	it('leaves nothing in the store when it was refused', () => {
		const kept = hostileFiles().filter((entry) => 'kept' in HOSTILE_ANSWERS[sampleName(entry)]!);
		const contents = new Set(
			kept.map((entry) => createHash('sha256').update(hostileBytes(entry)).digest('hex')),
		);
		const folder = join(place.dataDir, 'files', servant.profileId);
		const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
			entry.isFile(),
		);
		expect(new Set(files.map((entry) => entry.parentPath)).size).toBe(contents.size);
	});
});

describe('a file with something to hide', () => {
	const SECRETS = ['alert(', 'GPS', 'Exif', 'http://ns.adobe.com', '<script', '<?php'];

	it.each(['jpeg-xmp-script.jpg', 'jpeg-exif-html.jpg', 'jpeg-comentario-codigo.jpg', 'foto-valida.jpg'])(
		'is only kept as a picture: %s',
		async (name) => {
			const entry = hostileFiles().find((candidate) => sampleName(candidate) === name)!;
			const upload = { name, bytes: hostileBytes(entry) };
			const { id } = await attachEvidence(servant, claimId, async () => upload);
			await drainJobs();
			const { bytes } = await readOwnFile(servant, id);
			const page = await readOwnPage(servant, id, '1');
			for (const served of [bytes, page]) {
				const text = Buffer.from(served).toString('latin1');
				for (const secret of SECRETS) expect(text).not.toContain(secret);
			}
		},
	);
});
