import { ROLES, type Role } from './access.ts';

/** Roles that are given by an administrator; `servant` comes with registering. */
export const STAFF_ROLES = ROLES.filter((role) => role !== 'servant');

/** How each role is called. */
export const ROLE_LABELS: Record<Role, string> = {
	servant: 'Servidor público',
	reviewer: 'Validador',
	admin: 'Administrador',
	expert: 'Grupo de expertos',
	recruiter: 'Enlace municipal',
	privacy: 'Responsable de datos personales',
	auditor: 'Órgano de control',
};

/** What each staff role opens, for whoever gives it. */
export const ROLE_HINTS: Record<Exclude<Role, 'servant'>, string> = {
	reviewer: 'Valida documentos y emite dictámenes.',
	admin: 'Todo lo del validador, y además personal, mensajes y ajustes.',
	expert: 'Revisa y aprueba el modelo de ponderación, y responde aclaraciones.',
	recruiter: 'Busca en el banco a quienes dieron su consentimiento.',
	privacy: 'Atiende avisos, consentimientos y solicitudes de datos personales.',
	auditor: 'Consulta lo que se decidió; no cambia nada.',
};
