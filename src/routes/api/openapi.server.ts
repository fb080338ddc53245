import { z } from 'zod';
import type { Endpoint, EndpointDoc } from '#lib/platform/http/endpoint.server.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;
type Method = (typeof METHODS)[number];

/** An endpoint as the reference page lists it. */
export type Operation = { method: Method; path: string; parameters: string[]; doc: EndpointDoc };

const modules = import.meta.glob<Record<string, Partial<Endpoint>>>(
	['./v1/**/+server.ts', '!./v1/openapi.json/+server.ts'],
	{ eager: true },
);

/** Every documented endpoint of `/api/v1`, by path and method. */
export function operations(): Operation[] {
	const found: Operation[] = [];
	for (const [file, exported] of Object.entries(modules)) {
		const path =
			'/api' +
			file
				.slice(1)
				.replace(/\/\+server\.ts$/, '')
				.replace(/\[(?:\.\.\.)?(\w+)\]/g, '{$1}');
		const parameters = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
		for (const method of METHODS) {
			const doc = exported[method]?.doc;
			if (doc) found.push({ method, path, parameters, doc });
		}
	}
	return found.sort(
		(a, b) => a.path.localeCompare(b.path) || METHODS.indexOf(a.method) - METHODS.indexOf(b.method),
	);
}

/** The document (OpenAPI 3.1): bodies and query parameters come from the zod schemas of the endpoints. */
export function openApiDocument(origin: string) {
	const paths: Record<string, Record<string, unknown>> = {};
	for (const { method, path, parameters, doc } of operations()) {
		paths[path] = { ...paths[path], [method.toLowerCase()]: operation(parameters, doc) };
	}
	return {
		openapi: '3.1.0',
		info: {
			title: 'Servicio Hacendario Municipal',
			version: '1',
			description:
				'Los mismos casos de uso, reglas y bitácora que las páginas. Los errores son application/problem+json (RFC 9457).',
		},
		servers: [{ url: origin }],
		security: [{ bearer: [] }, { session: [] }],
		paths,
		components: {
			securitySchemes: {
				bearer: {
					type: 'http',
					scheme: 'bearer',
					description: 'Llave de API o token de POST /api/v1/sessions',
				},
				session: { type: 'apiKey', in: 'cookie', name: 'shm_session' },
			},
			schemas: { Problem: PROBLEM },
		},
	};
}

function operation(parameters: string[], doc: EndpointDoc) {
	return {
		summary: doc.summary,
		description: `Quién: ${doc.who}.`,
		...(doc.open && { security: [] }),
		parameters: [...parameters.map(pathParameter), ...queryParameters(doc.query)],
		...(doc.body && {
			requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(doc.body) } } },
		}),
		responses: Object.fromEntries(
			Object.entries(doc.answers).map(([status, description]) => [
				status,
				response(Number(status), description, doc),
			]),
		),
	};
}

function response(status: number, description: string, doc: EndpointDoc) {
	if (status >= 400) {
		const schema = { $ref: '#/components/schemas/Problem' };
		return { description, content: { 'application/problem+json': { schema } } };
	}
	if (!doc.answer || status === 204) return { description };
	return { description, content: { 'application/json': { schema: jsonSchema(doc.answer, 'output') } } };
}

function pathParameter(name: string) {
	return { name, in: 'path', required: true, schema: { type: 'string' } };
}

function queryParameters(query: z.ZodType | undefined) {
	if (!query) return [];
	const schema = jsonSchema(query) as { properties?: Record<string, unknown> };
	return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
		name,
		in: 'query',
		schema: property,
	}));
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output' = 'input') {
	return z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' });
}

const PROBLEM = {
	type: 'object',
	required: ['type', 'title', 'status', 'detail', 'errors'],
	properties: {
		type: { type: 'string' },
		title: { type: 'string' },
		status: { type: 'integer' },
		detail: { type: 'string' },
		code: { type: 'string' },
		errors: {
			type: 'array',
			items: {
				type: 'object',
				properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
			},
		},
	},
};
