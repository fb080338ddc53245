import type { AnswerCommand } from '#lib/appeal/answer-keys.ts';

/** Where the keyboard stops: what was asked, each claim, and each answer, in the order of the page. */
const STOPS = "[data-stop], article[id^='renglon-']";

/** What takes whoever answers through the page. */
export type Guide = Record<AnswerCommand | 'back', () => void> & {
	stopOf(target: EventTarget | null): string;
};

/**
 * Takes whoever answers an appeal from criterion to claim to answer, and chooses there, from the keyboard alone.
 * @param current id of the stop where the keyboard was last; empty before the first
 * @param tell says something to those who hear the page
 */
export function guideOf(current: () => string, tell: (words: string) => void): Guide {
	const stops = () => [...document.querySelectorAll<HTMLElement>(STOPS)];
	const here = () => document.getElementById(current());

	function move(step: 1 | -1): void {
		const all = stops();
		const place = all.findIndex(({ id }) => id === current());
		goTo(all[place === -1 ? 0 : place + step]);
	}

	/** Chooses what becomes of the claim; a rejection goes on with its reason. */
	function decide(verdict: 'accepted' | 'rejected'): void {
		const claim = here()?.closest('article');
		const choices = claim ? [...claim.querySelectorAll<HTMLInputElement>("input[type='radio']")] : [];
		if (choices.length === 0) return tell('Vaya primero a un renglón, con J o K.');
		const other = choices.find(({ value }) => value === verdict);
		choose(other ?? choices.find(({ value }) => value === ''), tell);
		const reason = other && claim!.querySelector<HTMLElement>('select');
		if (reason) openAround(reason);
		(reason ?? claim)?.focus();
	}

	/** Chooses the answer to the criterion here, or to the first of its element, and goes on with the explanation. */
	function conclude(outcome: 'upheld' | 'changed'): void {
		const key = here()?.dataset.stop;
		const answer = key
			? document.getElementById(`respuesta-${key}`)
			: here()?.closest('section')?.querySelector<HTMLElement>("[id^='respuesta-']");
		if (!answer) return tell('Vaya primero a un criterio, con J o K.');
		choose(answer.querySelector<HTMLInputElement>(`input[value='${outcome}']`), tell);
		answer.querySelector('textarea')?.focus();
	}

	function moveFile(step: 1 | -1): void {
		const files = [...(here()?.querySelectorAll<HTMLDetailsElement>('details.file') ?? [])];
		if (files.length === 0) return tell('Aquí no hay documentos.');
		const place = files.findIndex(({ open }) => open);
		const next = files[place === -1 ? 0 : place + step];
		if (!next) return tell(step === 1 ? 'Es el último documento.' : 'Es el primer documento.');
		for (const file of files) file.open = file === next;
		next.scrollIntoView({ block: 'start' });
		tell(`${next.querySelector('summary')?.textContent?.trim() ?? 'Documento'}.`);
	}

	return {
		next: () => move(1),
		previous: () => move(-1),
		accept: () => decide('accepted'),
		reject: () => decide('rejected'),
		uphold: () => conclude('upheld'),
		change: () => conclude('changed'),
		nextFile: () => moveFile(1),
		previousFile: () => moveFile(-1),
		answer: () => document.querySelector<HTMLButtonElement>("button[form='responder']")?.click(),
		back: () => goTo(here() ?? undefined),
		stopOf: (target) => (target as HTMLElement | null)?.closest(STOPS)?.id ?? '',
	};
}

/** Opens a document of a claim and takes the view there. */
export function openFile(id: string): void {
	const place = document.getElementById(id);
	if (place) openAround(place);
}

function goTo(stop: HTMLElement | undefined): void {
	stop?.focus({ preventScroll: true });
	stop?.scrollIntoView({ block: 'start' });
}

function choose(choice: HTMLInputElement | null | undefined, tell: (words: string) => void): void {
	if (!choice) return;
	choice.click();
	const { legend, label } = wordsOf(choice);
	tell(`${legend}: ${label}.`);
}

function wordsOf(choice: HTMLInputElement): { legend: string; label: string } {
	return {
		legend: choice.closest('fieldset')?.querySelector('legend')?.textContent?.trim() ?? '',
		label: choice.labels?.[0]?.textContent?.trim() ?? '',
	};
}

function openAround(element: Element): void {
	const details = element.closest('details');
	if (details) details.open = true;
}
