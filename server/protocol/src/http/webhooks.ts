// Webhooks: what happens to a county's lessons, told to other programs and to group robots.
import { z } from 'zod';
import { DeliveryId, Instant, LessonId, WebhookId } from '../ids.ts';
import { Name } from '../text.ts';
import { Done, endpoint, page, pageQuery } from './endpoint.ts';

/** What may be told of a lesson. `starting`: its Room opens, ten minutes before the bell. */
export const LessonNotice = z.enum([
	'planned',
	'changed',
	'cancelled',
	'starting',
	'started',
	'missed',
	'ended',
	'recorded',
]);
export type LessonNotice = z.infer<typeof LessonNotice>;

/** `signed`: JSON, signed as Standard Webhooks says. `wecom`: 企业微信群机器人. `dingtalk`: 钉钉群机器人, 加签. */
export const WebhookForm = z.enum(['signed', 'wecom', 'dingtalk']);
export type WebhookForm = z.infer<typeof WebhookForm>;

export const Webhook = z.object({
	webhookId: WebhookId,
	name: z.string(),
	form: WebhookForm,
	/** Without what makes it secret: a robot's address has its key in it. */
	address: z.string(),
	notices: z.array(LessonNotice),
	createdAt: Instant,
	/** Since when nothing is sent, and whether somebody or its failures did that; null: it is on. */
	pausedAt: Instant.nullable(),
	pausedBy: z.enum(['person', 'failures', 'gone']).nullable(),
	/** Attempts that failed since the last that did not. */
	failures: z.int(),
});
export type Webhook = z.infer<typeof Webhook>;

/** Why an attempt failed. `answer`: the other side said so; `address`: its address is not to be reached from here. */
export const DeliveryFailure = z.enum([
	'answer',
	'timeout',
	'unreachable',
	'certificate',
	'address',
	'paused',
]);
export type DeliveryFailure = z.infer<typeof DeliveryFailure>;

export const Delivery = z.object({
	deliveryId: DeliveryId,
	notice: z.enum([...LessonNotice.options, 'test']),
	/** Null: a test. */
	lessonId: LessonId.nullable(),
	/** The lesson's title, as it was then. */
	title: z.string(),
	status: z.enum(['waiting', 'delivered', 'failed']),
	createdAt: Instant,
	tries: z.int(),
	lastTryAt: Instant.nullable(),
	/** When it is tried again; null: never. */
	nextTryAt: Instant.nullable(),
	/** HTTP status of the last answer; null: there was none. */
	answer: z.int().nullable(),
	failure: DeliveryFailure.nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

const urlOf = (text: string): URL | null => {
	try {
		return new URL(text);
	} catch {
		return null;
	}
};

/** http or https, and without a user's name or password. */
const isAddress = (text: string): boolean => {
	const url = urlOf(text);
	return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
};

/** Which hosts it may name the server knows. */
const address = z
	.string('required')
	.trim()
	.min(1, 'required')
	.max(2000, 'too-long')
	.refine((text) => text === '' || isAddress(text), 'bad-format');
const notices = z
	.array(LessonNotice)
	.min(1, 'required')
	.transform((chosen) => LessonNotice.options.filter((notice) => chosen.includes(notice)));
/** 钉钉's own, given by its robot's page. */
const robotSecret = z.string('required').trim().min(8, 'too-short').max(200, 'too-long');

const byId = z.strictObject({ webhookId: WebhookId });

export const webhooksEndpoints = {
	listWebhooks: endpoint('get', '/api/webhooks', "The county's webhooks", {
		response: z.object({ items: z.array(Webhook) }),
	}),
	/** `secret`: of one that signs, shown this once; null for robots. */
	createWebhook: endpoint('post', '/api/webhooks', 'Registers an address', {
		body: z.strictObject({
			name: Name,
			form: WebhookForm,
			address,
			notices,
			/** For `dingtalk`; null for others. */
			robotSecret: robotSecret.nullable(),
		}),
		response: z.object({ webhook: Webhook, secret: z.string().nullable() }),
	}),
	updateWebhook: endpoint('patch', '/api/webhooks/:webhookId', 'Changes what is told, pauses or goes on', {
		params: byId,
		body: z.strictObject({
			name: Name,
			notices,
			paused: z.boolean(),
			/** Null: as it was. */
			address: address.nullable(),
		}),
		response: Webhook,
	}),
	deleteWebhook: endpoint('delete', '/api/webhooks/:webhookId', 'Removes a webhook and its log', {
		params: byId,
		response: Done,
	}),
	rotateWebhookSecret: endpoint('post', '/api/webhooks/:webhookId/secret', 'A new secret', {
		params: byId,
		/** `robotSecret` for `dingtalk`; null for one that signs, whose old secret goes on signing beside for a day. */
		body: z.strictObject({ robotSecret: robotSecret.nullable() }),
		response: z.object({ secret: z.string().nullable() }),
	}),
	testWebhook: endpoint('post', '/api/webhooks/:webhookId/test', 'Sends a test, once, and says how it went', {
		params: byId,
		response: Delivery,
	}),
	listDeliveries: endpoint('get', '/api/webhooks/:webhookId/deliveries', 'What was sent, newest first', {
		params: byId,
		query: z.strictObject(pageQuery),
		response: page(Delivery),
	}),
};
