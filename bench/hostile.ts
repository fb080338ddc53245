import { hostileFiles, sampleName, uploadOf } from '../tests/support/samples.ts';
import { startServer } from '../tests/support/running-server.ts';
import { DOORS } from '../tests/e2e/doors.ts';
import { expectStatus, register } from '../tests/e2e/journeys.ts';
import { withDataFolder } from './instance.ts';
import type { Figure } from './report.ts';

const LONGEST_MS = 5_000;

/** Hostile files of quality.md, "Security": how long the slowest of them takes from its sending until it is settled, one after the other. */
export function measureHostileFiles(): Promise<Figure[]> {
	return withDataFolder(async (dataDir) => {
		const server = await startServer({ dataDir });
		try {
			const service = { origin: server.url, mailFolder: '', firstAdminLink: '', settings: {} };
			const me = await register(service);
			const { id } = expectStatus(await me.api.post('/me/claims', { kind: 'training' }), 201);
			let slowest = { name: '', ms: 0 };
			for (const entry of hostileFiles()) {
				const began = performance.now();
				await DOORS.multipart(service, me, id, uploadOf(entry));
				const ms = performance.now() - began;
				if (ms > slowest.ms) slowest = { name: sampleName(entry), ms };
			}
			return [
				{
					id: 'hostile',
					what: `archivo hostil más lento, hasta saber qué fue de él: ${slowest.name}`,
					figure: `${Math.round(slowest.ms)} ms`,
					bar: `< ${LONGEST_MS} ms`,
					passes: slowest.ms < LONGEST_MS,
				},
			];
		} finally {
			await server.stop();
		}
	});
}
