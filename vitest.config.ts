import { resolve } from 'node:path';
import { defineConfig, mergeConfig } from 'vitest/config';
import { LongestFirst } from './tests/support/longest-first.ts';
import viteConfig from './vite.config.ts';

/** The three groups of tests that need no browser, on the same build settings as the service. */
export default mergeConfig(
	viteConfig,
	defineConfig({
		test: {
			maxWorkers: '100%',
			sequence: { sequencer: LongestFirst },
			projects: [
				{
					extends: true,
					test: {
						name: 'unit',
						// pure rules share their modules: half of a run was loading them again for each file
						isolate: false,
						testTimeout: 30_000,
						include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
						exclude: ['**/*.db.test.ts', '**/*.start.test.ts'],
					},
				},
				{
					extends: true,
					test: {
						name: 'db',
						// as above; `useTestDatabase` gives each file its own surroundings
						isolate: false,
						env: { LOG_LEVEL: 'silent' },
						alias: { '@node-rs/argon2': resolve('tests/support/quick-argon2.ts') },
						include: ['src/**/*.db.test.ts', 'tests/db/**/*.test.ts'],
						globalSetup: ['tests/support/database.setup.ts'],
						testTimeout: 20_000,
						hookTimeout: 60_000,
					},
				},
				{
					extends: true,
					test: {
						name: 'start',
						include: ['src/**/*.start.test.ts', 'tests/start/**/*.test.ts', 'tests/durability/**/*.test.ts'],
						fileParallelism: true,
						testTimeout: 120_000,
						hookTimeout: 120_000,
					},
				},
			],
		},
	}),
);
