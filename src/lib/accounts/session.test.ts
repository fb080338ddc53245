import { describe, expect, it } from 'vitest';
import { describeClient, sessionLimits } from './session.ts';

describe('sessions', () => {
	it('end sooner for whoever sees data of others', () => {
		const servant = sessionLimits(['servant']);
		const both = sessionLimits(['servant', 'reviewer']);
		expect(both.idleMs).toBeLessThan(servant.idleMs);
		expect(both.absoluteMs).toBeLessThan(servant.absoluteMs);
	});

	it.each([
		['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox en Linux'],
		[
			'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
			'Chrome en Android',
		],
		[
			'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
			'Safari en iPhone',
		],
		[
			'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
			'Edge en Windows',
		],
		['node', 'Programa sin identificar'],
		[null, 'Programa sin identificar'],
	])('are named by their browser: %s', (userAgent, words) => {
		expect(describeClient(userAgent)).toBe(words);
	});
});
