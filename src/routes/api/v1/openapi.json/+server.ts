import { openApiDocument } from '../../openapi.server.ts';
import type { RequestHandler } from './$types';

/** The OpenAPI 3.1 description of `/api/v1`, generated from the schemas that validate. */
export const GET: RequestHandler = ({ url }) =>
	Response.json(openApiDocument(url.origin), { headers: { 'cache-control': 'public, max-age=300' } });
