import { chdir } from 'node:process';
import { fileURLToPath } from 'node:url';

chdir(fileURLToPath(new URL('..', import.meta.url)));
const { buildProgram } = await import('./program.ts');
await buildProgram().parseAsync();
