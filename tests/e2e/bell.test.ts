// A classroom's device with nobody at it: paired with a code, it follows every change of the timetable, goes into its
// lesson ten minutes before the bell, and the bell begins it, while no person is signed in anywhere.
import { setTimeout as wait } from 'node:timers/promises';
import { endpoints } from '@classroom/protocol';
import type { Lesson, LessonEvent } from '@classroom/protocol';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { HttpClient } from '../fixtures/httpClient.ts';
import { planLesson } from '../fixtures/plannedLesson.ts';
import { cookieOf, joinOn } from '../integration/lesson/live/liveLesson.ts';
import { LiveSocket } from '../integration/lesson/live/liveSocket.ts';
import { echoRoom } from './page/echoRoom.ts';
import { readLog } from './lesson/logReading.ts';
import { until } from './lesson/until.ts';
import { walkTo } from './remoteControl.ts';
import { useSetting } from './setting.ts';

/** Where it is day now: a device shows today's lessons, and this test's are all today. */
const daytime = (): string => {
	const hourIn = (timeZone: string): number =>
		Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit' }).format(new Date()));
	const zone = ['Asia/Shanghai', 'Europe/Paris', 'America/New_York', 'Pacific/Auckland'].find(
		(each) => hourIn(each) >= 6 && hourIn(each) < 20,
	);
	if (zone === undefined) throw new Error('it is night everywhere');
	return zone;
};

const setting = useSetting({ name: 'bell', settings: { TIME_ZONE: daytime() } });
const minute = 60_000;

type EventOf<T extends LessonEvent['type']> = Extract<LessonEvent, { type: T }>;

/** The device's own page, given its classroom by an administrator who types the code that it shows. */
const paired = async (administrator: HttpClient, { receivingClassrooms }: Lesson): Promise<Page> => {
	const { installation, browser } = setting();
	const context = await browser.newContext({
		...{ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 1280, height: 720 } },
		permissions: ['camera', 'microphone'],
	});
	context.setDefaultTimeout(60_000);
	await context.addInitScript(echoRoom, { delay: 0.15, gain: 0.25, noise: 0.003 });
	const page = await context.newPage();
	await page.goto(`${installation.url}/device`);
	const shown = page.locator('.device__code');
	await shown.waitFor();
	const code = (await shown.innerText()).replaceAll(/\s/g, '');
	const classroomId = receivingClassrooms[0]!.classroomId;
	await administrator.ask(endpoints.confirmPairing, { body: { code, classroomId } });
	return page;
};

/** Somebody who has time then: asked one after the other. */
const substitute = async (administrator: HttpClient, { lessonId, teacherId }: Lesson): Promise<Lesson> => {
	const { items } = await administrator.ask(endpoints.listPeople, { query: { role: 'teacher', limit: 50 } });
	for (const { personId } of items.filter((person) => person.personId !== teacherId)) {
		const body = { teacherId: personId, reason: null };
		const asked = administrator.ask(endpoints.substituteTeacher, { params: { lessonId }, body });
		const lesson = await asked.catch(() => null);
		if (lesson !== null) return lesson;
	}
	throw new Error('nobody has time');
};

/** By itself, and once more by the key: what it finds stands on its screen and in the log. */
const testsItself = async (page: Page, databaseFile: string, lesson: Lesson): Promise<void> => {
	await page.getByText(/音箱正常，回声 \d+ 毫秒/).waitFor();
	await page.getByText('画面正常').waitFor();
	await page.getByRole('button', { name: '再测一次' }).waitFor();
	const found = readLog(databaseFile, lesson.lessonId).flatMap(({ event }) =>
		event.type === 'device-tested' ? [event] : [],
	);
	expect(found).toHaveLength(1);
	const { classroomId, test: tested } = found[0]!;
	expect(classroomId).toBe(lesson.receivingClassrooms[0]!.classroomId);
	expect(tested).toMatchObject({
		camera: { result: 'fine' },
		microphone: { result: 'fine' },
		loop: { result: 'heard' },
		link: { result: 'fine' },
	});
	// The room answers after 150 ms; the browser has its own way there and back, on a machine that is busy.
	expect(tested.loop.echoMs).toBeGreaterThan(140);
	expect(tested.loop.echoMs).toBeLessThan(900);
	expect(tested.link.upKbps).toBeGreaterThan(1000);
	await page.keyboard.press('Enter');
	await page.getByRole('button', { name: '正在测' }).waitFor();
};

