import { defineConfig } from '@playwright/test';
import { BROWSER } from './tests/support/chromium.ts';

/** Browser and HTTP tests on the built service; the projects of the browser are the same journeys with and without script. */
export default defineConfig({
	testDir: 'tests/e2e',
	outputDir: 'test-results',
	globalSetup: './tests/e2e/global-setup.ts',
	workers: 4,
	timeout: 90_000,
	expect: { timeout: 10_000 },
	forbidOnly: Boolean(process.env.CI),
	reporter: process.env.CI ? 'line' : 'list',
	use: {
		locale: 'es-MX',
		timezoneId: 'America/Mexico_City',
		actionTimeout: 15_000,
		screenshot: 'only-on-failure',
		launchOptions: BROWSER,
	},
	projects: [
		// the long journeys first and the many short tests last: in the end no worker waits for another
		{
			name: 'no-js',
			testMatch: ['main-job.spec.ts', 'claim-page.spec.ts'],
			use: { javaScriptEnabled: false },
		},
		{ name: 'js', testIgnore: 'api-*.spec.ts' },
		{ name: 'api', testMatch: 'api-*.spec.ts' },
	],
});
