import { projectOn } from '#lib/platform/events.server.ts';
import { closeCode } from './store.server.ts';

projectOn('profile-taken', (tx, { profileId }) => closeCode(tx, profileId));
