import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { attachEvidence } from '#lib/cedula/attach-evidence.server.ts';
import { createClaim } from '#lib/cedula/create-claim.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { drainJobs, runPeriodic } from '#lib/platform/jobs.server.ts';
import { EICAR, makeClamd } from '../../../tests/support/clamd.ts';
import { aServant } from '../../../tests/support/factories.ts';
import { sample } from '../../../tests/support/samples.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { processEvidence } from './process-evidence.server.ts';
import { getOwnEvidence } from './read-evidence.server.ts';
import { isMalware, signaturesDate } from './scan-malware.server.ts';

const clamd = makeClamd(sample('documentos/doc-15.jpg'));
useTestDatabase({ settings: { CLAMD_URL: clamd.url } });
let servant: Principal;

beforeAll(async () => {
	await clamd.start();
	servant = await aServant();
});
afterAll(() => clamd.remove());

async function attach(name: string, bytes = sample(name)) {
	const { id } = await createClaim(servant, { kind: 'education' });
	return (await attachEvidence(servant, id, async () => ({ name, bytes }))).id;
}

/** A PDF with one more object, whose stream is compressed: its bytes do not show what it holds. */
function hiding(text: string): Uint8Array<ArrayBuffer> {
	const stream = deflateSync(text);
	const head = `\n900 0 obj\n<< /Filter /FlateDecode /Length ${stream.length} >>\nstream\n`;
	const parts = [sample('documentos/doc-04.pdf'), head, stream, '\nendstream\nendobj\n%%EOF\n'];
	return new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part as string))));
}
const stateOf = async (id: string) => (await getOwnEvidence(servant, id)).scan;

describe('a ClamAV daemon', () => {
	it.each(['documentos/doc-01.pdf', 'documentos/doc-03.jpg'])('lets %s pass as clean', async (name) => {
		const id = await attach(name);
		await drainJobs();
		expect(await stateOf(id)).toBe('clean');
	});

	it.each([
		['a file that it knows', () => sample('documentos/doc-15.jpg')],
		['what hides inside a PDF, packed', () => hiding(EICAR)],
	])('finds %s, which is refused in words', async (_what, bytesOf) => {
		const id = await attach('documento', bytesOf());
		await drainJobs();
		expect(await getOwnEvidence(servant, id)).toMatchObject({
			scan: 'refused',
			refusal: expect.stringContaining('antivirus'),
		});
	});

	it('lets the same PDF pass when it hides nothing', async () => {
		const id = await attach('documento', hiding('nada'));
		await drainJobs();
		expect(await stateOf(id)).toBe('clean');
	});

	it('that dies keeps a file waiting, and settles it when it is back', async () => {
		await clamd.stop();
		const id = await attach('documentos/doc-06.pdf');
		await expect(drainJobs()).rejects.toThrow(/ENOENT|ECONNREFUSED/);
		await expect(processEvidence(id)).rejects.toThrow(/ENOENT|ECONNREFUSED/);
		expect(await stateOf(id)).toBe('pending');
		await clamd.start();
		const later = Date.now() + 16 * 60_000;
		setClock(() => new Date(later));
		await runPeriodic('check-waiting-evidence');
		expect(await stateOf(id)).toBe('clean');
	});

	it('that is asked for more than it takes is no pass', async () => {
		await expect(isMalware(clamd.url, new Uint8Array(101 * 1024 * 1024))).rejects.toThrow(
			/clamd|EPIPE|ECONN/,
		);
	});

	it('without official signatures tells no date of them', async () => {
		expect(await signaturesDate(clamd.url)).toBeUndefined();
	});
});
