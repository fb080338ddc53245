import { setPriority } from 'node:os';
import sharp from 'sharp';
import { serveTasks } from '#lib/platform/confined-worker.server.ts';
import type { GrayPicture } from './gray-picture.ts';
import { READING_PRIORITY } from './reading.ts';
import { recognisePage, type RecognisedPage } from './recognise-page.server.ts';
import { grayPicture } from './straighten-picture.server.ts';

/** A picture to read: as a file, or as points. */
export type RecognisingTask = { bytes: Uint8Array } | { picture: GrayPicture };

setPriority(READING_PRIORITY);
sharp.cache(false);
sharp.concurrency(1);
serveTasks<RecognisingTask, RecognisedPage>(async (task, step) =>
	recognisePage('picture' in task ? task.picture : await grayPicture(task.bytes), step),
);
