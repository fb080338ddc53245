/*
 * Who may import whom (docs/architecture.md, "Tiers"). Imports go down only and never sideways;
 * between nouns only the pure module and use cases, never the SQL.
 */
const TIERS = [
	['ui', 'platform', 'identifiers'],
	['institution', 'audit'],
	['access'],
	['privacy'],
	['accounts'],
	['evidence', 'roster'],
	['cedula'],
	['review', 'desk'],
	['rating'],
	['credentials', 'appeal', 'panel'],
	['bank', 'training'],
	['jobs'],
	['outreach', 'arco', 'indicators'],
];

const noun = (names) => `^src/lib/(${names.join('|')})/`;
const TESTS = '\\.test\\.ts$|^tests/';

const upward = TIERS.flatMap((tier, level) =>
	tier.map((name) => {
		const forbidden = TIERS.slice(level)
			.flat()
			.filter((other) => other !== name);
		return {
			name: `tier-${name}`,
			comment: `${name} may import only what lies below it`,
			severity: 'error',
			from: { path: noun([name]), pathNot: TESTS },
			to: { path: noun(forbidden) },
		};
	}),
);

module.exports = {
	forbidden: [
		...upward,
		{ name: 'no-cycle', severity: 'error', from: { pathNot: TESTS }, to: { circular: true } },
		{
			name: 'sql-stays-in-its-noun',
			comment: 'Between nouns only the pure module, use cases and table definitions',
			severity: 'error',
			from: { path: '^src/lib/([^/]+)/', pathNot: TESTS },
			to: { path: '^src/lib/[^/]+/store\\.server\\.ts$', pathNot: '^src/lib/$1/' },
		},
		{
			name: 'no-sql-in-routes',
			comment: 'A route parses, calls one use case, renders',
			severity: 'error',
			from: { path: '^src/routes/', pathNot: '^src/routes/(readyz)/' },
			to: {
				path: 'store\\.server\\.ts$|tables\\.server\\.ts$|platform/database\\.server\\.ts$|^node_modules/drizzle-orm',
			},
		},
		{
			name: 'pure-modules-do-no-input-or-output',
			comment: 'What is not *.server.ts is safe in the browser',
			severity: 'error',
			from: {
				path: '^src/lib/.*(?<!\\.server)\\.ts$',
				pathNot: `${TESTS}|^src/lib/audit/audit\\.ts$|\\.worker\\.ts$`,
			},
			to: { path: '\\.server\\.ts$', dependencyTypesNot: ['type-only'] },
		},
		{
			name: 'no-server-code-in-pages',
			severity: 'error',
			from: { path: '\\.svelte$' },
			to: { path: '\\.server\\.ts$', dependencyTypesNot: ['type-only'] },
		},
		{
			name: 'framework-only-in-routes',
			comment: 'Commands and workers run the same code without the framework',
			severity: 'error',
			from: { path: '^src/lib/', pathNot: '^src/lib/platform/http/' },
			to: { path: '^(\\$app|@sveltejs/kit)' },
		},
		{
			name: 'lib-does-not-know-its-doors',
			severity: 'error',
			from: { path: '^src/lib/' },
			to: { path: '^(src/routes|src/start|src/hooks|cli|bench)' },
		},
		{
			name: 'nothing-unresolved',
			severity: 'error',
			from: {},
			to: { couldNotResolve: true, pathNot: '^(\\$app|\\./\\$types|\\$env)' },
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '^(node_modules|build|\\.svelte-kit)' },
		tsPreCompilationDeps: true,
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			extensions: ['.ts', '.js', '.mjs', '.svelte', '.json'],
			conditionNames: ['import', 'node', 'default', 'types', 'svelte'],
		},
	},
};
