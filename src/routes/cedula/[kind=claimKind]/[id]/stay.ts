import { tick } from 'svelte';
import { applyAction, type SubmitFunction } from '$app/forms';
import { refreshAll } from '$app/navigation';

const NO_CONNECTION = 'No se guardó: el servicio no respondió. Inténtelo otra vez en un momento.';

/**
 * Sends a small form without leaving the page, so that files that are on their way go on. What comes back to the page is
 * shown, the keyboard stays on the button or, when that is gone, on its document.
 * @param tell says what was done (the form's `data-done`), or that it could not be
 */
export function stay(tell: (words: string) => void): SubmitFunction {
	return ({ formElement, formData, submitter }) => {
		const done = formElement.dataset.done ?? '';
		const document = `archivo-${String(formData.get('evidenceId'))}`;
		return async ({ result }) => {
			if (result.type === 'error' && result.status === undefined) return tell(NO_CONNECTION);
			if (result.type !== 'redirect' || !result.location.startsWith(location.pathname))
				return applyAction(result);
			await refreshAll();
			await tick();
			tell(done);
			focusFirst(submitter?.id ?? '', document, 'documentos');
		};
	};
}

function focusFirst(...ids: string[]): void {
	ids
		.map((id) => document.getElementById(id))
		.find(Boolean)
		?.focus();
}
