import { z } from 'zod';
import { privacyNoticeInForce } from '#lib/institution/catalogues.server.ts';

/** The version of the privacy notice that was read: only the one in force will do. */
export const noticeField = z
	.string('Lea el aviso de privacidad e indique su versión.')
	.refine(
		(version) => version === privacyNoticeInForce().version,
		'El aviso de privacidad cambió. Léalo de nuevo e indique la versión vigente.',
	);
