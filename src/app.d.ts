import type { Principal } from '#lib/accounts/access.ts';

declare global {
	namespace App {
		interface Locals {
			/** whoever is signed in, by session or API key */
			principal: Principal | null;
			/** what the layout shows of them */
			viewer: { name: string; roles: string[]; hasProfile: boolean } | null;
			/** address of the client, for limits */
			address: string;
		}
		interface Error {
			message: string;
			/** reference to quote when asking for help */
			code?: string;
		}
	}
}
