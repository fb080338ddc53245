const TITLES: Record<string, string> = {
	'Usage:': 'Uso:',
	'Arguments:': 'Argumentos:',
	'Options:': 'Opciones:',
	'Commands:': 'Órdenes:',
};

const ERRORS: [RegExp, string][] = [
	[/^error: required option '(.+)' not specified/, 'Falta la opción $1.'],
	[/^error: missing required argument '(.+)'/, 'Falta el argumento $1.'],
	[/^error: option '(.+)' argument missing/, 'Falta el valor de la opción $1.'],
	[/^error: option '(.+)' argument '(.+)' is invalid\. /, 'La opción $1 no admite «$2». '],
	[/^error: unknown option '(.+)'/, 'No se conoce la opción $1.'],
	[/^error: unknown command '(.+)'/, 'No se conoce la orden $1.'],
	[/^error: too many arguments\b.*/, 'Sobran argumentos.'],
	[/\(Did you mean (one of )?(.+)\?\)/, '¿Quiso decir $2?'],
];

/** Title of a part of the help, which the command parser writes in English. */
export function helpTitle(title: string): string {
	return TITLES[title] ?? title;
}

/** Line on how a command is used. */
export function helpUsage(usage: string): string {
	return usage.replace('[options]', '[opciones]').replace('[command]', '[orden]');
}

/** What an option is for; the command parser adds in English what it is when it is not given. */
export function helpDefault(description: string): string {
	return description.replace(/\(default: "?(.+?)"?\)$/, '(si no se dice: $1)');
}

/** What was wrong with a command line; sentences that are not known stay as they are. */
export function errorText(text: string): string {
	return ERRORS.reduce((said, [pattern, spanish]) => said.replace(pattern, spanish), text);
}
