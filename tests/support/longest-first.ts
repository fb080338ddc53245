import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest, by far, the longest first: they start whole services, read pictures or make many people. */
const LONGEST = [
	'tests/durability/kill.start.test.ts',
	'tests/durability/debian.start.test.ts',
	'tests/start/service.test.ts',
	'tests/start/folders.test.ts',
	'src/lib/platform/embedded-postgres.start.test.ts',
	'tests/db/command-line.test.ts',
	'tests/db/master-key.test.ts',
	'src/lib/evidence/read-document.db.test.ts',
	'src/demo/seed-demo.db.test.ts',
	'tests/start/s3.test.ts',
];

/** Begins with the test files that take longest, so that at the end of a run no core waits for one of them. */
export class LongestFirst extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const usual = await super.sort(files);
		const rank = ({ moduleId }: TestSpecification) => {
			const place = LONGEST.findIndex((name) => moduleId.endsWith(name));
			return place === -1 ? LONGEST.length : place;
		};
		return usual.toSorted((one, other) => rank(one) - rank(other));
	}
}
