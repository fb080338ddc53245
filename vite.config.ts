import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

/** Style attribute of the framework's route announcer, the only inline style that the policy lets through. */
const ROUTE_ANNOUNCER_STYLE = 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=';

export default defineConfig({
	plugins: [
		sveltekit({
			adapter: adapter({ out: process.env.SHM_BUILD_DIR ?? 'build/current' }),
			compilerOptions: {
				runes: ({ filename }: { filename: string }) => (filename.includes('node_modules') ? undefined : true),
			},
			csp: {
				mode: 'nonce',
				directives: {
					'default-src': ['self'],
					'script-src': ['self'],
					'style-src': ['self'],
					'style-src-attr': ['unsafe-hashes', ROUTE_ANNOUNCER_STYLE],
					'img-src': ['self', 'data:', 'blob:'],
					'object-src': ['none'],
					'base-uri': ['none'],
					'frame-ancestors': ['none'],
					'form-action': ['self'],
				},
			},
		}),
	],
	// its package.json of 180 kB is parsed again for each of its 250 files: half the time of a start when left outside
	ssr: { noExternal: ['drizzle-orm'] },
	test: {
		maxWorkers: '100%',
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
});
