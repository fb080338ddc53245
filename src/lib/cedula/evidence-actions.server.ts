import { redirect, type RequestEvent } from '@sveltejs/kit';
import { readForm, uploadIn, uploadsIn } from '#lib/evidence/read-form.server.ts';
import type { FormValues } from '#lib/platform/forms.ts';
import { formAction } from '#lib/platform/http/page.server.ts';
import { invalid, problemsOf, Refusal, type Problem } from '#lib/platform/refusal.ts';
import { attachEvidence } from './attach-evidence.server.ts';
import { detachEvidence } from './detach-evidence.server.ts';
import { reorderEvidence } from './reorder-evidence.server.ts';
import { reuseEvidence } from './reuse-evidence.server.ts';
import { turnEvidence } from './turn-evidence.server.ts';

type Event = RequestEvent & { locals: App.Locals };

/**
 * Form actions of `EvidenceField.svelte`, for the page of a claim to spread into its own:
 * `attachEvidence` (field `file`, several files), `replaceEvidence` (one `file` in place of `evidenceId`), `reuseEvidence`,
 * `detachEvidence`, `reorderEvidence` (with `place`) and `turnEvidence` (with `turns`), each of `evidenceId`, all with the
 * hidden field `claimId`. They come back to the page at `#documentos`; what was refused comes back as a `FormFailure`
 * whose problems have the path `file` or `evidenceId`.
 */
export const evidenceActions = {
	attachEvidence: formAction(async (event: Event, values: FormValues, form: FormData) => {
		const problems: Problem[] = [];
		for (const upload of await uploadsIn(form)) {
			try {
				await attachEvidence(event.locals.principal, claimIn(values), async () => upload);
			} catch (error) {
				problems.push(...problemsOfFile(error, upload.name));
			}
		}
		if (problems.length > 0) throw invalid(problems);
		return backTo(event);
	}, readForm),
	reuseEvidence: formAction(async (event: Event, values: FormValues) => {
		await reuseEvidence(event.locals.principal, claimIn(values), { evidenceId: values.evidenceId });
		return backTo(event);
	}),
	replaceEvidence: formAction(async (event: Event, values: FormValues, form: FormData) => {
		const { evidenceId: replaces } = values;
		const readUpload = () => uploadIn(form);
		await attachEvidence(event.locals.principal, claimIn(values), readUpload, { replaces });
		return backTo(event);
	}, readForm),
	reorderEvidence: formAction(async (event: Event, values: FormValues) => {
		await reorderEvidence(event.locals.principal, claimIn(values), values);
		return backTo(event);
	}),
	turnEvidence: formAction(async (event: Event, values: FormValues) => {
		await turnEvidence(event.locals.principal, values.evidenceId ?? '', values);
		return backTo(event);
	}),
	detachEvidence: formAction(async (event: Event, values: FormValues) => {
		await detachEvidence(event.locals.principal, claimIn(values), values.evidenceId ?? '');
		return backTo(event);
	}),
};

function claimIn(values: FormValues): string {
	return values.claimId ?? '';
}

/** What is wrong with one of several files, by its name; that the claim or the session is not right concerns all of them. */
function problemsOfFile(error: unknown, name: string): Problem[] {
	if (!(error instanceof Refusal)) throw error;
	if (['unauthenticated', 'not_allowed', 'not_found'].includes(error.reason.kind)) throw error;
	return problemsOf(error).map(({ code, message }) => ({
		path: 'file',
		code,
		message: `«${name}»: ${message}`,
	}));
}

function backTo(event: Event): never {
	redirect(303, `${event.url.pathname}#documentos`);
}
