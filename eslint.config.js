import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

export default ts.config(
	{
		ignores: [
			'build/',
			'.svelte-kit/',
			'node_modules/',
			'data/',
			'data-demo/',
			'tests/fixtures/',
			'test-results/',
		],
	},
	js.configs.recommended,
	...ts.configs.recommended,
	...svelte.configs.recommended,
	{
		languageOptions: { globals: { ...globals.browser, ...globals.node } },
		rules: {
			'no-undef': 'off',
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			eqeqeq: ['error', 'always'],
			'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
			'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
			'no-console': 'error',
			// plain links are right without a base path
			'svelte/no-navigation-without-resolve': 'off',
		},
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser } },
		rules: { 'svelte/no-at-html-tags': 'error', 'svelte/require-each-key': 'error' },
	},
	{
		// what speaks to a terminal
		files: ['server.ts', 'cli/**', 'bench/**', 'scripts/**', 'src/start.server.ts'],
		rules: { 'no-console': 'off' },
	},
	{
		files: ['**/*.test.ts', 'tests/**', '**/*.spec.ts'],
		rules: { 'max-lines-per-function': 'off', 'max-lines': ['error', { max: 500 }] },
	},
);
