/** What an error page says: what happened, what was kept, and what the person can do. */
export type Explanation = { title: string; lead: string; todo: string[] };

const NOT_FOUND: Explanation = {
	title: 'No encontramos esa página',
	lead: 'La dirección no existe o cambió de lugar. Lo que usted ha guardado sigue en su cédula.',
	todo: [
		'Si la escribió, revise que esté completa.',
		'Si siguió un enlace de un correo, pudo haber vencido.',
	],
};

const SESSION_OVER: Explanation = {
	title: 'Su sesión terminó',
	lead: 'Por seguridad, la sesión se cierra después de un tiempo sin uso. Lo que ya estaba guardado sigue a salvo.',
	todo: ['Entre de nuevo para continuar.'],
};

const NOT_ALLOWED: Explanation = {
	title: 'No tiene acceso a esta página',
	lead: 'Su cuenta no incluye esta parte del servicio.',
	todo: [
		'Si tiene otra cuenta, salga y entre con ella.',
		'Si cree que debería verla, avise a quien administra el servicio.',
	],
};

const TOO_MANY: Explanation = {
	title: 'Demasiados intentos seguidos',
	lead: 'Por seguridad hacemos una pausa. No se perdió nada de lo que ya estaba guardado.',
	todo: ['Espere unos minutos y vuelva a intentarlo.'],
};

const UNAVAILABLE: Explanation = {
	title: 'El servicio no está disponible por ahora',
	lead: 'Lo que ya se le confirmó como guardado está a salvo.',
	todo: ['Vuelva a intentarlo en unos minutos.'],
};

const BROKEN: Explanation = {
	title: 'Algo falló de nuestro lado',
	lead: 'El problema quedó registrado. Lo que ya se le confirmó como guardado está a salvo; lo último que envió pudo no guardarse.',
	todo: ['Regrese a la página anterior y revise su último cambio.', 'Vuelva a intentarlo en unos minutos.'],
};

const BY_STATUS: Record<number, Explanation> = {
	401: SESSION_OVER,
	403: NOT_ALLOWED,
	404: NOT_FOUND,
	410: NOT_FOUND,
	429: TOO_MANY,
	503: UNAVAILABLE,
};

/**
 * The words for a status code. Refusals that have no page of their own show their own message,
 * which use cases write in Spanish; failures of the server never do.
 */
export function explainStatus(status: number, message?: string): Explanation {
	const known = BY_STATUS[status];
	if (known) return known;
	if (status >= 500) return BROKEN;
	return {
		title: 'No pudimos hacer lo que pidió',
		lead: message || 'La solicitud no se entendió. No se cambió nada.',
		todo: ['Regrese a la página anterior y vuelva a intentarlo.'],
	};
}
