// The web server: what every request passes through, in order. Features add their routes to `routes`.
import compression from 'compression';
import express from 'express';
import { Admission } from '../admission.ts';
import type { Callers } from '../callers.ts';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Csrf } from './csrf.ts';
import { failures, notFound } from './failures.ts';
import type { Health } from './health.ts';
import { closeListener, createListener, listen } from './listener.ts';
import type { Listener } from './listener.ts';
import { observe } from './observe.ts';
import type { OpenApiOptions } from './openApi.ts';
import { addOperatorRoutes } from './operatorRoutes.ts';
import { createRateLimit } from './rateLimit.ts';
import type { RateLimitOptions } from './rateLimit.ts';
import { Routes } from './routes.ts';
import type { RouteInfo } from './routes.ts';
import { securityHeaders } from './securityHeaders.ts';
import { staticFiles } from './staticFiles.ts';

/** A JSON body is at most this many bytes. */
const bodyLimit = 256 * 1024;
/** From one address, all routes together: no school comes near it, a program that asks as fast as it can does. */
const generalLimit = { requests: 10_000, windowSeconds: 10 };

export interface HttpOptions<Caller extends object> {
	readonly config: Pick<Config, 'HOST' | 'PORT' | 'CLIENT_DIR' | 'TRUST_PROXY'> &
		Partial<Pick<Config, 'PUBLIC_URL' | 'TLS_CERT' | 'TLS_KEY' | 'METRICS_TOKEN'>>;
	readonly log: Log;
	readonly metrics: Metrics;
	readonly callers: Callers<Caller>;
	readonly csrf: Csrf;
	readonly health: Health;
	readonly openApi: OpenApiOptions;
	/** {@link generalLimit} unless given. */
	readonly limit?: RateLimitOptions;
}

export interface Http<Caller extends object> {
	readonly routes: Routes<Caller>;
	/** The sockets share its port. */
	readonly listener: Listener;
	readonly admission: Admission<Caller>;
	/** Every route there is, those of the operator included. */
	listRoutes(): RouteInfo[];
	/** Resolves with the port. Throws `port-in-use`. */
	listen(): Promise<number>;
	/** Lets running requests finish for at most `graceMs` (5 s). Idempotent. */
	close(graceMs?: number): Promise<void>;
}

/** Playlists are text of a hundred kilobytes, and the list that `compression` goes by does not know their type. */
const isCompressible: compression.CompressionFilter = (request, response) =>
	String(response.getHeader('Content-Type')).startsWith('application/vnd.apple.mpegurl') ||
	compression.filter(request, response);

export const createHttp = <Caller extends object>(options: HttpOptions<Caller>): Http<Caller> => {
	const { config, log, metrics, callers, csrf, health } = options;
	const app = express();
	app.disable('x-powered-by');
	// One hop: the proxy's own word, not what the client claims before it.
	app.set('trust proxy', config.TRUST_PROXY ? 1 : false);
	app.use(observe(log, metrics));
	app.use(...securityHeaders(config.PUBLIC_URL?.startsWith('https:') === true));
	app.use(compression({ filter: isCompressible }));
	app.use(express.json({ limit: bodyLimit, type: 'application/json' }));

	const router = express.Router({ caseSensitive: true });
	const admission = new Admission(callers, log, metrics);
	const routes = new Routes(router, {
		callers,
		admission,
		csrf,
		publicUrl: config.PUBLIC_URL,
		limit: createRateLimit(options.limit ?? generalLimit),
		log,
	});
	const operatorRoutes = addOperatorRoutes(router, {
		health,
		metrics,
		metricsToken: config.METRICS_TOKEN,
		openApi: options.openApi,
	});
	app.use(router);
	app.use(['/api', '/media'], notFound);
	app.use(...staticFiles(config.CLIENT_DIR));
	app.use(notFound);
	app.use(failures(log));

	const listener = createListener(config, app);
	return {
		routes,
		listener,
		admission,
		listRoutes: () => [...operatorRoutes, ...routes.list],
		listen: () => listen(listener, config),
		close: (graceMs = 5000) => closeListener(listener, graceMs),
	};
};
