import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { embeddedUrl } from './embedded.ts';
import { age, filesWithoutEvidence } from './remains.ts';
import type { Stage } from './stage.ts';
import type { World } from './world.ts';

/** The parts of `shm doctor --json` that are looked at. */
type Examined = {
	files: number;
	missing: { count: number };
	damaged: { count: number };
	extra: { count: number; listed: string[] };
};

/** `shm audit verify`. @returns how many sealed entries there are; nothing when the log is not whole */
export async function auditEntries(stage: Stage, world: World): Promise<number | undefined> {
	const { code, output } = await shm(stage, ['audit', 'verify', '--json']);
	if (code === 0) return (lastLine(output) as { entries: number }).entries;
	world.fault(`shm audit verify ends with ${code}: ${output}`);
}

/**
 * `shm doctor`, two hours after the last kill: nothing is missing or damaged, exactly those files are extra of which no
 * row knows, and once it removed them all is well. @returns how many it removed
 */
export async function examineStore(stage: Stage, world: World): Promise<number> {
	const folder = join(stage.dataDir, 'files');
	age(folder);
	const left = (await filesWithoutEvidence(embeddedUrl(stage.dataDir), folder)).sort();
	const { code, output } = await shm(stage, ['doctor', '--json']);
	const { files, missing, damaged, extra } = lastLine(output) as Examined;
	const isAsExpected =
		code === (left.length > 0 ? 1 : 0) &&
		files > 0 &&
		missing.count + damaged.count === 0 &&
		extra.listed.sort().join() === left.join();
	if (!isAsExpected) world.fault(`shm doctor ends with ${code}, ${left.length} files are left: ${output}`);
	if (left.length === 0) return 0;
	await shm(stage, ['doctor', '--remove-extra']);
	const again = await shm(stage, ['doctor', '--json']);
	if (again.code !== 0) world.fault(`shm doctor still ends with ${again.code}: ${again.output}`);
	return left.length;
}

/** Runs a command as an operator does, beside the running service. */
async function shm(
	{ dataDir, settings }: Stage,
	line: string[],
): Promise<{ code: number | null; output: string }> {
	const command = spawn(process.execPath, ['cli/shm.ts', ...line], {
		env: { PATH: process.env.PATH, DATA_DIR: dataDir, ...settings },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let output = '';
	for (const stream of [command.stdout, command.stderr]) {
		stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
	}
	const [code] = (await once(command, 'close')) as [number | null];
	return { code, output };
}

function lastLine(output: string): unknown {
	return JSON.parse(output.trim().split('\n').at(-1) ?? '');
}
