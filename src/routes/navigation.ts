/** A link of the site's main navigation. */
export type NavigationItem = { href: string; label: string };

type Viewer = { roles: readonly string[]; hasProfile: boolean; assisting?: string | null } | null;

const PUBLIC: NavigationItem[] = [
	{ href: '/', label: 'Inicio' },
	{ href: '/ayuda', label: 'Ayuda' },
	{ href: '/entrar', label: 'Entrar' },
];

/** Whoever helps a person at the desk can open that person's cédula and nothing else. */
const ASSISTING: NavigationItem[] = [
	{ href: '/cedula', label: 'Su cédula' },
	{ href: '/admin/modulo', label: 'Módulo de atención' },
];

/** `unless`: not for those who reach it by another link. */
const BY_ROLE: { roles: readonly string[]; unless?: readonly string[]; item: NavigationItem }[] = [
	{ roles: ['servant'], item: { href: '/mi', label: 'Mi inicio' } },
	{ roles: ['servant'], item: { href: '/cedula', label: 'Mi cédula' } },
	{ roles: ['reviewer', 'admin'], item: { href: '/validacion', label: 'Validación' } },
	{
		roles: ['expert'],
		unless: ['reviewer', 'admin'],
		item: { href: '/validacion/aclaraciones', label: 'Aclaraciones' },
	},
	{ roles: ['reviewer', 'admin', 'recruiter'], item: { href: '/banco', label: 'Banco' } },
	{ roles: ['expert'], item: { href: '/validacion/concordancia', label: 'Concordancia' } },
	{ roles: ['expert'], item: { href: '/expertos', label: 'Paneles' } },
	{ roles: ['admin'], item: { href: '/admin', label: 'Administración' } },
];

/** What the main navigation offers: the public pages, or those that the roles of whoever is signed in open. */
export function navigationFor(viewer: Viewer): NavigationItem[] {
	if (!viewer) return PUBLIC;
	if (viewer.assisting) return ASSISTING;
	const roles = viewer.hasProfile ? [...viewer.roles, 'servant'] : viewer.roles;
	const has = (wanted: readonly string[]) => wanted.some((role) => roles.includes(role));
	return BY_ROLE.filter((entry) => has(entry.roles) && !has(entry.unless ?? [])).map(({ item }) => item);
}

/** Whether a link leads to the page shown or to the part of the site that the page belongs to. */
export function isCurrent(href: string, pathname: string): boolean {
	return href === pathname || (href !== '/' && pathname.startsWith(`${href}/`));
}
