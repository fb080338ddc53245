/** Pages that must not be come back to after signing in: they sign in or out themselves. */
const DOORS = [
	'/entrar',
	'/salir',
	'/recuperar',
	'/confirmar',
	'/invitacion',
	'/instalacion',
	'/cedula/registro',
];

/**
 * Where to go back to after signing in, when it is a page of our own; null for anything else, so that nobody can be sent
 * to another site by a link that starts with ours.
 */
export function ownPath(wanted: string | null | undefined): string | null {
	if (!wanted || !/^\/(?![/\\])[^\\\s]*$/.test(wanted)) return null;
	const here = 'http://here.invalid';
	const url = URL.parse(wanted, here);
	if (!url || url.origin !== here) return null;
	if (DOORS.some((door) => url.pathname === door || url.pathname.startsWith(`${door}/`))) return null;
	return url.pathname + url.search;
}
