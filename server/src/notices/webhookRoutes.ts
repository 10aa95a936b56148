// The endpoints of webhooks.
import { endpoints } from '@classroom/protocol';
import type { Caller } from '../identity/index.ts';
import { roles } from '../identity/index.ts';
import type { Routes } from '../platform/index.ts';
import { createRateLimit } from '../platform/index.ts';
import type { Webhooks } from './webhooks.ts';

/** Each asks a foreign server something, at an administrator's word. */
const outsideLimit = { requests: 20, windowSeconds: 60 };

export const addWebhookRoutes = (routes: Routes<Caller>, webhooks: Webhooks): void => {
	const access = roles('county-admin');
	const limit = createRateLimit(outsideLimit);
	routes.implement(endpoints.listWebhooks, {
		access,
		handler: async ({ caller }) => ({ items: await webhooks.list(caller) }),
	});
	routes.implement(endpoints.createWebhook, {
		access,
		limit,
		handler: ({ caller, body }) => webhooks.create(caller, body),
	});
	routes.implement(endpoints.updateWebhook, {
		access,
		handler: ({ caller, params, body }) => webhooks.update(caller, params.webhookId, body),
	});
	routes.implement(endpoints.deleteWebhook, {
		access,
		handler: async ({ caller, params }) => {
			await webhooks.remove(caller, params.webhookId);
			return {};
		},
	});
	routes.implement(endpoints.rotateWebhookSecret, {
		access,
		handler: async ({ caller, params, body }) => ({
			secret: await webhooks.rotate(caller, params.webhookId, body.robotSecret),
		}),
	});
	routes.implement(endpoints.testWebhook, {
		access,
		limit,
		handler: ({ caller, params }) => webhooks.test(caller, params.webhookId),
	});
	routes.implement(endpoints.listDeliveries, {
		access,
		handler: ({ caller, params, query }) => webhooks.deliveriesOf(caller, params.webhookId, query),
	});
};
