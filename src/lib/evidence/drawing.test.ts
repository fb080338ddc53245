import { readFileSync } from 'node:fs';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { sample } from '../../../tests/support/samples.ts';
import { drawFile, tryToOpen } from './drawing.server.ts';

const limits = async () => ({ recipient: await identityToRecipient(await generateIdentity()), maxPages: 40 });

/** Ids of the processes that this one has started. */
const children = () =>
	readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(' ').filter(Boolean);

async function drawAndKill(signal: NodeJS.Signals) {
	const before = children();
	const drawn = drawFile(sample('documentos/doc-22.pdf'), 'application/pdf', await limits());
	drawn.catch(() => undefined);
	const newest = () => children().find((id) => !before.includes(id));
	await expect.poll(newest).toBeDefined();
	process.kill(Number(newest()), signal);
	return drawn;
}

describe('drawing a file in a process of its own', () => {
	it('whose end the file did not bring about says so, for the file to be tried again', async () => {
		await expect(drawAndKill('SIGTERM')).rejects.toThrow('SIGTERM');
	});

	it('that crashes refuses the file, and the next one is drawn', async () => {
		await expect(drawAndKill('SIGSEGV')).resolves.toEqual({ refusal: 'too_complex' });
		const next = await drawFile(sample('hostiles/pdf-valido.pdf'), 'application/pdf', await limits());
		expect(next).toMatchObject({ refusal: null, copy: null, pages: [expect.any(Uint8Array)] });
	});

	it('tells a password from a restriction', async () => {
		expect(await tryToOpen(sample('hostiles/pdf-cifrado-abrir.pdf'), 40)).toBe('password');
		expect(await tryToOpen(sample('hostiles/pdf-cifrado-permisos.pdf'), 40)).toBeNull();
	});

	it('refuses a file that grows without end while it is unpacked, and serves the next one', async () => {
		const bomb = await drawFile(sample('hostiles/pdf-flujo-bomba.pdf'), 'application/pdf', await limits());
		expect(bomb).toEqual({ refusal: 'too_complex' });
		expect(await tryToOpen(sample('hostiles/pdf-valido.pdf'), 40)).toBeNull();
	});
});