test('a device follows the timetable without a touch, and the bell begins the lesson though nobody is signed in', async () => {
	const { installation } = setting();
	const wish = { startsInMs: 60 * minute, lengthMs: 20 * minute, classrooms: 1, title: '《茉莉花》' };
	const { lesson, administrator } = await planLesson(installation.url, wish);
	const { lessonId } = lesson;
	const params = { lessonId };
	const page = await paired(administrator, lesson);
	const next = page.locator('.idle__next');
	await next.getByText(lesson.title).waitFor();
	await next.getByText(lesson.teacher).waitFor();

	// Another teacher; a lesson before it, which is cancelled again; another time.
	const { teacher } = await substitute(administrator, lesson);
	await next.getByText(teacher).waitFor();
	const before = await administrator.ask(endpoints.planLesson, {
		body: {
			...{ title: '《小星星》', kind: 'delivered', subject: 'music', teacherId: lesson.teacherId },
			...{
				sendingClassroomId: null,
				receivingClassroomIds: lesson.receivingClassrooms.map((each) => each.classroomId),
			},
			...{ classGroupIds: [], plannedStart: Date.now() + 25 * minute, lengthMs: 10 * minute },
		},
	});
	await next.getByText('《小星星》').waitFor();
	const cancelled = { params: { lessonId: before.lessonId }, body: { reason: '停电' } };
	await administrator.ask(endpoints.cancelLesson, cancelled);
	await next.getByText(lesson.title).waitFor();
	expect(page.url()).toContain('/classroom');
	const move = async (plannedStart: number): Promise<void> => {
		await administrator.ask(endpoints.moveLesson, { params, body: { plannedStart, reason: null } });
	};
	await move(Date.now() + 10 * minute + 6000);

	await page.waitForURL(`**/lesson/${lessonId}`);
	await page.getByText('离上课还有').waitFor();
	await testsItself(page, installation.databaseFile, lesson);
	const events = () => readLog(installation.databaseFile, lessonId).map(({ event }) => event);
	const opened = readLog(installation.databaseFile, lessonId)[0];
	expect(opened?.event.type).toBe('room-opened');
	expect(events().some(({ type }) => type === 'phase-changed')).toBe(false);

	// The bell, brought forward: nobody is signed in any more, and nobody is in the lesson but the device.
	const bell = Date.now() + 8000;
	await move(bell);
	// How late this machine is today with what it is to do at that moment.
	const late = wait(bell - Date.now()).then(() => Date.now() - bell);
	await administrator.ask(endpoints.signOut);
	await page.getByText('老师还没有来，请等一下').waitFor();
	expect(Date.now()).toBeGreaterThanOrEqual(bell);
	const log = readLog(installation.databaseFile, lessonId);
	const begun = log.find(({ event }) => event.type === 'phase-changed');
	expect(begun?.event).toMatchObject({ phase: 'teaching', cause: 'bell' });
	expect((begun?.at ?? 0) - bell).toBeLessThan(3000 + (await late));
	const joined = log.flatMap(({ event }) => (event.type === 'peer-joined' ? [event.role] : []));
	expect(joined.filter((role) => role !== 'recorder')).toEqual(['classroom']);
	await page.context().close();
});

/** The other display has a picture that was drawn, and says whose. */
const showsUs = async (second: Page): Promise<void> => {
	expect(second.url()).toContain('/classroom/second');
	await second.getByText('我们').waitFor();
	await second.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0);
};

test('a whole lesson with four arrows and Enter, and a power cut in its middle', async () => {
	const { installation, browser } = setting();
	const wish = { startsInMs: 9 * minute, lengthMs: 20 * minute, classrooms: 1, title: '《茉莉花》' };
	const planned = await planLesson(installation.url, wish);
	const { lessonId } = planned.lesson;
	const teacher = await LiveSocket.open(installation.url, { cookie: cookieOf(planned.teacher) });
	await joinOn(teacher, lessonId, { role: 'teacher', credentials: {} });
	const events = () => readLog(installation.databaseFile, lessonId).map(({ event }) => event);
	const happens = <T extends LessonEvent['type']>(
		type: T,
		which: (event: EventOf<T>) => boolean = () => true,
	): Promise<EventOf<T>> => {
		const is = (event: LessonEvent): event is EventOf<T> => event.type === type;
		return until(type, 60_000, () => events().filter(is).find(which));
	};

	const context = await browser.newContext({
		...{ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 1280, height: 720 } },
		permissions: ['camera', 'microphone'],
	});
	context.setDefaultTimeout(60_000);
	await context.addCookies(
		planned.classrooms[0]!.cookies().map((cookie) => ({ ...cookie, url: installation.url })),
	);
	let page = await context.newPage();
	await page.goto(`${installation.url}/classroom`);
	await page.waitForURL(`**/lesson/${lessonId}`);
	await walkTo(page, /自检声音: 开/);
	await page.getByText('已设为不出声').waitFor();

	await teacher.ask('startTeaching');
	await walkTo(page, /^举手$/);
	const { peerId } = await happens('hand-raised');
	await walkTo(page, /^已举手/);
	await happens('hand-lowered', (event) => event.peerId === peerId);
	await teacher.ask('bringOnStage', { peerId });
	await walkTo(page, /^关麦克风$/);
	await happens('muted', (event) => event.by === peerId);
	await walkTo(page, /^开麦克风$/);
	await happens('unmuted', (event) => event.by === peerId);
	await walkTo(page, /^人数$/);
	await page.keyboard.press('ArrowUp');
	await page.keyboard.press('Enter');
	const { count } = await happens('headcount-taken');
	const opens = context.waitForEvent('page');
	await walkTo(page, /^求助$/);
	await walkTo(page, /^设备设置$/);
	await walkTo(page, /^第二块屏幕: 关/);
	await showsUs(await opens);
	await walkTo(page, /^返回$/);

	// The power is gone, and back: the device starts into its page, and that into the lesson that runs.
	for (const each of context.pages()) await each.close();
	await happens('peer-lost', (event) => event.peerId === peerId);
	page = await context.newPage();
	const again = context.waitForEvent('page');
	await page.goto(`${installation.url}/classroom`);
	await page.waitForURL(`**/lesson/${lessonId}`);
	await page.getByText('你们在台上，大家听得到').waitFor();
	await showsUs(await again);
	await page.getByRole('button', { name: `人数 ${count}` }).waitFor();

	await walkTo(page, /^求助$/);
	await walkTo(page, /^我们看不清画面$/);
	const { message } = await teacher.hears('chat');
	expect(message).toMatchObject({ peerId, text: '我们看不清画面' });
	await walkTo(page, /^下台$/);
	await happens('stage-left', (event) => event.peerId === peerId && event.by === peerId);
	await teacher.ask('endLesson');
	await page.getByText('同学们再见').waitFor();
	teacher.close();
	await context.close();
});
