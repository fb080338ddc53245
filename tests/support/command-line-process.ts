/*
 * Runs verbs of `shm` one after the other, as they come from the test that started this process (`command-line.ts`).
 */
import { Readable } from 'node:stream';
import { forgetSettings } from '#lib/platform/config.server.ts';
import { buildProgram } from '../../cli/program.ts';
import type { Ended, Order } from './command-line.ts';

process.on('message', async (order: Order) => {
	process.send!(await run(order));
});

async function run({ line, input, env }: Order): Promise<Ended> {
	const ended: Ended = { code: 0, out: '', err: '' };
	process.env = env;
	process.exitCode = 0;
	forgetSettings();
	Object.defineProperty(process, 'stdin', { value: Readable.from([input]), configurable: true });
	process.stdout.write = (text) => ((ended.out += text), true);
	process.stderr.write = (text) => ((ended.err += text), true);
	const exited = new Error('exit');
	process.exit = (code) => {
		process.exitCode = code ?? 0;
		throw exited;
	};
	await buildProgram()
		.parseAsync(line, { from: 'user' })
		.catch((error: unknown) => {
			if (error !== exited) throw error;
		});
	return { ...ended, code: Number(process.exitCode) };
}
