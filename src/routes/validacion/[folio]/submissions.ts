import { applyAction, type ActionResult, type SubmitFunction } from '$app/forms';
import type { Change, Step } from '#lib/review/desk.ts';
import type { Answer } from './failure.ts';

/** What a submission does on the page. */
export type Bench = {
	/** how a claim stands */
	standing(id: string): Change;
	/** writes a decision down, or takes it back; gives what stood before */
	decide(id: string, decision: Change | undefined): Change | undefined;
	/** keeps a step to be undone, or tells that it was undone */
	finish(step: Step, isUndo: boolean): void;
	/** takes the newest step off what can be undone; back with it when it was refused */
	takeStep(): Step | undefined;
	putStep(step: Step): void;
	observeIdentity(remark: string | null): void;
	/** says that a form could not be sent; what was typed stays. Null takes it back */
	tellUnsent(answer: Answer | null): void;
	/** the case is being ended: what changes about it meanwhile is no news */
	leave(isLeaving: boolean): void;
	/** something was refused: the case may no longer be as the page shows it */
	doubt(): void;
	/** takes the reviewer to a claim */
	show(id: string): Promise<void>;
	/** takes the reviewer to what is to be done after a claim */
	goOn(decided: string): Promise<void>;
	/** takes the keyboard back to where the work goes on */
	rest(): Promise<void>;
};

const NO_CONNECTION =
	'No se pudo guardar: el servicio no respondió. Lo que escribió sigue aquí; inténtelo de nuevo en un momento.';
const SIGNED_OUT =
	'No se guardó porque su sesión terminó. Lo que escribió sigue aquí: inicie sesión en otra pestaña y vuelva a intentarlo.';
const ACCEPTED: Change = { state: 'accepted', reason: null, note: null };
const UNDECIDED: Change = { state: 'submitted', reason: null, note: null };

/** How the forms of the bench are sent without leaving the page. */
export type Submissions = Record<'verdict' | 'together' | 'undo' | 'identity' | 'whole', SubmitFunction>;

/**
 * Sends forms one after the other: a dictamen waits for the verdicts before it.
 * An acceptance moves on at once; when the server refuses it, it goes back to that claim with the reason.
 */
export function submissionsOf(bench: Bench): Submissions {
	const inTurn = queue();
	return { ...decisions(bench, inTurn), ...wholeCase(bench, inTurn) };
}

type InTurn = ReturnType<typeof queue>;

/** Decisions on claims, and what undoes them. */
function decisions(bench: Bench, inTurn: InTurn): Pick<Submissions, 'verdict' | 'together' | 'undo'> {
	const verdict: SubmitFunction = async (input) => {
		if (input.formData.has('claim')) return together(input);
		const { formData } = input;
		const id = String(formData.get('claimId'));
		const isUndo = formData.has('undo');
		const accepted = formData.get('verdict') === 'accepted' && !isUndo;
		const before = bench.standing(id);
		const former = accepted ? bench.decide(id, ACCEPTED) : undefined;
		if (accepted) await bench.goOn(id);
		const end = await inTurn();
		return async ({ result }) => {
			end();
			const given = (await takeIn(bench, result, formData))?.given;
			if (given) {
				const after = { state: given.verdict, reason: given.reason, note: given.note };
				bench.decide(id, after);
				bench.finish([{ id, before, after }], isUndo);
				await (isUndo ? bench.show(id) : accepted ? bench.rest() : bench.goOn(id));
			} else {
				if (accepted) bench.decide(id, former);
				await bench.show(id);
				goToField(id, result);
			}
		};
	};

	/** Several claims at once, all or none: accepted, or left undecided. */
	const together: SubmitFunction = async ({ formData }) => {
		const end = await inTurn();
		return async ({ result }) => {
			end();
			const answer = await takeIn(bench, result, formData);
			const decided = answer?.accepted ?? answer?.takenBack;
			if (!decided) return bench.rest();
			const after = answer?.accepted ? ACCEPTED : UNDECIDED;
			const step = decided.claims.map(({ id }) => ({ id, before: bench.standing(id), after }));
			for (const { id } of step) bench.decide(id, after);
			bench.finish(step, formData.has('undo'));
			const [first] = step;
			if (first) await (answer?.accepted ? bench.goOn(first.id) : bench.show(first.id));
		};
	};

	const undo: SubmitFunction = async (input) => {
		const step = bench.takeStep();
		const answered = await verdict(input);
		return async (answer) => {
			if (answered) await answered(answer);
			if (step && answer.result.type !== 'success') bench.putStep(step);
		};
	};

	return { verdict, together, undo };
}

/** What is said about the person, and what ends a case. */
function wholeCase(bench: Bench, inTurn: InTurn): Pick<Submissions, 'identity' | 'whole'> {
	const identity: SubmitFunction = async ({ formData }) => {
		const end = await inTurn();
		return async ({ result }) => {
			end();
			const answer = await takeIn(bench, result, formData);
			if (answer) bench.observeIdentity(answer.identityRemark ?? null);
			document.getElementById('identidad')?.focus();
		};
	};

	const whole: SubmitFunction = async ({ formData }) => {
		const end = await inTurn();
		bench.leave(true);
		return async ({ result }) => {
			end();
			await takeIn(bench, result, formData);
			if (result.type === 'redirect') return;
			bench.leave(false);
			await bench.rest();
		};
	};

	return { identity, whole };
}

/** Takes an answer in; an answer that would leave the page with what was typed is told instead. */
async function takeIn(bench: Bench, result: ActionResult, formData: FormData): Promise<Answer | undefined> {
	const unsent = unsentMessage(result);
	bench.tellUnsent(unsent ? unsentAnswer(unsent, formData) : null);
	if (!unsent) await applyAction(result);
	if (result.type === 'failure') bench.doubt();
	return result.type === 'success' ? (result.data as Answer) : undefined;
}

/** Gives each caller its turn; what it gets back ends the turn. */
function queue(): () => Promise<() => void> {
	let before: Promise<void> = Promise.resolve();
	return () => {
		const waitedFor = before;
		let end = () => {};
		before = new Promise((resolve) => (end = resolve));
		return waitedFor.then(() => end);
	};
}

/** Takes the keyboard to the field of a claim that was refused, when one was. */
function goToField(claimId: string, result: ActionResult): void {
	const path = result.type === 'failure' ? (result.data as Answer).problems?.[0]?.path : undefined;
	if (path) document.getElementById(`f-${path}-${claimId}`)?.focus();
}

function unsentMessage(result: ActionResult): string | null {
	if (result.type === 'error') return NO_CONNECTION;
	return result.type === 'redirect' && result.location.startsWith('/entrar') ? SIGNED_OUT : null;
}

function unsentAnswer(message: string, formData: FormData): Answer {
	const values = Object.fromEntries([...formData].map(([name, value]) => [name, String(value)]));
	return { problems: [{ path: '', code: 'unsent', message }], values };
}
