import type { RequestHandler } from './$types';

/** The process is alive (contract.md, "Addresses"). */
export const GET: RequestHandler = () => new Response('ok\n', { headers: { 'cache-control': 'no-store' } });
