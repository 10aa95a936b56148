// Counts, times and logs requests by route, never by address: addresses may hold one-time secrets.
import type { Request, RequestHandler } from 'express';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';

export const observe = (log: Log, metrics: Metrics): RequestHandler => {
	const seconds = metrics.histogram({
		name: 'classroom_http_request_seconds',
		help: 'Time to answer an HTTP request',
		labels: ['route', 'status'],
	});
	return (request, response, next) => {
		const started = performance.now();
		response.once('finish', () => {
			const ms = performance.now() - started;
			const route = routeOf(request);
			seconds.observe({ route, status: response.statusCode }, ms / 1000);
			log.debug({ route, status: response.statusCode, ms: Math.round(ms) }, 'answered');
		});
		next();
	};
};

const routeOf = (request: Request): string => {
	const route: unknown = request.route;
	const known = typeof route === 'object' && route !== null && 'path' in route;
	return known ? `${request.method} ${String(route.path)}` : 'other';
};
