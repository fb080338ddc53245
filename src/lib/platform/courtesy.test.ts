import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { courtesy, whileAnswering } from './courtesy.server.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());

/** Whether a promise is still open after all that could settle it at this moment. */
async function waits(promise: Promise<void>): Promise<boolean> {
	let settled = false;
	void promise.then(() => (settled = true));
	for (let turn = 0; turn < 5; turn++) await new Promise((done) => setImmediate(done));
	return !settled;
}

/** A request that is answered when it is told so. */
function request() {
	let answer = () => undefined as void;
	const answered = whileAnswering(() => new Promise<void>((done) => (answer = done)));
	return { answer: () => (answer(), answered) };
}

it('goes on at once while nobody asks for anything', async () => {
	const giveWay = courtesy();
	vi.advanceTimersByTime(100);
	expect(await waits(giveWay())).toBe(false);
});

it('waits until all requests are answered', async () => {
	const giveWay = courtesy();
	const [one, other] = [request(), request()];
	vi.advanceTimersByTime(100);
	const going = giveWay();
	await one.answer();
	expect(await waits(going)).toBe(true);
	await other.answer();
	expect(await waits(going)).toBe(false);
});

it('waits no longer than it has worked', async () => {
	const giveWay = courtesy();
	const { answer } = request();
	vi.advanceTimersByTime(100);
	const going = giveWay();
	expect(await waits(going)).toBe(true);
	vi.advanceTimersByTime(99);
	expect(await waits(going)).toBe(true);
	vi.advanceTimersByTime(1);
	expect(await waits(going)).toBe(false);
	vi.advanceTimersByTime(10);
	const again = giveWay();
	expect(await waits(again)).toBe(true);
	vi.advanceTimersByTime(10);
	expect(await waits(again)).toBe(false);
	await answer();
});

it('waits longer for a request after it has worked with none', async () => {
	const giveWay = courtesy();
	vi.advanceTimersByTime(100);
	await giveWay();
	const { answer } = request();
	vi.advanceTimersByTime(10);
	const going = giveWay();
	expect(await waits(going)).toBe(true);
	vi.advanceTimersByTime(109);
	expect(await waits(going)).toBe(true);
	await answer();
	expect(await waits(going)).toBe(false);
});

it('never waits long, since the request may wait for it', async () => {
	const giveWay = courtesy();
	vi.advanceTimersByTime(60_000);
	const { answer } = request();
	const going = giveWay();
	expect(await waits(going)).toBe(true);
	vi.advanceTimersByTime(250);
	expect(await waits(going)).toBe(false);
	await answer();
});

it('counts a request that failed as answered', async () => {
	const giveWay = courtesy();
	const failed = whileAnswering(() => Promise.reject(new Error('no')));
	await expect(failed).rejects.toThrow('no');
	vi.advanceTimersByTime(100);
	expect(await waits(giveWay())).toBe(false);
});
