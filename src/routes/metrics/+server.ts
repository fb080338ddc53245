import { error } from '@sveltejs/kit';
import { may } from '#lib/access/access.ts';
import { metricsText } from '#lib/platform/metrics.server.ts';
import type { RequestHandler } from './$types';

const LOOPBACK = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];

/** Figures for Prometheus: to the machine itself, or with an API key of scope `admin`. */
export const GET: RequestHandler = async ({ locals }) => {
	const { principal, address } = locals;
	const byKey = principal?.scope === 'admin' && may(principal, 'institution.status');
	if (!byKey && !LOOPBACK.includes(address)) error(404, 'No encontramos lo que busca.');
	const { contentType, text } = await metricsText();
	return new Response(text, { headers: { 'content-type': contentType } });
};
