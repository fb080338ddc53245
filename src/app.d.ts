import type { Principal } from '#lib/access/access.ts';

declare global {
	namespace App {
		interface Locals {
			/** whoever is signed in, by session or API key */
			principal: Principal | null;
			/** what the layout shows of them */
			viewer: {
				name: string;
				roles: string[];
				hasProfile: boolean;
				/** the person whom they help at the desk */
				assisting: string | null;
			} | null;
			/** address of the client, for limits */
			address: string;
		}
		interface Error {
			message: string;
			/** reference to quote when asking for help */
			code?: string;
			/** a form that was not taken and can be sent again: its address, and its fields without passwords */
			unsent?: { action: string; values: Record<string, string> };
		}
	}
}
