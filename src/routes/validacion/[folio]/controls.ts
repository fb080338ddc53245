/** Presses the button of a form of the page, if it may be pressed. */
export function pressIn(formId: string): void {
	pressFirst(`#${formId}`);
}

/** Presses «Aceptar» of a claim. */
export function pressAccept(claimId: string | null): void {
	pressFirst(`#renglon-${claimId} form[data-verdict='accepted']`);
}

/** Opens the reasons of a claim and takes the keyboard there; what is sent from its note is then this verdict. */
export function openReasons(claimId: string | null, verdict: 'observed' | 'rejected'): void {
	const reason = document.getElementById(`f-reason-${claimId}`);
	const details = reason?.closest('details');
	const form = reason?.closest('form');
	if (!reason || !details || !form) return;
	details.open = true;
	form.dataset.intent = verdict;
	reason.focus();
}

function pressFirst(place: string): void {
	document.querySelector<HTMLButtonElement>(`${place} button:not(:disabled)`)?.click();
}
