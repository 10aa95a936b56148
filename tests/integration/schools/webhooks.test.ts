// Webhooks of two servers on one database, sent to a real receiver.
import { createHmac } from 'node:crypto';
import { Webhook as Verifier } from 'standardwebhooks';
import type { Lesson, LessonEvent } from '@classroom/protocol';
import {
	ClassroomId,
	endpoints,
	LessonId,
	LessonNotice,
	PeerId,
	PersonId,
	WebhookId,
} from '@classroom/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { FakeClock, memoryCarrier } from '../../../server/src/platform/index.ts';
import type { Browser } from '../identity/browser.ts';
import type { Installation, InstallationOptions, SignedIn } from './installation.ts';
import { onBothDatabases, startInstallation } from './installation.ts';
import { minute, setStage } from './lessonStage.ts';
import type { Received, Receiver } from './receiver.ts';
import { deliveryRows, lookedThrough, nothingUnderWay } from './deliveryRows.ts';
import { startReceiver } from './receiver.ts';

const second = 1000;
const patiently = { timeout: 60_000, interval: 20 };
const Body = z.object({
	type: z.string(),
	timestamp: z.iso.datetime(),
	data: z.object({ lessonId: z.string(), revision: z.int() }).partial(),
});
const typesOf = (received: readonly Received[]): string[] =>
	received.map(({ body }) => Body.parse(JSON.parse(body)).type);

