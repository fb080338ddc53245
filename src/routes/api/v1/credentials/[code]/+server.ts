import { verifyCode } from '#lib/credentials/verify-code.server.ts';
import { endpoint } from '#lib/platform/http/endpoint.server.ts';
import { visitorOf } from '../../../../session-cookie.server.ts';

/** What a printed document or a certificate must agree with, for programs that verify many. */
export const GET = endpoint(
	{
		summary:
			'Comprueba el código de un documento impreso o de una constancia de ponderación: con qué debe coincidir y si sigue vigente. La persona ve que se preguntó',
		who: 'cualquiera',
		open: true,
		answers: {
			200: '{ kind: "certificate", state: valid | superseded | revoked, code, initials, stars, … } o { kind: "document", code, folio, initials, submittedAt, receivedOn, withdrawn }',
			404: 'No hay un documento con ese código',
			429: 'Demasiados códigos desconocidos desde esa dirección',
		},
	},
	async ({ event }) => [200, await verifyCode(visitorOf(event, 'api'), event.params.code ?? '')],
);
