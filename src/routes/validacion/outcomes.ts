/** What happened to the case that the reviewer comes from; the address of the queue carries its name. */
const OUTCOMES = {
	emitida: {
		tone: 'success',
		words: (folio: string) => `Se emitió el dictamen de ${folio}. La persona ya puede verlo.`,
	},
	segunda: {
		tone: 'success',
		words: (folio: string) =>
			`Su revisión de ${folio} quedó guardada. Esta cédula se eligió para una segunda lectura: otra persona la revisará sin ver la suya.`,
	},
	tercera: {
		tone: 'success',
		words: (folio: string) =>
			`Su revisión de ${folio} quedó guardada. No coincide en todo con la primera lectura, así que decidirá una tercera persona.`,
	},
	devuelta: {
		tone: 'success',
		words: (folio: string) =>
			`Se devolvió ${folio} con sus observaciones. El plazo se detuvo hasta que la persona responda.`,
	},
	entregada: {
		tone: 'success',
		words: (folio: string) => `${folio} regresó a la fila. Las decisiones que guardó se conservan.`,
	},
	conflicto: {
		tone: 'success',
		words: (folio: string) => `Quedó registrado su conflicto de interés. ${folio} la valida otra persona.`,
	},
	nada: { tone: 'info', words: () => 'No hay cédulas en espera en este momento.' },
} as const;

/** A message about the case before; nothing for an address that says something else. */
export type Outcome = { tone: 'success' | 'info'; words: string };

/** Name of an outcome. */
export type OutcomeName = keyof typeof OUTCOMES;

/** Address of the queue, or of the case that comes next, that tells an outcome. */
export function addressOf(outcome: OutcomeName, folio: string, next?: string): string {
	return `/validacion${next ? `/${next}` : ''}?${new URLSearchParams({ resultado: outcome, folio })}`;
}

/** Reads the outcome from the address; a folio that does not look like one is not repeated. */
export function outcomeOf(query: URLSearchParams): Outcome | null {
	const name = query.get('resultado') ?? '';
	if (!Object.hasOwn(OUTCOMES, name)) return null;
	const folio = query.get('folio') ?? '';
	const outcome = OUTCOMES[name as OutcomeName];
	return {
		tone: outcome.tone,
		words: outcome.words(/^[A-Z]{2,6}-\d{4}-\d{6,}$/.test(folio) ? folio : 'La cédula'),
	};
}
