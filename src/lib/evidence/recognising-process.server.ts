import sharp from 'sharp';
import { serveTasks } from '#lib/platform/confined-worker.server.ts';
import type { GrayPicture } from './gray-picture.ts';
import { recognisePage, type RecognisedPage } from './recognise-page.server.ts';
import { grayPicture } from './straighten-picture.server.ts';

/** A picture to read: as a file, or as points. */
export type RecognisingTask = { bytes: Uint8Array } | { picture: GrayPicture };

sharp.cache(false);
sharp.concurrency(1);
serveTasks<RecognisingTask, RecognisedPage>(async (task, step) =>
	recognisePage('picture' in task ? task.picture : await grayPicture(task.bytes), step),
);
