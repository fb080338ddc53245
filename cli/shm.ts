import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { chdir } from 'node:process';
import { fileURLToPath } from 'node:url';
import { resolveDrizzleOnce } from './resolve-drizzle.ts';

enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/compiled'));
resolveDrizzleOnce();
chdir(fileURLToPath(new URL('..', import.meta.url)));
const { buildProgram } = await import('./program.ts');
await buildProgram().parseAsync();
