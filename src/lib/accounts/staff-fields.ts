import { z } from 'zod';
import { line } from '#lib/platform/text.ts';
import { emailField } from './email.ts';
import { STAFF_ROLES } from '#lib/access/roles.ts';

/** A role that an administrator may give. */
export const staffRole = z.enum(STAFF_ROLES, 'Elija un rol de la lista.');

/** Name of a member of staff, as it stands on what they sign. */
export const staffName = line(120, 'Escriba el nombre completo; aparecerá en los dictámenes que firme.');

/** Who is to work with the service. */
export const staffMember = z.object({
	email: emailField,
	name: staffName,
	roles: z.array(staffRole, 'Elija al menos un rol.').min(1, 'Elija al menos un rol.'),
});
