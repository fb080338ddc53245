import { publishKeys } from '#lib/credentials/manage-keys.server.ts';
import { page } from '#lib/platform/http/page.server.ts';
import type { RequestHandler } from './$types';

/** The public keys of the institution (did:web), for any verifier. */
export const GET: RequestHandler = page(
	async () =>
		new Response(JSON.stringify(await publishKeys()), {
			headers: {
				'content-type': 'application/did+ld+json',
				'cache-control': 'public, max-age=300',
				'access-control-allow-origin': '*',
			},
		}),
);
