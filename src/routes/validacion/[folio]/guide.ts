import { tick } from 'svelte';
import {
	choose,
	neighbour,
	nextMark,
	nextToDecide,
	showFile,
	showMark,
	type Desk,
	type Mark,
} from '#lib/review/desk.ts';
import type { ClaimView } from '#lib/review/case-view.server.ts';
import type { Offers, Progress } from '#lib/review/review.ts';
import { goToBar, goToClaim } from './controls.ts';

type Place = {
	desk: Desk;
	claims(): readonly Pick<ClaimView, 'id' | 'state' | 'files'>[];
	offers(): Offers;
	progress(): Progress;
	/** says something to those who hear the page */
	tell(words: string): void;
};

/** What takes the reviewer through a case: view and keyboard go where the work goes on. */
export type Guide = ReturnType<typeof guideOf>;

/** Takes the reviewer from claim to claim, and to the places on their documents. */
export function guideOf({ desk, claims, offers, progress, tell }: Place) {
	async function focus(): Promise<void> {
		await tick();
		if (desk.current !== null) goToClaim(desk.current);
	}

	function show(id: string): Promise<void> {
		choose(desk, claims(), id);
		return focus();
	}

	function move(step: 1 | -1): Promise<void> | undefined {
		const id = neighbour(claims(), desk.current, step);
		return id ? show(id) : undefined;
	}

	function place(claimId: string, mark: Mark): void {
		showMark(desk, claims(), claimId, mark);
		const file = claims()
			.flatMap(({ files }) => files)
			.find(({ id }) => id === mark.fileId);
		const row = file?.reading.rows.find(({ field }) => field === mark.field);
		tell(
			`${row?.label ?? 'Dato'}, leído «${row?.found ?? ''}»: marcado en la página ${mark.page} de ${file?.name ?? ''}.`,
		);
	}

	function showNextMark(): void {
		const mark = nextMark(claims(), desk);
		if (mark && desk.current) place(desk.current, mark);
		else tell('En los documentos de este renglón no se leyó ningún dato que marcar.');
	}

	/** Beside the claim the document is there at once; below it, on a narrow screen, the link leads to it. */
	function openFile(event: MouseEvent, claimId: string, fileId: string): void {
		choose(desk, claims(), claimId);
		showFile(desk, fileId);
		if (matchMedia('(width >= 64rem)').matches) event.preventDefault();
	}

	/** The next claim to decide; when none is left, the identity, which is confirmed last. */
	function goOn(decided: string): Promise<void> {
		const { decided: done, total } = progress();
		tell(`${done} de ${total} decididos.`);
		const next = nextToDecide(claims(), decided);
		return next ? show(next) : rest();
	}

	/** Where the keyboard rests between decisions: on the current claim, or in the bar once nothing is left to decide. */
	async function rest(): Promise<void> {
		if (claims().some((claim) => claim.state === 'submitted')) return focus();
		await tick();
		goToBar(offers());
	}

	return { focus, show, move, place, showNextMark, openFile, goOn, rest };
}
