// Health for load balancers, metrics for Prometheus, and the contract's description.
import { timingSafeEqual } from 'node:crypto';
import type { Request, Router } from 'express';
import { AppError } from '../errors.ts';
import type { Metrics } from '../metrics.ts';
import type { Health } from './health.ts';
import { openApiDocument } from './openApi.ts';
import type { OpenApiOptions } from './openApi.ts';
import type { RouteInfo } from './routes.ts';

export interface OperatorRoutesOptions {
	readonly health: Health;
	readonly metrics: Metrics;
	readonly metricsToken: string | undefined;
	readonly openApi: OpenApiOptions;
}

export const addOperatorRoutes = (router: Router, options: OperatorRoutesOptions): RouteInfo[] => {
	const { health, metrics, metricsToken } = options;
	const document = openApiDocument(options.openApi);
	router.get('/healthz', (_request, response) => void response.json({ ok: true }));
	router.get('/readyz', async (_request, response) => {
		const readiness = await health.readiness();
		response.status(readiness.ready ? 200 : 503).json(readiness);
	});
	router.get('/metrics', async (request, response) => {
		if (!mayReadMetrics(request, metricsToken)) throw new AppError('forbidden');
		const { contentType, body } = await metrics.text();
		response.type(contentType).send(body);
	});
	router.get('/api/openapi.json', (_request, response) => void response.json(document));
	return [
		{ method: 'get', path: '/healthz', access: 'everyone' },
		{ method: 'get', path: '/readyz', access: 'everyone' },
		{ method: 'get', path: '/metrics', access: 'operator' },
		{ method: 'get', path: '/api/openapi.json', access: 'everyone' },
	];
};

/** With a token: who has it. Without: this machine itself, and not a proxy on it speaking for somebody else. */
const mayReadMetrics = (request: Request, token: string | undefined): boolean => {
	if (token !== undefined) {
		const expected = Buffer.from(`Bearer ${token}`);
		const given = Buffer.from(request.get('authorization') ?? '');
		return given.length === expected.length && timingSafeEqual(given, expected);
	}
	const proxied = request.get('x-forwarded-for') !== undefined || request.get('forwarded') !== undefined;
	return !proxied && isLoopback(request.socket.remoteAddress);
};

const isLoopback = (address: string | undefined): boolean =>
	address !== undefined && /^(::1|(::ffff:)?127\..*)$/.test(address);
