import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { attachEvidence } from '#lib/cedula/attach-evidence.server.ts';
import { createClaim } from '#lib/cedula/create-claim.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { drainJobs, runPeriodic } from '#lib/platform/jobs.server.ts';
import { aServant } from '../../../tests/support/factories.ts';
import { sample } from '../../../tests/support/samples.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { processEvidence } from './process-evidence.server.ts';
import { getOwnEvidence, readOwnFile, readOwnPage } from './read-evidence.server.ts';
import { evidence } from './tables.server.ts';

/** A daemon that speaks INSTREAM, finds the word of the test and counts what it was shown. */
const clamd = { found: 'ESTO-ES-DAÑINO', away: false, scanned: 0, server: undefined as Server | undefined };

const socket = join(mkdtempSync(join(tmpdir(), 'shm-clamd-')), 'clamd');
const place = useTestDatabase({ settings: { CLAMD_URL: `unix:${socket}` } });
let servant: Principal & { profileId: string };
let claimId: string;

beforeEach(async () => {
	servant = await aServant();
	claimId = (await createClaim(servant, { kind: 'education' })).id;
});

beforeAll(async () => {
	clamd.server = createServer((client) => {
		if (clamd.away) return client.destroy();
		let shown = Buffer.alloc(0);
		client.on('data', (part) => {
			shown = Buffer.concat([shown, part]);
			if (!shown.subarray(-4).equals(Buffer.alloc(4))) return;
			clamd.scanned += 1;
			client.end(shown.includes(clamd.found) ? 'stream: Prueba FOUND\0' : 'stream: OK\0');
		});
	});
	await new Promise<void>((ready) => clamd.server?.listen(socket, ready));
});
afterAll(() => {
	clamd.server?.close();
	rmSync(dirname(socket), { recursive: true, force: true });
});
beforeEach(() => {
	clamd.away = false;
	clamd.scanned = 0;
});

const attach = async (name: string, bytes = sample(name)) =>
	(await attachEvidence(servant, claimId, async () => ({ name, bytes }))).id;
const folderOf = (id: string) => join(place.dataDir, 'files', servant.profileId, id);

describe('a photo', () => {
	it('is kept as a clean copy, upright, and its original goes', async () => {
		const id = await attach('documentos/doc-03.jpg');
		expect(await getOwnEvidence(servant, id)).toMatchObject({
			scan: 'pending',
			pages: null,
			name: 'doc-03.jpg',
		});
		await drainJobs();
		expect(await getOwnEvidence(servant, id)).toMatchObject({
			scan: 'clean',
			pages: 1,
			mediaType: 'image/jpeg',
		});
		expect(readdirSync(folderOf(id)).sort()).toEqual(['copy.age', 'page-1.age', 'thumbnail.age']);
		const stored = await sharp(sample('documentos/doc-03.jpg')).metadata();
		const copy = await sharp((await readOwnFile(servant, id)).bytes).metadata();
		expect(stored).toMatchObject({ orientation: 3, exif: expect.anything() });
		expect(copy.exif ?? copy.xmp ?? copy.iptc ?? copy.icc).toBeUndefined();
		expect([copy.width, copy.height]).toEqual([stored.width, stored.height]);
	});

	it.each([
		{ file: 'doc-03.jpg', model: 'Telefono F2 Pro', serial: 'SN80294894', taken: '2026:07:02' },
		{ file: 'doc-11.jpg', model: 'Telefono F1', serial: 'SN62026154', taken: '2026:07:02' },
		{ file: 'doc-15.jpg', model: 'Cam 8', serial: 'SN66816101', taken: '2026:10:08' },
	])('says nothing of the phone, the day and the place where it was taken: $file', async (photo) => {
		const told = [photo.model, photo.serial, photo.taken, 'Exif'];
		const original = Buffer.from(sample(`documentos/${photo.file}`));
		for (const word of told) expect(original.includes(word), word).toBe(true);
		const id = await attach(`documentos/${photo.file}`);
		await drainJobs();
		const { bytes } = await readOwnFile(servant, id);
		const pictures = [await readOwnPage(servant, id, '1'), await readOwnPage(servant, id, '1', 'small')];
		for (const kept of [bytes, ...pictures]) {
			for (const word of told) expect(Buffer.from(kept).includes(word), word).toBe(false);
			expect((await sharp(kept).metadata()).exif).toBeUndefined();
		}
	});

	it('that was stored turned is turned', async () => {
		const upright = sharp({ create: { width: 300, height: 200, channels: 3, background: '#335577' } });
		const bytes = new Uint8Array(await upright.jpeg().withMetadata({ orientation: 6 }).toBuffer());
		const id = await attach('girada.jpg', bytes);
		await drainJobs();
		const { width, height } = await sharp((await readOwnFile(servant, id)).bytes).metadata();
		expect([width, height]).toEqual([200, 300]);
	});

	it.each(['png', 'webp'] as const)('stays a %s', async (format) => {
		const picture = sharp({ create: { width: 50, height: 40, channels: 4, background: '#33557788' } });
		const bytes = new Uint8Array(await picture.toFormat(format).toBuffer());
		const id = await attach(`imagen.${format}`, bytes);
		await drainJobs();
		const file = await readOwnFile(servant, id);
		expect(file).toMatchObject({ name: `imagen.${format}`, mediaType: `image/${format}` });
		expect((await sharp(file.bytes).metadata()).format).toBe(format);
	});

	it('that ends in the middle is refused with what to do', async () => {
		const whole = sample('documentos/doc-11.jpg');
		const id = await attach('cortada.jpg', whole.slice(0, whole.length / 2));
		await drainJobs();
		expect(await getOwnEvidence(servant, id)).toMatchObject({
			scan: 'refused',
			refusal: expect.stringContaining('dañado o incompleto'),
		});
	});
});

