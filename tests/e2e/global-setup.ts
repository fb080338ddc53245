import { startService } from './service.ts';
import { STAFF, createFirstAdmin, createReviewer } from './staff.ts';

/** Starts the service that most tests share, with an administrator and a reviewer; tests that need an empty one start their own. */
export default async function setup(): Promise<() => Promise<void>> {
	const { service, stop } = await startService();
	try {
		await createFirstAdmin(service, STAFF.admin);
		await createReviewer(service, STAFF.reviewer);
	} catch (error) {
		await stop();
		throw error;
	}
	process.env.E2E_SERVICE = JSON.stringify(service);
	return stop;
}
