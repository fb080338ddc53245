import { sql } from 'drizzle-orm';
import { db } from '#lib/platform/database.server.ts';
import { areKeysCurrent } from '#lib/platform/installation-keys.server.ts';
import { files } from '#lib/platform/files.server.ts';
import type { RequestHandler } from './$types';

const headers = { 'cache-control': 'no-store' };

/** Database and files answer, and the master key is still the one of the start; migrations ran before the server listened. 200 also before there is an administrator. */
export const GET: RequestHandler = async () => {
	const parts = {
		database: await answers(() => db().execute(sql`select 1`)),
		keys: await answers(areKeysCurrent),
		files: await answers(() => files().check()),
	};
	const ready = Object.values(parts).every(Boolean);
	return Response.json({ ready, ...parts }, { status: ready ? 200 : 503, headers });
};

async function answers(ask: () => Promise<unknown>): Promise<boolean> {
	try {
		return (await ask()) !== false;
	} catch {
		return false;
	}
}