onBothDatabases('webhooks', (newUrl) => {
	let url: string;
	let options: InstallationOptions & { readonly clock: FakeClock };
	let installation: Installation;
	let other: Installation;
	let receiver: Receiver;
	let admin: SignedIn;
	let stranger: SignedIn;
	let plan: Record<string, unknown>;
	let path: string;
	let made = 0;
	beforeAll(async () => {
		receiver = await startReceiver();
		url = await newUrl();
		const webhooks = { mode: 'demo', privateAddresses: ['127.0.0.1'] } as const;
		options = { clock: new FakeClock(), carrier: memoryCarrier(), webhooks };
		installation = await startInstallation(url, options);
		other = await startInstallation(url, options);
	});
	afterAll(async () => {
		await Promise.all([installation.close(), other.close()]);
		await receiver.close();
	});
	beforeEach(async () => {
		({ admin, stranger, plan } = await setStage(installation));
		made += 1;
		path = `/hook-${made}`;
	});
	afterEach(() => vi.useRealTimers());

	const create = async (change: object = {}) =>
		admin.ok(endpoints.createWebhook, {
			body: {
				...{ name: '平台', form: 'signed', address: receiver.base + path, robotSecret: null },
				...{ notices: LessonNotice.options, ...change },
			},
		});
	const planned = (change: object = {}): Promise<Lesson> =>
		admin.ok(endpoints.planLesson, { body: { ...plan, ...change } });
	/** A server that hears nothing of the others. */
	const apart = (): InstallationOptions => ({ ...options, carrier: memoryCarrier() });
	/** Lets time go on, with a pause for what it must not set going; what it does set going is waited for. */
	const pass = async (ms: number): Promise<void> => {
		await nothingUnderWay(installation);
		options.clock.advance(ms);
		await new Promise((resolve) => setTimeout(resolve, 60));
	};
	const arrived = (count: number): Promise<Received[]> =>
		vi.waitFor(() => {
			const received = receiver.to(path);
			expect(typesOf(received)).toHaveLength(count);
			return received;
		}, patiently);
	const deliveriesOf = async ({ webhookId }: { webhookId: string }) =>
		(await admin.ok(endpoints.listDeliveries, { params: { webhookId } })).items;
	const settled = (webhook: { webhookId: string }, status: string) =>
		vi.waitFor(async () => {
			const [delivery] = await deliveriesOf(webhook);
			expect(delivery?.status).toBe(status);
			return delivery!;
		}, patiently);
	const verify = (secret: string, { body, headers }: Received): unknown => {
		vi.setSystemTime(options.clock.now());
		return new Verifier(secret).verify(body, headers);
	};

	test('a lesson’s whole life, told once whichever of two servers sees it, signed', async () => {
		const { webhook, secret } = await create();
		const lesson = await planned();
		const lessonId = LessonId.parse(lesson.lessonId);
		await arrived(1);
		const body = { ...plan, plannedStart: lesson.plannedStart + 30 * minute };
		await admin.ok(endpoints.updateLesson, { params: { lessonId }, body });
		await arrived(2);
		await pass(30 * minute);
		await pass(55 * minute);
		await arrived(3);
		const writer = await installation.lessonLog.open(lessonId);
		const append = async (event: LessonEvent): Promise<void> => {
			const { seq, at } = await writer.append(event);
			await installation.timetable.project({ lessonId, seq, at, event });
		};
		await append({ type: 'room-opened', epoch: writer.epoch, node: 'n', plannedEnd: 0 });
		await pass(5 * minute);
		const personId = PersonId.parse(plan['teacherId']);
		const classroomId = ClassroomId.parse(lesson.receivingClassrooms[0]?.classroomId);
		await append({
			type: 'peer-joined',
			peerId: PeerId.parse('teacher'),
			role: 'teacher',
			subject: { kind: 'person', personId },
		});
		await append({
			type: 'peer-joined',
			peerId: PeerId.parse('village'),
			role: 'classroom',
			subject: { kind: 'classroom', classroomId },
		});
		await append({ type: 'phase-changed', phase: 'teaching', cause: 'bell' });
		const { countyId } = admin;
		const recording = await installation.recordings.open({
			lessonId,
			countyId,
			startedAt: options.clock.now(),
		});
		const { recordingId } = recording;
		await append({ type: 'recording-started', recordingId, peerId: PeerId.parse('p') });
		await arrived(4);
		await pass(40 * minute);
		await append({ type: 'phase-changed', phase: 'ended', cause: 'teacher' });
		await arrived(5);
		await installation.recordings.end(lessonId, options.clock.now());
		await pass(15 * second);
		const received = await arrived(6);
		await writer.close();
		expect(typesOf(received)).toEqual(
			['planned', 'changed', 'starting', 'started', 'ended', 'recorded'].map((what) => `lesson.${what}`),
		);
		expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(6);
		expect(verify(secret!, received.at(-1)!)).toMatchObject({
			type: 'lesson.recorded',
			data: { lessonId, revision: 1, teacher: { personId: plan['teacherId'] }, status: 'ended' },
		});
		const forged = { ...received.at(-1)!, body: received[0]!.body };
		expect(() => verify(secret!, forged)).toThrow();
		expect((await deliveriesOf(webhook)).every(({ status }) => status === 'delivered')).toBe(true);
		expect((await deliveriesOf(webhook)).every(({ tries }) => tries === 1)).toBe(true);
	});

	test('cancelled and missed lessons, by the clock, once; a server that starts again says nothing anew', async () => {
		const { webhook } = await create({ notices: ['cancelled', 'missed'] });
		const first = await planned();
		await planned({ plannedStart: first.plannedStart + 60 * minute });
		const params = { lessonId: first.lessonId };
		await admin.ok(endpoints.cancelLesson, { params, body: { reason: '停电' } });
		await arrived(1);
		await pass(3 * 60 * minute);
		expect(typesOf(await arrived(2))).toEqual(['lesson.cancelled', 'lesson.missed']);
		const again = await startInstallation(url, apart());
		options.clock.advance(2 * minute);
		await lookedThrough(again, installation, other);
		await again.close();
		options.clock.advance(30 * second);
		await lookedThrough(installation, other);
		expect((await deliveryRows(installation, webhook)).map(({ notice }) => notice)).toEqual([
			'cancelled',
			'missed',
		]);
	});

	test('what was missed while no server ran is told when one is back', async () => {
		const alone = await newUrl();
		const first = await startInstallation(alone, apart());
		const stage = await setStage(first);
		await stage.admin.ok(endpoints.createWebhook, {
			body: {
				...{ name: '平台', form: 'signed', address: receiver.base + path, robotSecret: null },
				notices: ['missed'],
			},
		});
		await stage.admin.ok(endpoints.planLesson, { body: stage.plan });
		await first.close();
		options.clock.advance(5 * 60 * minute);
		const second = await startInstallation(alone, apart());
		expect(typesOf(await arrived(1))).toEqual(['lesson.missed']);
		await second.close();
	});

	test('another county hears nothing of it, and deals with nothing of it', async () => {
		const address = `${receiver.base}${path}-foreign`;
		const body = { name: '邻县', form: 'signed', address, robotSecret: null, notices: ['planned'] };
		await stranger.ok(endpoints.createWebhook, { body });
		const { webhook } = await create();
		await planned();
		await arrived(1);
		expect(receiver.to(`${path}-foreign`)).toEqual([]);
		const params = { webhookId: webhook.webhookId };
		expect(await stranger.code(endpoints.testWebhook, { params })).toBe('other-county');
		expect(await stranger.code(endpoints.listDeliveries, { params })).toBe('other-county');
		const { items } = await admin.ok(endpoints.listWebhooks);
		expect(items.map(({ name }) => name)).toEqual(['平台']);
	});

	test('tried again after a growing while, as the same message; gone for good pauses it, until it goes on', async () => {
		receiver.answer(
			path,
			{ status: 500 },
			{ status: 302, headers: { location: `${path}-next` } },
			{ status: 200 },
		);
		const { webhook, secret } = await create({ notices: ['planned'] });
		await planned();
		await arrived(1);
		await vi.waitFor(async () => expect((await deliveriesOf(webhook))[0]?.tries).toBe(1), patiently);
		await pass(4 * second);
		expect(receiver.to(path)).toHaveLength(1);
		await pass(2 * second);
		await arrived(2);
		await vi.waitFor(async () => expect((await deliveriesOf(webhook))[0]?.tries).toBe(2), patiently);
		expect((await deliveriesOf(webhook))[0]).toMatchObject({ answer: 302, failure: 'answer' });
		await pass(32 * second);
		const received = await arrived(3);
		expect(receiver.to(`${path}-next`)).toEqual([]);
		expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
		expect(new Set(received.map(({ body }) => body)).size).toBe(1);
		expect(verify(secret!, received[2]!)).toMatchObject({ type: 'lesson.planned' });
		vi.useRealTimers();
		expect(await settled(webhook, 'delivered')).toMatchObject({ tries: 3, answer: 200, failure: null });

		receiver.answer(path, { status: 410 });
		const later = { plannedStart: options.clock.now() + 300 * minute };
		await planned(later);
		await settled(webhook, 'failed');
		const read = async () => (await admin.ok(endpoints.listWebhooks)).items[0]!;
		await vi.waitFor(async () => expect((await read()).pausedBy).toBe('gone'), patiently);
		await planned({ plannedStart: later.plannedStart + 60 * minute });
		receiver.answer(path, { status: 200 });
		options.clock.advance(second);
		const { webhookId, name, notices } = await read();
		const change = { params: { webhookId }, body: { name, notices, paused: false, address: null } };
		await admin.ok(endpoints.updateWebhook, change);
		expect((await read()).pausedAt).toBeNull();
		options.clock.advance(15 * second);
		await lookedThrough(installation, other);
		expect((await deliveryRows(installation, webhook)).map(({ status }) => status)).toEqual([
			'delivered',
			'failed',
		]);
		expect(receiver.to(path)).toHaveLength(4);
	});

	test('a new secret signs at once, the old one beside it for a day', async () => {
		const { webhook, secret: old } = await create();
		const params = { webhookId: webhook.webhookId };
		const { secret } = await admin.ok(endpoints.rotateWebhookSecret, { params, body: { robotSecret: null } });
		expect(secret).not.toBe(old);
		expect(await admin.ok(endpoints.testWebhook, { params })).toMatchObject({
			status: 'delivered',
			answer: 204,
		});
		const [test] = await arrived(1);
		expect(verify(secret!, test!)).toMatchObject({ type: 'test' });
		expect(verify(old!, test!)).toMatchObject({ type: 'test' });
		vi.useRealTimers();
		options.clock.advance(25 * 60 * minute);
		admin = await installation.as('county-admin', admin.countyId);
		await admin.ok(endpoints.testWebhook, { params });
		const [, next] = await arrived(2);
		expect(verify(secret!, next!)).toMatchObject({ type: 'test' });
		expect(() => verify(old!, next!)).toThrow();
	});

	test('robots of 企业微信 and 钉钉 in their own form; what they refuse has failed, whatever the status', async () => {
		const address = `${receiver.base}${path}?key=secret-of-the-robot`;
		receiver.answer(
			path,
			{ status: 200, body: { errcode: 93000, errmsg: 'invalid webhook url' } },
			{ status: 200, body: { errcode: 0 } },
		);
		const { webhook, secret } = await create({ form: 'wecom', address });
		expect(secret).toBeNull();
		expect(webhook.address).not.toContain('secret-of-the-robot');
		const params = { webhookId: webhook.webhookId };
		const test = () => admin.ok(endpoints.testWebhook, { params });
		expect(await test()).toMatchObject({ status: 'failed', failure: 'answer', answer: 200 });
		expect(await test()).toMatchObject({ status: 'delivered', answer: 200 });
		const told = JSON.parse(receiver.to(path)[0]!.body) as { msgtype: string; markdown: { content: string } };
		expect([told.msgtype, told.markdown.content.split('\n')[0]]).toEqual(['markdown', '### 测试消息']);

		const ding = `${path}-ding`;
		receiver.answer(ding, { status: 200, body: { errcode: 0, errmsg: 'ok' } });
		const robot = { form: 'dingtalk', address: `${receiver.base}${ding}?access_token=a` };
		expect(
			await admin.code(endpoints.createWebhook, {
				body: { name: '群', notices: ['planned'], robotSecret: null, ...robot },
			}),
		).toBe('bad-request, robotSecret required');
		const made = await create({ ...robot, robotSecret: 'SEC-of-the-robot' });
		await admin.ok(endpoints.testWebhook, { params: { webhookId: made.webhook.webhookId } });
		const { searchParams } = new URL(receiver.base + receiver.to(ding)[0]!.path);
		const timestamp = searchParams.get('timestamp')!;
		expect(searchParams.get('sign')).toBe(
			createHmac('sha256', 'SEC-of-the-robot').update(`${timestamp}\nSEC-of-the-robot`).digest('base64'),
		);
	});

	test('nothing is sent into the network that the server stands in', async () => {
		const code = (address: string, by: Browser = admin) =>
			by.code(endpoints.createWebhook, {
				body: { name: 'x', form: 'signed', address, robotSecret: null, notices: ['planned'] },
			});
		for (const host of [
			'127.0.0.2',
			'10.0.0.1',
			'169.254.169.254',
			'[::1]',
			'[::ffff:10.0.0.1]',
			'2130706434',
		]) {
			expect(await code(`https://${host}/`), host).toBe('webhook-address-refused');
		}
		expect(await code('http://user:password@127.0.0.1/')).toBe('bad-request, address bad-format');
		expect(await code('file:///etc/passwd')).toBe('bad-request, address bad-format');
		// An address that was allowed when it was registered, and is not any more.
		const { webhook } = await create();
		const strict = await startInstallation(url, {
			clock: options.clock,
			webhooks: { mode: 'production', privateAddresses: [] },
		});
		const there = admin.copy(strict.base);
		const sent = await there.ok(endpoints.testWebhook, { params: { webhookId: webhook.webhookId } });
		expect(sent).toMatchObject({ status: 'failed', failure: 'address', answer: null });
		expect(receiver.to(path)).toEqual([]);
		expect(await code('http://203.107.6.88/', there)).toBe('webhook-not-https');
		await strict.close();
	});

	test('only administrators of the county; what they do is in the audit log, without addresses’ keys', async () => {
		const teacher = await installation.as('teacher', admin.countyId);
		expect(await teacher.code(endpoints.listWebhooks)).toBe('forbidden');
		const { webhook } = await create({ address: `${receiver.base}${path}?key=abc` });
		await admin.ok(endpoints.deleteWebhook, { params: { webhookId: webhook.webhookId } });
		const { items } = await admin.ok(endpoints.audit, { query: { search: 'webhook' } });
		expect(items.map(({ action }) => action).sort()).toEqual(['webhook.created', 'webhook.removed']);
		expect(JSON.stringify(items)).not.toContain('abc');
		const gone = { params: { webhookId: WebhookId.parse(webhook.webhookId) } };
		expect(await admin.code(endpoints.testWebhook, gone)).toBe('not-found');
	});
});
