import { now } from '#lib/platform/clock.ts';
import { projectOn } from '#lib/platform/events.server.ts';
import { updateReading } from './reading-store.server.ts';

projectOn('submission-withdrawn', (tx, { submissionId }) =>
	updateReading(tx, submissionId, { outcome: 'withdrawn', endedAt: now() }),
);
