import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { chdir } from 'node:process';
import { fileURLToPath } from 'node:url';

enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/compiled'));
chdir(fileURLToPath(new URL('..', import.meta.url)));
const { buildProgram } = await import('./program.ts');
await buildProgram().parseAsync();
