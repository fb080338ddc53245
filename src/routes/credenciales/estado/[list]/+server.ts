import {
	CREDENTIAL_TYPE,
	signStatusList,
	STATUS_TTL_SECONDS,
} from '#lib/credentials/sign-credential.server.ts';
import { page } from '#lib/platform/http/page.server.ts';
import type { RequestHandler } from './$types';

/** Which credentials are revoked, for any verifier (Bitstring Status List 1.0). */
export const GET: RequestHandler = page(
	async ({ params }) =>
		new Response(await signStatusList(params.list), {
			headers: {
				'content-type': CREDENTIAL_TYPE,
				'cache-control': `public, max-age=${STATUS_TTL_SECONDS}`,
				'access-control-allow-origin': '*',
			},
		}),
);
