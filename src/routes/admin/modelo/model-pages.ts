import { formatInstant } from '#lib/institution/plain-date.ts';
import { MODEL_STATE_WORDS, type ModelMoveName, type ModelStanding } from '#lib/rating/model/versions.ts';

/** The address of a version. */
export function modelHref(version: string): string {
	return `/admin/modelo/${encodeURIComponent(version)}`;
}

/** Moment since when nothing is known of a date: the model with which the service began. */
const EVER = 0;

/** How a version stands, in words: its mark, and since when. */
export function standingInWords(
	{ state, since, scheduledFrom, replacedBy }: ModelStanding,
	timeZone: string,
) {
	const when = (at: Date) => formatInstant(at, timeZone);
	const from = since.getTime() === EVER ? 'Desde que se instaló el servicio.' : `Desde el ${when(since)}.`;
	const ahead = scheduledFrom ? ` Entra en vigor el ${when(scheduledFrom)}.` : '';
	const after = replacedBy ? ` La sustituyó ${replacedBy}.` : '';
	return { ...MODEL_STATE_WORDS[state], since: `${from}${ahead}${after}` };
}

/** What may be done with a version, as the form asks it. */
export const MOVE_CHOICES: Record<ModelMoveName, { label: string; hint: string }> = {
	consult: {
		label: 'Someterla a consulta',
		hint: 'Mientras se consulta, su contenido no cambia. Puede regresar a borrador.',
	},
	reopen: { label: 'Regresarla a borrador', hint: 'Para cambiar algo de lo que se consultó.' },
	approve: { label: 'Aprobarla', hint: 'Su contenido ya no podrá cambiar. Todavía no entra en vigor.' },
	enforce: {
		label: 'Ponerla en vigor',
		hint: 'Las ponderaciones que se emitan desde ese día se calculan con ella; las ya emitidas no cambian. La versión en vigor se retira.',
	},
	call_off: {
		label: 'Cancelar su entrada en vigor',
		hint: 'Queda aprobada, sin fecha. Sigue en vigor la versión de ahora.',
	},
	retire: {
		label: 'Retirarla',
		hint: 'No volverá a usarse. Podrá crear un borrador a partir de ella.',
	},
};

/** What was just done, by the word in the address. */
export const NEWS: Record<string, string> = {
	creado: 'El borrador está listo para editarse.',
	importado: 'El modelo del archivo quedó como borrador.',
	guardado: 'El borrador se guardó.',
	'sin-cambios': 'Lo guardado ya decía lo mismo: nada cambió.',
	movido: 'El paso quedó anotado en su historia.',
};
