import { and, desc, eq, isNotNull, lt, or } from 'drizzle-orm';
import { z } from 'zod';
import { authorizeOwner, type Principal } from '#lib/access/access.ts';
import { ROLE_LABELS } from '#lib/access/roles.ts';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { pageSize } from '#lib/platform/page-size.ts';
import { parse } from '#lib/platform/parse.ts';

/** Somebody read data of the person (contract.md, access-log entry). */
export type AccessLogEntry = {
	at: Date;
	/** unit and role, never a name */
	who: string;
	what: string;
	purpose: string;
};

/** Which part of the log: newest first, continued from `cursor`. */
export const AccessLogQuery = z.looseObject({
	cursor: z.string().refine(isId, 'El lugar de la lista no es válido. Empiece de nuevo.').optional(),
	'page[size]': pageSize(20),
});

const WHAT: Record<string, string> = {
	'rating.read-trial-case': 'Vio qué puntos le daría otro modelo de ponderación',
	'review.open-case': 'Abrió su cédula enviada',
	'review.see-coincidence': 'Vio su nombre y el folio de su cédula',
	'evidence.view': 'Vio un documento',
	'evidence.download': 'Descargó un documento',
	'bank.read': 'Abrió su perfil del banco',
	'outreach.open-message': 'Abrió un mensaje dirigido a usted',
	'desk.begin': 'Abrió su perfil en el módulo',
	'desk.assist': 'Abrió su cédula en el módulo, con usted',
	'desk.end-assistance': 'Terminó la atención en el módulo',
	'desk.issue-code': 'Imprimió la hoja con su código',
	'cedula.save-section': 'Guardó una parte de su cédula, con usted',
	'cedula.submit': 'Envió su cédula a validación, con usted',
	'credential.verify': 'Vio el folio, el día de recepción y sus iniciales',
	'credential.verify-rating': 'Vio de su ponderación lo que usted eligió mostrar',
	'credential.verify-revoked': 'Supo que la constancia está revocada',
	'credential.revoke': 'Revocó su constancia',
};

/** What an administrator did for the person who was present. */
const ASSISTED = 'Le ayudó a llenar su cédula';
const AT_DESK = 'Atenderle en el módulo';

const ANYBODY = 'Alguien con el código de su documento';

/** Who read the data of the person who asks, when and why (LGPDPPSO arts. 23 and 36; product.md, "Rules that hold everywhere"). */
export async function listAccessLog(
	principal: Principal | null,
	input: unknown,
): Promise<{ items: AccessLogEntry[]; cursor: string | null }> {
	const { profileId } = authorizeOwner(principal, 'privacy.own');
	const { cursor, 'page[size]': size } = parse(AccessLogQuery, input);
	const rows = await db()
		.select()
		.from(auditEntry)
		.where(
			and(
				eq(auditEntry.profileId, profileId),
				or(isNotNull(auditEntry.purpose), eq(auditEntry.channel, 'desk')),
				cursor ? lt(auditEntry.id, cursor) : undefined,
			),
		)
		.orderBy(desc(auditEntry.id))
		.limit(size + 1);
	const page = rows.slice(0, size);
	const { name } = institution().settings;
	return {
		items: page.map(({ recordedAt, role, channel, action, purpose }) => ({
			at: recordedAt,
			who:
				role === 'public'
					? ANYBODY
					: `${name} · ${ROLE_LABELS[role as keyof typeof ROLE_LABELS] ?? 'Sistema'}`,
			what: WHAT[action] ?? (channel === 'desk' ? ASSISTED : 'Consultó sus datos'),
			purpose: purpose ?? AT_DESK,
		})),
		cursor: rows.length > size ? page.at(-1)!.id : null,
	};
}
