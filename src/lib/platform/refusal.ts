/** One thing that is wrong with what was sent: `path` names the field (dots for nesting, '' for the whole). */
export type Problem = {
	path: string;
	code: string;
	message: string;
	/** what was probably meant, for a form to offer */
	near?: readonly { value: string; label: string }[];
};

type Kind =
	| { kind: 'invalid'; problems: Problem[] }
	| { kind: 'unauthenticated'; code: string }
	| { kind: 'not_allowed' }
	| { kind: 'not_found' }
	| { kind: 'conflict'; code: string; details?: Record<string, unknown> }
	| { kind: 'too_large' }
	| { kind: 'wrong_type' }
	| { kind: 'too_many'; retryAfterSeconds: number }
	| { kind: 'unavailable'; retryAfterSeconds: number }
	| { kind: 'fault' };

/**
 * An expected "no": thrown by use cases, mapped to page, form and API in one place (`http/`).
 * `message` is shown to the person as it is: Spanish, says what happened and what to do.
 */
export class Refusal extends Error {
	readonly reason: Kind;

	constructor(reason: Kind, message: string) {
		super(message);
		this.name = 'Refusal';
		this.reason = reason;
	}
}

/** What was typed breaks a rule; each problem names its field. HTTP 422. */
export function invalid(
	problems: Problem[],
	message = 'Revise los datos marcados y vuelva a intentarlo.',
): Refusal {
	return new Refusal({ kind: 'invalid', problems }, message);
}

/** Shorthand of {@link invalid} for a single field. */
export function invalidField(path: string, code: string, message: string): Refusal {
	return invalid([{ path, code, message }], message);
}

/** Nobody is signed in, or the sign-in failed. HTTP 401. */
export function unauthenticated(
	message = 'Para continuar, inicie sesión.',
	code = 'unauthenticated',
): Refusal {
	return new Refusal({ kind: 'unauthenticated', code }, message);
}

/** The role or the object does not allow it. HTTP 403. */
export function notAllowed(
	message = 'Su cuenta no tiene permiso para hacer esto. Si cree que debería tenerlo, escriba al instituto.',
): Refusal {
	return new Refusal({ kind: 'not_allowed' }, message);
}

/** The thing does not exist, or must not be known to exist by whoever asks. HTTP 404. */
export function notFound(message = 'No encontramos lo que busca. Revise la dirección.'): Refusal {
	return new Refusal({ kind: 'not_found' }, message);
}

/** The present state does not allow it (stale version, already decided…). HTTP 409; `details` go into the problem document. */
export function conflict(code: string, message: string, details?: Record<string, unknown>): Refusal {
	return new Refusal(details ? { kind: 'conflict', code, details } : { kind: 'conflict', code }, message);
}

/** The file or body passes the size limit. HTTP 413. */
export function tooLarge(message: string): Refusal {
	return new Refusal({ kind: 'too_large' }, message);
}

/** The content is not of a type that we take. HTTP 415. */
export function wrongType(message: string): Refusal {
	return new Refusal({ kind: 'wrong_type' }, message);
}

/** A limit of attempts was reached. HTTP 429 with `Retry-After`. */
export function tooMany(retryAfterSeconds: number, message: string): Refusal {
	return new Refusal({ kind: 'too_many', retryAfterSeconds }, message);
}

/** A part that we depend on is away for a moment. HTTP 503 with `Retry-After`. */
export function unavailable(message: string, retryAfterSeconds = 30): Refusal {
	return new Refusal({ kind: 'unavailable', retryAfterSeconds }, message);
}

/** Something broke that nobody expected; told without details. HTTP 500. */
export function fault(): Refusal {
	return new Refusal(
		{ kind: 'fault' },
		'Ocurrió un error que no esperábamos. Lo que ya estaba guardado sigue a salvo; vuelva a intentarlo.',
	);
}

const STATUS: Record<Kind['kind'], number> = {
	invalid: 422,
	unauthenticated: 401,
	not_allowed: 403,
	not_found: 404,
	conflict: 409,
	too_large: 413,
	wrong_type: 415,
	too_many: 429,
	unavailable: 503,
	fault: 500,
};

/** HTTP status of a refusal (contract.md, HTTP API). */
export function statusOf(refusal: Refusal): number {
	return STATUS[refusal.reason.kind];
}

/** Field problems of a refusal; a refusal without fields counts as one problem of the whole. */
export function problemsOf(refusal: Refusal): Problem[] {
	if (refusal.reason.kind === 'invalid') return refusal.reason.problems;
	const code = 'code' in refusal.reason ? refusal.reason.code : refusal.reason.kind;
	return [{ path: '', code, message: refusal.message }];
}
