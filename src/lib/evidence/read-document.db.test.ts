import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import pg from 'pg';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { attachEvidence } from '#lib/cedula/attach-evidence.server.ts';
import { createClaim } from '#lib/cedula/create-claim.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db, inTransaction } from '#lib/platform/database.server.ts';
import { drainJobs, runPeriodic } from '#lib/platform/jobs.server.ts';
import { aServant } from '../../../tests/support/factories.ts';
import { sample } from '../../../tests/support/samples.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { eraseEvidence } from './erase-evidence.server.ts';
import { openReading } from './open-reading.server.ts';
import { readDocument } from './read-document.server.ts';
import { readPdfPage, readPicture } from './reading.server.ts';
import { evidence } from './tables.server.ts';

/** Recognising a picture gives way to everything else that the machine does. */
vi.setConfig({ testTimeout: 60_000 });

const place = useTestDatabase();
let servant: Principal & { profileId: string };
let claimId: string;

beforeAll(async () => {
	servant = await aServant();
	claimId = (await createClaim(servant, { kind: 'education' })).id;
});

async function attach(name: string): Promise<{ profileId: string; id: string }> {
	const upload = { name, bytes: sample(name) };
	const { id } = await attachEvidence(servant, claimId, async () => upload);
	return { profileId: servant.profileId, id };
}

async function read(name: string) {
	const file = await attach(name);
	await drainJobs({ slow: true });
	return { file, state: await stateOf(file.id), text: await openReading(file) };
}

const rowOf = async (id: string) => (await db().select().from(evidence).where(eq(evidence.id, id)))[0];
const stateOf = async (id: string) => (await rowOf(id))?.reading;
const folderOf = (id: string) => join(place.dataDir, 'files', servant.profileId, id);

describe('a checked document', () => {
	it('is read from its text, word by word, with the place of each', async () => {
		const { state, text } = await read('documentos/doc-02.pdf');
		expect(state).toBe('done');
		expect(text.pages.map((page) => page.source)).toEqual(['layer']);
		const words = text.pages[0]!.lines.flat();
		expect(words.map((word) => word.text)).toEqual(
			expect.arrayContaining(['6955292', 'ARZATE', '25/06/1991']),
		);
		for (const { box } of words) {
			expect(box.every((share) => share >= 0 && share <= 1)).toBe(true);
			expect(box[0] < box[2] && box[1] < box[3]).toBe(true);
		}
		const number = words.find((word) => word.text === '6955292')!;
		expect(number.box[0]).toBeGreaterThan(0.6);
		expect(number.box[3]).toBeLessThan(0.2);
	});

	it('is recognised when it is a photo, and lies encrypted like all of the person', async () => {
		const { file, state, text } = await read('documentos/doc-15.jpg');
		expect(state).toBe('done');
		expect(text.pages[0]!.source).toBe('picture');
		const said = text.pages[0]!.lines.map((line) => line.map((word) => word.text).join(' ')).join('\n');
		expect(said).toContain('María del Rocío Rebollar Muñoz');
		const name = text.pages[0]!.lines.flat().find((word) => word.text === 'Rebollar')!;
		expect(name.box[0]).toBeCloseTo(0.61, 1);
		expect(name.box[1]).toBeCloseTo(0.25, 1);
		const stored = readFileSync(join(folderOf(file.id), 'reading.age'));
		expect(stored.subarray(0, 21).toString()).toBe('age-encryption.org/v1');
		expect(stored.includes('Rebollar')).toBe(false);
	});

	it('is read as people see it, whatever text lies hidden in it', async () => {
		const { text } = await read('hostiles/pdf-capa-oculta.pdf');
		const words = text.pages[0]!.lines.flat().map((word) => word.text);
		expect(words).toContain('20');
		expect(words).not.toContain('80');
	});

	it('takes what was read with it when it is erased', async () => {
		const { file } = await read('documentos/doc-06.pdf');
		expect(readdirSync(folderOf(file.id))).toContain('reading.age');
		await inTransaction((tx) => eraseEvidence(tx, file));
		await drainJobs();
		expect(existsSync(folderOf(file.id)) ? readdirSync(folderOf(file.id)) : []).toEqual([]);
	});
});

describe('reading again', () => {
	it('changes nothing', async () => {
		const { file } = await read('documentos/doc-04.pdf');
		const before = readFileSync(join(folderOf(file.id), 'reading.age'));
		await readDocument({ evidenceId: file.id });
		expect(readFileSync(join(folderOf(file.id), 'reading.age'))).toEqual(before);
	});

	it('is done for a file whose job was lost', async () => {
		const file = await attach('documentos/doc-22.pdf');
		await drainJobs();
		expect(await stateOf(file.id)).toBe('pending');
		const later = Date.now() + 61 * 60_000;
		setClock(() => new Date(later));
		await runPeriodic('read-waiting-evidence');
		expect(await stateOf(file.id)).toBe('done');
		expect((await openReading(file)).pages).toHaveLength(2);
		await drainJobs({ slow: true });
	});

	it('ends after some attempts', async () => {
		const file = await attach('hostiles/pdf-valido.pdf');
		await drainJobs();
		rmSync(join(folderOf(file.id), 'original.age'));
		for (let attempt = 1; attempt < 10; attempt++)
			await expect(readDocument({ evidenceId: file.id })).rejects.toThrow('ENOENT');
		expect(await stateOf(file.id)).toBe('pending');
		await readDocument({ evidenceId: file.id });
		expect(await stateOf(file.id)).toBe('failed');
	});

	it('is not given up because the database went away', async () => {
		const file = await attach('documentos/doc-06.pdf');
		await drainJobs();
		await db().update(evidence).set({ readingAttempts: 100 }).where(eq(evidence.id, file.id));
		const holder = new pg.Client({ connectionString: place.url });
		await holder.connect();
		const reading = expect(readDocument({ evidenceId: file.id })).rejects.toThrow();
		await expect.poll(async () => (await rowOf(file.id))?.readingAttempts, { interval: 5 }).toBe(101);
		await holder.query('begin');
		await holder.query('select from evidence where id = $1 for update', [file.id]);
		const cut = `select pg_terminate_backend(pid) from pg_stat_activity
			where datname = current_database() and wait_event_type = 'Lock'`;
		await expect.poll(async () => (await holder.query(cut)).rowCount, { timeout: 10_000 }).toBe(1);
		await holder.query('rollback');
		await reading;
		await holder.end();
		expect(await stateOf(file.id)).toBe('pending');
	});

	it('of a file that is gone does nothing', async () => {
		await readDocument({ evidenceId: '01980000-0000-7000-8000-000000000000' });
	});
});

describe('a hostile file that came this far', () => {
	const shown = sample('hostiles/foto-valida.jpg');

	it.each(['pdf-flujo-bomba.pdf', 'pdf-truncado.pdf', 'pdf-cifrado-abrir.pdf'])(
		'is not read and does no harm: %s',
		async (name) => {
			const bytes = sample(`hostiles/${name}`);
			expect((await readPdfPage({ bytes, page: 1, shown })).source).toBe('none');
		},
	);

	it('that is a picture too large is not unpacked', async () => {
		await expect(readPicture(sample('hostiles/png-bomba-30000.png'))).rejects.toThrow('pixel limit');
	});
});
