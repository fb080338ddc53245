import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** Consents are decided on the page of one's privacy. */
export const GET: RequestHandler = () => redirect(303, '/mi/privacidad');
