import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Page, PSM } from 'tesseract.js';

/** How the engine looks at a picture: by its layout, or for words wherever they stand. */
export type Look = 'layout' | 'pieces';

type Action = 'load' | 'loadLanguage' | 'initialize' | 'setParameters' | 'recognize';
type Packet = { workerId: string; jobId: string; action: Action; payload: object };
type Said = { status: 'resolve' | 'reject' | 'progress'; data: unknown };
type Engine = {
	setAdapter: (adapter: object) => void;
	dispatchHandlers: (packet: Packet, say: (said: Said) => void) => void;
};

const LANGUAGE = 'spa';
const LSTM_ONLY = 1;
const MODES: Record<Look, `${PSM}`> = { layout: '3', pieces: '11' };
/** The engine says much to itself. The resolution is that of pages as they are drawn here. */
const SETTINGS = { debug_file: '/dev/null', user_defined_dpi: '220' };

/**
 * What the engine sees in a picture (PNG). Only inside the recognising process: it is busy until it is done.
 * The engine runs right here and not in a thread, which the confinement of the process would not bind. Its model comes
 * from a package: nothing is fetched and nothing is written.
 */
export async function look(png: Uint8Array, how: Look): Promise<Page> {
	engine ??= start();
	const { dispatchHandlers } = await engine;
	await ask(dispatchHandlers, 'setParameters', {
		params: { ...SETTINGS, tessedit_pageseg_mode: MODES[how] },
	});
	const output = { text: false, blocks: true };
	return (await ask(dispatchHandlers, 'recognize', { image: png, options: {}, output })) as Page;
}

let engine: Promise<Engine> | undefined;

async function start(): Promise<Engine> {
	const require = createRequire(import.meta.url);
	const inside = 'tesseract.js/src/worker-script';
	const found = require(inside) as Engine;
	const parts = ['getCore', 'gunzip'].map((name) => [name, require(`${inside}/node/${name}`) as unknown]);
	found.setAdapter({ ...Object.fromEntries(parts), ...(require(`${inside}/node/cache`) as object) });
	const model = dirname(require.resolve(`@tesseract.js-data/${LANGUAGE}/package.json`));
	const options = { langPath: join(model, '4.0.0_best_int'), cacheMethod: 'none', gzip: true };
	const { dispatchHandlers } = found;
	await ask(dispatchHandlers, 'load', { options: { lstmOnly: LSTM_ONLY, logging: false } });
	await ask(dispatchHandlers, 'loadLanguage', { langs: LANGUAGE, options });
	await ask(dispatchHandlers, 'initialize', { langs: LANGUAGE, oem: LSTM_ONLY });
	return found;
}

function ask(dispatch: Engine['dispatchHandlers'], action: Action, payload: object): Promise<unknown> {
	return new Promise((resolve, reject) => {
		dispatch({ workerId: 'only', jobId: action, action, payload }, ({ status, data }) => {
			if (status === 'resolve') resolve(data);
			else if (status === 'reject') reject(new Error(`${action}: ${String(data)}`));
		});
	});
}
