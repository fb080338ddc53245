import { getSubmission } from '#lib/cedula/get-submission.server.ts';
import { repliesPatch, saveReplies } from '#lib/cedula/save-replies.server.ts';
import { submitCedula, truthDeclaration } from '#lib/cedula/submit-cedula.server.ts';
import { withdrawSubmission } from '#lib/cedula/withdraw-submission.server.ts';
import { endpoint } from '#lib/platform/http/endpoint.server.ts';

export const GET = endpoint(
	{
		summary: 'Cómo va su cédula: estado, fecha límite y, si se la devolvieron, qué corregir en cada renglón',
		who: 'servidor público, la propia',
		answers: {
			200: '{ state, folio, submittedAt, receivedOn, dueOn, correctBy, decidedAt, claims[], remarks[] }; cada observación con reason, whatToDo, note, state (todo, corrected, replied) y reply; state "draft" antes de enviarla',
			401: 'Falta iniciar sesión',
			403: 'La cuenta no tiene cédula',
		},
	},
	async ({ event }) => [200, await getSubmission(event.locals.principal)],
);

export const POST = endpoint(
	{
		summary:
			'Enviar su cédula a validación, o la respuesta a las observaciones, con la declaración de verdad; replies lleva lo que escribe sobre cada observación, por claimId o «identity»',
		who: 'servidor público, la propia',
		body: truthDeclaration,
		answers: {
			201: '{ folio, submittedAt, dueOn, state }; enviarla dos veces da el mismo folio',
			401: 'Falta iniciar sesión',
			403: 'La cuenta no tiene cédula',
			409: 'Falta algo (incomplete, con missing[]), no hay nada nuevo que validar (nothing_changed) o, con askFirst, hay observaciones sin cambios ni respuesta (untouched, con untouched[])',
			422: 'Falta la declaración de verdad, o una respuesta es muy larga o no es de algo observado',
		},
	},
	async ({ event, body }) => [201, await submitCedula(event.locals.principal, body)],
);

export const PATCH = endpoint(
	{
		summary:
			'Guardar lo que escribe sobre cada observación, por claimId o «identity»; quien revisa lo lee cuando envíe su respuesta',
		who: 'servidor público, la propia',
		body: repliesPatch,
		answers: {
			200: 'Como GET, con lo guardado en remarks[].reply; un texto vacío lo quita',
			401: 'Falta iniciar sesión',
			403: 'La cuenta no tiene cédula',
			409: 'No hay observaciones que responder (wrong_state)',
			422: 'Una respuesta es muy larga o no es de algo observado, con su ruta',
		},
	},
	async ({ event, body }) => [200, await saveReplies(event.locals.principal, body)],
);

export const DELETE = endpoint(
	{
		summary: 'Retirar su cédula mientras nadie la revisa; sus renglones vuelven a ser borradores',
		who: 'servidor público, la propia',
		answers: {
			200: '{ folio }',
			401: 'Falta iniciar sesión',
			403: 'La cuenta no tiene cédula',
			409: 'No hay nada que retirar, o alguien la está revisando (wrong_state)',
		},
	},
	async ({ event }) => [200, await withdrawSubmission(event.locals.principal)],
);