describe('a PDF', () => {
	it('keeps its bytes and gets a picture of each page and a small one', async () => {
		const id = await attach('documentos/doc-01.pdf');
		await drainJobs();
		expect(await getOwnEvidence(servant, id)).toMatchObject({ scan: 'clean', pages: 1 });
		expect((await readOwnFile(servant, id)).bytes).toEqual(sample('documentos/doc-01.pdf'));
		const page = await sharp(await readOwnPage(servant, id, '1')).metadata();
		const small = await sharp(await readOwnPage(servant, id, '1', 'small')).metadata();
		expect(page).toMatchObject({ format: 'webp', width: expect.any(Number) });
		expect(Math.max(page.width, page.height)).toBeLessThanOrEqual(2000);
		expect(small.width).toBe(240);
	});

	it('lies encrypted in the store, every part of it', async () => {
		const id = await attach('documentos/doc-02.pdf');
		await drainJobs();
		const { files } = await import('#lib/platform/files.server.ts');
		for (const part of readdirSync(folderOf(id))) {
			const stored = await files().get(`${servant.profileId}/${id}/${part}`);
			expect(stored.subarray(0, 21).toString()).toBe('age-encryption.org/v1');
		}
	});
});

describe('the scanner', () => {
	it('is shown every file, and what it finds is refused and recorded', async () => {
		const bytes = Buffer.concat([sample('documentos/doc-04.pdf'), Buffer.from(`\n%${clamd.found}\n`)]);
		const id = await attach('infectado.pdf', new Uint8Array(bytes));
		await drainJobs();
		expect(clamd.scanned).toBe(1);
		expect(await getOwnEvidence(servant, id)).toMatchObject({
			scan: 'refused',
			refusal: expect.stringContaining('antivirus'),
		});
		expect(existsSync(folderOf(id)) ? readdirSync(folderOf(id)) : []).toEqual([]);
		const [entry] = await db()
			.select()
			.from(auditEntry)
			.where(eq(auditEntry.subject, id))
			.orderBy(auditEntry.id)
			.offset(1);
		expect(entry).toMatchObject({
			action: 'evidence.refuse',
			role: 'system',
			details: { refusal: 'malware' },
		});
	});

	it('that is away lets nothing pass: the file waits and is taken up again later', async () => {
		clamd.away = true;
		const id = await attach('documentos/doc-06.pdf');
		await expect(processEvidence(id)).rejects.toThrow(/clamd|socket|ECONN|EPIPE/);
		expect(await getOwnEvidence(servant, id)).toMatchObject({ scan: 'pending' });
		clamd.away = false;
		const later = Date.now() + 16 * 60_000;
		setClock(() => new Date(later));
		await runPeriodic('check-waiting-evidence');
		expect(await getOwnEvidence(servant, id)).toMatchObject({ scan: 'clean' });
	});
});

describe('a check that is done again', () => {
	it('after it was interrupted before its end comes to the same end', async () => {
		const id = await attach('documentos/doc-15.jpg');
		const read = () => db().select().from(evidence).where(eq(evidence.id, id));
		const [pending] = await read();
		await processEvidence(id);
		const [first] = await read();
		const original = await import('#lib/platform/files.server.ts');
		await original.files().put(`${servant.profileId}/${id}/original.age`, Buffer.from('left behind'));
		await processEvidence(id);
		expect(pending?.scan).toBe('pending');
		expect((await read())[0]).toEqual(first);
		expect(readdirSync(folderOf(id)).sort()).toEqual(['copy.age', 'page-1.age', 'thumbnail.age']);
	});

	it('while it is under way is shown to the scanner once', async () => {
		const picture = sharp({ create: { width: 60, height: 70, channels: 3, background: '#775533' } });
		const id = await attach('doble.png', new Uint8Array(await picture.png().toBuffer()));
		await Promise.all([processEvidence(id), processEvidence(id)]);
		expect(clamd.scanned).toBe(1);
	});

	it('of a file that is gone does nothing', async () => {
		await expect(processEvidence('01980000-0000-7000-8000-000000000000')).resolves.toBeUndefined();
	});
});
