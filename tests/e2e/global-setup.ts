import { startService } from './service.ts';
import { createFirstAdmin, inviteReviewer, STAFF } from './staff.ts';

/**
 * Starts the production build on an empty data folder for all browser tests, with an administrator and a reviewer.
 * They find it as JSON in SHM_E2E_SERVICE (`Service`); tests that need an empty one start their own.
 */
export default async function setup(): Promise<() => Promise<void>> {
	const { service, stop } = await startService();
	try {
		await createFirstAdmin(service);
		await inviteReviewer(service, STAFF.reviewer);
	} catch (error) {
		await stop();
		throw error;
	}
	process.env.SHM_E2E_SERVICE = JSON.stringify(service);
	return stop;
}
