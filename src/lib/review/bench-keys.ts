/** What a key does on the page of a case. */
export type BenchCommand =
	| 'next'
	| 'previous'
	| 'accept'
	| 'observe'
	| 'reject'
	| 'acceptMatching'
	| 'undo'
	| 'place'
	| 'find'
	| 'nextFile'
	| 'previousFile'
	| 'zoomIn'
	| 'zoomOut'
	| 'turn'
	| 'attest'
	| 'issue'
	| 'return';

/** Keys of the bench with what they do, in the order in which the page lists them. */
export const BENCH_KEYS: readonly { key: string; command: BenchCommand; label: string }[] = [
	{ key: 'j', command: 'next', label: 'Renglón siguiente' },
	{ key: 'k', command: 'previous', label: 'Renglón anterior' },
	{ key: 'a', command: 'accept', label: 'Aceptar y pasar al siguiente por decidir' },
	{ key: 'o', command: 'observe', label: 'Observar: elegir motivo' },
	{ key: 'r', command: 'reject', label: 'Rechazar: elegir motivo' },
	{ key: 't', command: 'acceptMatching', label: 'Aceptar todo lo que coincide: ver la lista' },
	{ key: 'z', command: 'undo', label: 'Deshacer la última decisión' },
	{ key: 'v', command: 'place', label: 'Ver en la página el siguiente dato leído' },
	{ key: 'f', command: 'find', label: 'Buscar en los documentos del renglón; también con la tecla /' },
	{ key: 'l', command: 'nextFile', label: 'Documento siguiente' },
	{ key: 'h', command: 'previousFile', label: 'Documento anterior' },
	{ key: '+', command: 'zoomIn', label: 'Acercar' },
	{ key: '-', command: 'zoomOut', label: 'Alejar' },
	{ key: 'g', command: 'turn', label: 'Girar' },
	{ key: 'c', command: 'attest', label: 'Confirmar la identidad' },
	{ key: 'd', command: 'return', label: 'Devolver con las observaciones' },
	{ key: 'e', command: 'issue', label: 'Emitir el dictamen' },
];

const COMMANDS = new Map(BENCH_KEYS.map(({ key, command }) => [key, command])).set('/', 'find');

/** A key press as the browser tells it. */
export type KeyPress = { key: string; ctrlKey: boolean; altKey: boolean; metaKey: boolean };

/** What a key press asks for; nothing while somebody types or holds a modifier of the browser. */
export function commandOf(press: KeyPress, typing: boolean): BenchCommand | undefined {
	return commandAmong(COMMANDS, press, typing);
}

/** Like {@link commandOf}, for a page with keys of its own. */
export function commandAmong<Command>(
	commands: ReadonlyMap<string, Command>,
	press: KeyPress,
	typing: boolean,
): Command | undefined {
	if (typing || press.ctrlKey || press.altKey || press.metaKey) return undefined;
	return commands.get(press.key.toLowerCase());
}
