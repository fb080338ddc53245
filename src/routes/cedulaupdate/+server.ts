import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** The address of the original service, which people have printed (contract.md). */
export const GET: RequestHandler = () => redirect(303, '/cedula');
