import { mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { attachEvidence } from '#lib/cedula/attach-evidence.server.ts';
import { createClaim } from '#lib/cedula/create-claim.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { drainJobs } from '#lib/platform/jobs.server.ts';
import { aServant } from '../support/factories.ts';
import { sample } from '../support/samples.ts';
import { useShm } from '../support/command-line.ts';
import { useTestDatabase } from '../support/test-database.ts';

/** Each test starts whole processes, and a busy machine takes its time for that. */
vi.setConfig({ testTimeout: 60_000 });

const place = useTestDatabase();
const shm = useShm();
let original: string;
let evidenceId: string;

beforeAll(async () => {
	const servant = await aServant();
	const { id } = await createClaim(servant, { kind: 'education' });
	const bytes = sample('documentos/doc-02.pdf');
	evidenceId = (await attachEvidence(servant, id, async () => ({ name: 'título.pdf', bytes }))).id;
	await drainJobs();
	original = join(place.dataDir, 'files', servant.profileId, evidenceId, 'original.age');
});

/** Runs `shm doctor`; without MASTER_KEY when the key lies in a file. */
async function doctor(options: string[] = [], { keyFile }: { keyFile?: string } = {}) {
	const { MASTER_KEY, ...others } = process.env;
	const key = keyFile ? { MASTER_KEY_FILE: keyFile } : { MASTER_KEY };
	if (keyFile) writeFileSync(keyFile, `${MASTER_KEY}\n`);
	return shm(['doctor', ...options], { env: { ...others, ...key } });
}

describe('doctor', () => {
	it('ends with 0 and two lines when all is well', async () => {
		const out = 'Documentos revisados: 1.\nLos archivos están en orden.\n';
		expect(await doctor()).toEqual({ code: 0, out, err: '' });
	});

	it('warns while the master key lies on the disk of the data, and ends with 0', async () => {
		const keyFile = join(place.dataDir, 'llave');
		const { code, err } = await doctor([], { keyFile });
		expect(code).toBe(0);
		expect(err).toContain(`Aviso: La llave maestra (${keyFile}) está en el mismo disco`);
	});

	it('does not warn when the master key lies on another disk', async () => {
		const disk = ['/dev/shm', '/var/tmp'].find((path) => statSync(path).dev !== statSync(place.dataDir).dev);
		const folder = mkdtempSync(`${disk}/shm-key-`);
		try {
			expect(await doctor([], { keyFile: join(folder, 'llave') })).toMatchObject({ code: 0, err: '' });
		} finally {
			rmSync(folder, { recursive: true });
		}
	});

	it('names what is wrong by kind with what to do, and ends with 1', async () => {
		const strayFile = join(dirname(original), '..', newId(), 'original.age');
		mkdirSync(dirname(strayFile));
		writeFileSync(strayFile, 'x');
		utimesSync(strayFile, new Date(0), new Date(0));
		rmSync(join(dirname(original), 'thumbnail.age'));
		writeFileSync(original, 'x');
		const { code, out } = await doctor();
		expect(code).toBe(1);
		expect(out).toContain(`faltan archivos: 1. Recupérelos de un respaldo`);
		expect(out).toContain(`  ${evidenceId} (miniatura): no está\n`);
		expect(out).toContain(`  ${evidenceId} (original): su contenido cambió o está incompleto\n`);
		expect(out).toContain('Archivos que sobran, porque ningún documento los usa: 1.');
		expect(out).toMatch(/Hay archivos que atender\.\n$/);
		const { out: json } = await doctor(['--json']);
		expect(JSON.parse(json)).toMatchObject({
			missing: { count: 1, listed: [{ evidenceId, problem: 'missing', parts: ['thumbnail'] }] },
			damaged: { count: 1 },
			extra: { count: 1 },
			warnings: [],
		});
	});
});
