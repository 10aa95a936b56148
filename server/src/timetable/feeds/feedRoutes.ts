// The endpoints of calendar feeds, and the feeds themselves.
import { endpoints } from '@classroom/protocol';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Caller } from '../../identity/index.ts';
import { anyone, people, roles } from '../../identity/index.ts';
import type { Routes } from '../../platform/index.ts';
import { AppError, createRateLimit, hashSecret } from '../../platform/index.ts';
import type { FeedContent, Feeds } from './feeds.ts';

/** A calendar service asks for many people's from one address. */
const addressLimit = { requests: 300, windowSeconds: 60 };
/** No calendar looks more often than every few minutes; several devices may share an address. */
const feedLimit = { requests: 30, windowSeconds: 60 };

const Secret = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const addFeedRoutes = (routes: Routes<Caller>, feeds: Feeds): void => {
	addOwnRoutes(routes, feeds);
	addPlaceRoutes(routes, feeds);
	const byAddress = createRateLimit(addressLimit);
	const byFeed = createRateLimit(feedLimit);
	routes.stream('get', '/calendar/:secret.ics', {
		access: anyone,
		handler: async (request, response) => {
			await byAddress.take(request.ip ?? '');
			const secret = Secret.safeParse(request.params['secret']);
			if (!secret.success) throw new AppError('not-found', 'no such calendar feed');
			await byFeed.take(hashSecret(secret.data));
			sendCalendar(request, response, await feeds.open(secret.data));
		},
	});
};

const sendCalendar = (request: Request, response: Response, content: FeedContent): void => {
	response.set({
		ETag: content.etag,
		'Last-Modified': new Date(content.changedAt).toUTCString(),
		// Nobody in between keeps it, and whoever has it asks whether it is still right.
		'Cache-Control': 'private, no-cache',
		'X-Robots-Tag': 'noindex, nofollow',
		'Referrer-Policy': 'no-referrer',
	});
	if (request.fresh) return void response.status(304).end();
	response.set({
		'Content-Type': 'text/calendar; charset=utf-8',
		'Content-Disposition': 'inline; filename="lessons.ics"',
	});
	response.send(content.text());
};

const addOwnRoutes = (routes: Routes<Caller>, feeds: Feeds): void => {
	routes.implement(endpoints.readMyFeed, {
		access: people,
		handler: async ({ caller }) => ({ feed: await feeds.read(feeds.own(caller)) }),
	});
	routes.implement(endpoints.makeMyFeed, {
		access: people,
		handler: ({ caller, body }) => feeds.make(caller, feeds.own(caller), body.language),
	});
	routes.implement(endpoints.endMyFeed, {
		access: people,
		handler: async ({ caller }) => {
			await feeds.end(caller, feeds.own(caller));
			return {};
		},
	});
};

const addPlaceRoutes = (routes: Routes<Caller>, feeds: Feeds): void => {
	const access = roles('county-admin', 'school-admin');
	routes.implement(endpoints.readClassroomFeed, {
		access,
		handler: async ({ caller, params }) => ({
			feed: await feeds.read(await feeds.ofClassroom(caller, params.classroomId)),
		}),
	});
	routes.implement(endpoints.makeClassroomFeed, {
		access,
		handler: async ({ caller, params, body }) =>
			feeds.make(caller, await feeds.ofClassroom(caller, params.classroomId), body.language),
	});
	routes.implement(endpoints.endClassroomFeed, {
		access,
		handler: async ({ caller, params }) => {
			await feeds.end(caller, await feeds.ofClassroom(caller, params.classroomId));
			return {};
		},
	});
	routes.implement(endpoints.readClassFeed, {
		access,
		handler: async ({ caller, params }) => ({
			feed: await feeds.read(await feeds.ofClass(caller, params.classGroupId)),
		}),
	});
	routes.implement(endpoints.makeClassFeed, {
		access,
		handler: async ({ caller, params, body }) =>
			feeds.make(caller, await feeds.ofClass(caller, params.classGroupId), body.language),
	});
	routes.implement(endpoints.endClassFeed, {
		access,
		handler: async ({ caller, params }) => {
			await feeds.end(caller, await feeds.ofClass(caller, params.classGroupId));
			return {};
		},
	});
};
