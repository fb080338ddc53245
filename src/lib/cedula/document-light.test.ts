import { expect, it } from 'vitest';
import { aFileView } from './cedula.factory.ts';
import { documentLightOf, type DocumentLight } from './document-light.ts';

it.each<[string[], DocumentLight]>([
	[[], 'lacking'],
	[['refused'], 'lacking'],
	[['pending'], 'checking'],
	[['clean', 'pending'], 'checking'],
	[['clean'], 'have'],
	[['unscanned', 'refused'], 'have'],
])('with files that are %j a claim is «%s»', (scans, light) => {
	const evidence = scans.map((scan) => aFileView({ scan: scan as 'clean' }));
	expect(documentLightOf({ evidence })).toBe(light);
});
