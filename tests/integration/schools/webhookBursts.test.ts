// 40 lessons fall away: told to a program that restarts just then, and to a group's robot, by two servers. And one that
// falls away twice.
import type { Lesson, Webhook } from '@classroom/protocol';
import { endpoints } from '@classroom/protocol';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { FakeClock, memoryCarrier } from '../../../server/src/platform/index.ts';
import { deliveryRows, lookedThrough, nothingUnderWay } from './deliveryRows.ts';
import type { Installation } from './installation.ts';
import { onBothDatabases, startInstallation } from './installation.ts';
import { minute, setStage } from './lessonStage.ts';
import type { Receiver } from './receiver.ts';
import { startReceiver } from './receiver.ts';

const second = 1000;
const RobotBody = z.object({ markdown: z.object({ content: z.string() }) });
const fine = { status: 200, body: { errcode: 0 } };

onBothDatabases('bursts of messages', (newUrl) => {
	const clock = new FakeClock();
	let installation: Installation;
	let other: Installation;
	let receiver: Receiver;
	let admin: Awaited<ReturnType<typeof setStage>>['admin'];
	const lessons: Lesson[] = [];
	beforeAll(async () => {
		receiver = await startReceiver();
		const url = await newUrl();
		const webhooks = { mode: 'demo', privateAddresses: ['127.0.0.1'] } as const;
		const options = { clock, carrier: memoryCarrier(), webhooks };
		installation = await startInstallation(url, options);
		other = await startInstallation(url, options);
		const stage = await setStage(installation);
		({ admin } = stage);
		for (let hour = 1; hour <= 41; hour += 1) {
			const plannedStart = clock.now() + hour * 60 * minute;
			lessons.push(await admin.ok(endpoints.planLesson, { body: { ...stage.plan, plannedStart } }));
		}
	});
	afterAll(async () => {
		await Promise.all([installation.close(), other.close()]);
		await receiver.close();
	});

	const create = async (name: string, form: string, notices = ['cancelled']): Promise<Webhook> => {
		const body = { name, form, address: `${receiver.base}/${name}`, robotSecret: null, notices };
		return (await admin.ok(endpoints.createWebhook, { body })).webhook;
	};
	const cancel = async ({ lessonId }: Lesson): Promise<void> => {
		await admin.ok(endpoints.cancelLesson, { params: { lessonId }, body: { reason: '大雪' } });
	};
	/** Lets time go on, with a pause for what it sets going. */
	const pass = async (ms: number): Promise<void> => {
		await nothingUnderWay(installation);
		clock.advance(ms);
		await new Promise((resolve) => setTimeout(resolve, 60));
	};
	/** So many deliveries are in this state. */
	const until = (webhook: Webhook, count: number, like: { status?: string; tries?: number }) =>
		vi.waitFor(
			async () => {
				const rows = await deliveryRows(installation, webhook);
				const such = rows.filter(
					({ status, tries }) => status === (like.status ?? status) && tries === (like.tries ?? tries),
				);
				expect(such).toHaveLength(count);
			},
			{ timeout: 60_000, interval: 50 },
		);
	const paused = async ({ webhookId, name, notices }: Webhook, paused: boolean): Promise<void> => {
		const body = { name, notices, paused, address: null };
		await admin.ok(endpoints.updateWebhook, { params: { webhookId }, body });
	};
	const told = (): string[][] =>
		receiver.to('/robot').map(({ body }) => RobotBody.parse(JSON.parse(body)).markdown.content.split('\n\n'));
	const counts = (): number[] =>
		told().map(([title]) => Number(/### (\d+) 节课停课/.exec(title ?? '')?.[1] ?? 1));

	test('a robot has one message for 31, a program all 40, and neither is switched off', async () => {
		receiver.answer('/program', { status: 503 });
		receiver.answer('/robot', fine);
		const program = await create('program', 'signed');
		const robot = await create('robot', 'wecom');
		for (const lesson of lessons.slice(0, 31)) await cancel(lesson);
		await lookedThrough(installation, other);
		await until(program, 31, { status: 'waiting', tries: 1 });
		await pass(4 * second);
		await until(robot, 31, { status: 'delivered' });
		expect(counts()).toEqual([31]);
		const [, ...lines] = told()[0]!;
		expect(lines).toHaveLength(31);
		expect(lines.filter((line) => line.endsWith('三年级音乐 · 罗山教学点 互动教室（大雪）'))).toEqual(lines);

		// Past the 40 failures in a row that once ended it.
		await pass(2 * second);
		await until(program, 31, { status: 'waiting', tries: 2 });
		for (const lesson of lessons.slice(31, 39)) {
			await cancel(lesson);
			await lookedThrough(installation);
			await pass(second);
		}
		await pass(4 * second);
		await until(robot, 39, { status: 'delivered' });
		expect(counts().reduce((sum, count) => sum + count, 0)).toBe(39);
		// 8 in 8 seconds, and one message in four.
		expect(counts().length - 1).toBeLessThanOrEqual(4);
		const { items } = await admin.ok(endpoints.listWebhooks);
		expect(items.map(({ pausedAt }) => pausedAt)).toEqual([null, null]);

		// What waits outlasts a pause.
		await paused(program, true);
		receiver.answer('/program', { status: 204 });
		receiver.answer(
			'/robot',
			{ status: 200, body: { errcode: 45009, errmsg: 'api freq out of limit' } },
			fine,
		);
		await cancel(lessons[39]!);
		await lookedThrough(installation);
		await pass(4 * second);
		await until(robot, 1, { status: 'waiting', tries: 1 });
		await pass(8 * second);
		await until(robot, 40, { status: 'delivered' });
		await pass(3 * minute);
		await lookedThrough(installation, other);
		await until(program, 39, { status: 'waiting' });
		await paused(program, false);
		await lookedThrough(installation);
		await until(program, 39, { status: 'delivered' });
		const ids = receiver.to('/program').map(({ headers }) => headers['webhook-id']);
		expect(new Set(ids).size).toBe(39);
	});

	test('a cancellation that was taken back and made again is told again', async () => {
		const webhook = await create('again', 'signed', ['changed', 'cancelled']);
		const lesson = lessons[40]!;
		await cancel(lesson);
		await lookedThrough(installation, other);
		clock.advance(second);
		const { items } = await admin.ok(endpoints.listChanges, { query: { lessonId: lesson.lessonId } });
		await admin.ok(endpoints.undoChange, { params: { changeId: items[0]!.changeId } });
		await lookedThrough(installation, other);
		clock.advance(second);
		await cancel(lesson);
		await lookedThrough(installation, other);
		const rows = await deliveryRows(installation, webhook);
		expect(rows.map(({ notice }) => notice)).toEqual(['cancelled', 'changed', 'cancelled']);
		await until(webhook, 3, { status: 'delivered' });
	});
});
