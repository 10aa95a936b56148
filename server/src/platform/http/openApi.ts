// The OpenAPI 3.1 document, made from the contract's endpoint table: it cannot disagree with what is parsed.
import type { Endpoint } from '@classroom/protocol';
import { CSRF_HEADER, ErrorBody } from '@classroom/protocol';
import { z } from 'zod';

export interface OpenApiOptions {
	readonly title: string;
	readonly version: string;
	readonly endpoints: Readonly<Record<string, Endpoint>>;
}

/** A JSON value: the document is built, then only serialised. */
export const openApiDocument = ({ title, version, endpoints }: OpenApiOptions) => ({
	openapi: '3.1.0',
	info: { title, version },
	paths: pathsOf(endpoints),
	components: {
		schemas: { Error: schemaOf(ErrorBody, 'output') },
		securitySchemes: {
			session: { type: 'apiKey', in: 'cookie', name: 'scc_session' },
			service: { type: 'http', scheme: 'bearer' },
		},
	},
});

const pathsOf = (endpoints: Readonly<Record<string, Endpoint>>) => {
	const paths: Record<string, Record<string, unknown>> = {};
	for (const [name, endpoint] of Object.entries(endpoints)) {
		const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
		paths[path] = { ...paths[path], [endpoint.method]: operation(name, endpoint) };
	}
	return paths;
};

const operation = (name: string, endpoint: Endpoint) => ({
	operationId: name,
	summary: endpoint.summary,
	parameters: [
		...parameters(endpoint.params, 'path'),
		...parameters(endpoint.query, 'query'),
		...(endpoint.method === 'get'
			? []
			: [{ name: CSRF_HEADER, in: 'header', required: false, schema: { type: 'string' } }]),
	],
	...requestBody(endpoint),
	responses: {
		'200': { description: 'Done', content: json(schemaOf(endpoint.response, 'output')) },
		default: { description: 'Refused', content: json({ $ref: '#/components/schemas/Error' }) },
	},
});

const requestBody = ({ upload, body }: Endpoint) => {
	if (upload !== undefined) return { requestBody: { required: true, content: { [upload]: {} } } };
	if (isEmpty(body)) return {};
	return { requestBody: { required: true, content: json(schemaOf(body, 'input')) } };
};

const json = (schema: unknown) => ({ 'application/json': { schema } });

/** Transforms and refinements have no JSON Schema; the shape before them is shown. */
const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
	const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
	return rest;
};

const parameters = (schema: z.ZodType, place: 'path' | 'query') => {
	const { properties = {}, required = [] } = schemaOf(schema, 'input');
	return Object.entries(properties).map(([name, each]) => ({
		name,
		in: place,
		required: place === 'path' || required.includes(name),
		schema: each,
	}));
};

const isEmpty = (schema: z.ZodType): boolean =>
	Object.keys(schemaOf(schema, 'input').properties ?? { any: true }).length === 0;
