import { error, fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { isDatabaseAway } from '../database.server.ts';
import { formValues, type FormFailure, type FormValues } from '../forms.ts';
import { problemsOf, Refusal, statusOf } from '../refusal.ts';
import { refuseNullCharacter } from './address.server.ts';
import { databaseAway } from './away.server.ts';

/**
 * Wraps the `load` of a page: refusals become the error page with their status,
 * and whoever must sign in first is sent to `/entrar` and comes back afterwards.
 */
export function page<Event extends RequestEvent, Data>(load: (event: Event) => Promise<Data>) {
	return async (event: Event): Promise<Data> => {
		try {
			refuseNullCharacter(event);
			return await load(event);
		} catch (thrown) {
			throw asPageError(thrown, event);
		}
	};
}

/**
 * Wraps a form action: hands it the form and its text values; a refusal that the person can mend
 * (invalid, conflict, too many, file too large or of another type) comes back to the page with what was typed,
 * and so does a form that came after the end of the session, on the error page.
 * `read` is for forms that carry files, whose size is bounded while they come in.
 */
export function formAction<Event extends RequestEvent, Result>(
	act: (event: Event, values: FormValues, form: FormData) => Promise<Result>,
	read: (request: Request) => Promise<FormData> = (request) => request.formData(),
) {
	return async (event: Event): Promise<Result | ActionFailure<FormFailure>> => {
		let values: FormValues = {};
		try {
			refuseNullCharacter(event);
			const form = await read(event.request);
			values = formValues(form);
			return await act(event, values, form);
		} catch (thrown) {
			if (thrown instanceof Refusal && canMend(thrown)) {
				return fail(statusOf(thrown), { problems: problemsOf(thrown), values: withoutSecrets(values) });
			}
			throw asUnsent(thrown, event, values) ?? asPageError(thrown, event);
		}
	};
}

/**
 * A form that could not be taken because the session ended or the database is away goes back with its error page,
 * so that it can be sent again from there. Nothing when it holds nothing that somebody typed or chose.
 */
function asUnsent(thrown: unknown, { url }: RequestEvent, values: FormValues): unknown {
	const refusal = isDatabaseAway(thrown) ? databaseAway() : thrown;
	if (!(refusal instanceof Refusal) || ![401, 503].includes(statusOf(refusal))) return undefined;
	const typed = withoutSecrets(values);
	if (Object.values(typed).every((value) => value === '')) return undefined;
	const unsent = { action: url.pathname + url.search, values: typed };
	return catchThrown(() => error(statusOf(refusal), refusal.message, { unsent }));
}

/** A wrong password is mended on the spot; whoever is not signed in at all has to do that first. */
function canMend({ reason }: Refusal): boolean {
	if (reason.kind === 'unauthenticated') return reason.code !== 'unauthenticated';
	return reason.kind !== 'not_allowed' && reason.kind !== 'not_found';
}

function asPageError(thrown: unknown, event: RequestEvent): unknown {
	if (isDatabaseAway(thrown)) return asPageError(databaseAway(), event);
	if (!(thrown instanceof Refusal)) return thrown;
	if (thrown.reason.kind === 'unauthenticated') {
		const back = event.request.method === 'GET' ? event.url.pathname + event.url.search : event.url.pathname;
		return catchThrown(() => redirect(303, `/entrar?volver=${encodeURIComponent(back)}`));
	}
	return catchThrown(() => error(statusOf(thrown), thrown.message));
}

function catchThrown(run: () => never): unknown {
	try {
		return run();
	} catch (thrown) {
		return thrown;
	}
}

function withoutSecrets(values: FormValues): FormValues {
	return Object.fromEntries(
		Object.entries(values).filter(([name]) => !/password|contrasena|otp/i.test(name)),
	);
}
