import { AsyncLocalStorage } from 'node:async_hooks';
import { setClock } from '#lib/platform/clock.ts';

const moment = new AsyncLocalStorage<{ at: Date }>();

/** From now on what runs inside {@link at} sees another time; everything else keeps the clock of the system. */
export function separateClocks(): void {
	setClock(() => moment.getStore()?.at ?? new Date());
}

/** Does something as if it were another moment: also while others are served in the present. */
export function at<Result>(time: Date, work: () => Promise<Result>): Promise<Result> {
	return moment.run({ at: time }, work);
}

/** Lets time pass inside {@link at}. */
export function pass(minutes: number): void {
	const present = moment.getStore();
	if (present) present.at = new Date(present.at.getTime() + minutes * 60_000);
}
