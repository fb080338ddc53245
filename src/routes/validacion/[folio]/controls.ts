import type { Offers } from '#lib/review/review.ts';

/** Presses the button of a form of the page, if it may be pressed. */
export function pressIn(formId: string): void {
	pressFirst(`button[form='${formId}']`);
}

/** Presses «Aceptar» of a claim. */
export function pressAccept(claimId: string | null): void {
	pressFirst(`#renglon-${claimId} form[data-verdict='accepted'] button`);
}

/** Takes the keyboard and the view to a claim, its beginning at the top. */
export function goToClaim(claimId: string): void {
	const article = document.getElementById(`renglon-${claimId}`);
	article?.focus({ preventScroll: true });
	article?.scrollIntoView({ block: 'start' });
}

/** Takes the keyboard to what ends a case: the confirmation before its dictamen, or else its return. */
export function goToBar(offers: Offers): void {
	const place = offers.issue === null ? '#f-identityAttested' : "button[form='devolver']";
	document.querySelector<HTMLElement>(place)?.focus();
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
	document.querySelector<HTMLButtonElement>(`${place}:not(:disabled)`)?.click();
}
