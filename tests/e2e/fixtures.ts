import { test as base, type Page } from '@playwright/test';
import { someAddress } from './api.ts';
import { startService, type Service } from './service.ts';

export { expect } from '@playwright/test';

type Options = {
	/** `shared`, the service of all tests; a file that needs an empty one names its own: files with one name could meet in it */
	instance: string;
	service: Service;
};

type Checks = {
	/** what the console of the page said that it should not have; the test fails when there is anything */
	complaints: string[];
};

/** Tests against a running service; a page that breaks the content security policy or throws fails its test. */
export const test = base.extend<Checks, Options>({
	instance: ['shared', { option: true, scope: 'worker' }],
	service: [
		async ({ instance }, use) => {
			if (instance === 'shared') return use(JSON.parse(process.env.SHM_E2E_SERVICE ?? '') as Service);
			const { service, stop } = await startService();
			await use(service);
			await stop();
		},
		{ scope: 'worker', timeout: 60_000 },
	],
	baseURL: async ({ service }, use) => use(service.origin),
	extraHTTPHeaders: async ({ instance: _ }, use) => use({ 'x-forwarded-for': someAddress() }),
	complaints: async ({ context }, use) => {
		const complaints: string[] = [];
		context.on('page', (page) => listen(page, complaints));
		await use(complaints);
		base.expect(complaints, 'nothing unexpected in the console').toEqual([]);
	},
	page: async ({ page, complaints: _ }, use) => use(page),
});

/** Writes down what a page complains about in its console: errors of script and of the content security policy. */
export function listen(page: Page, complaints: string[]): void {
	page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
	page.on('console', (message) => {
		if (message.type() === 'error' && !isRefusal(message.text()))
			complaints.push(`${message.location().url}: ${message.text()}`);
	});
}

/** The browser reports every answer of 400 to 499; those are checked by the tests themselves. */
function isRefusal(text: string): boolean {
	return /^Failed to load resource: the server responded with a status of 4\d\d/.test(text);
}
