// A classroom's device with nobody at it: paired with a code, it follows every change of the timetable, goes into its
// lesson ten minutes before the bell, and the bell begins it, while no person is signed in anywhere.
import { setTimeout as wait } from 'node:timers/promises';
import { endpoints } from '@classroom/protocol';
import type { Lesson } from '@classroom/protocol';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { HttpClient } from '../fixtures/httpClient.ts';
import { planLesson } from '../fixtures/plannedLesson.ts';
import { readLog } from './lesson/logReading.ts';
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

/** The device's own page, given its classroom by an administrator who types the code that it shows. */
const paired = async (administrator: HttpClient, { receivingClassrooms }: Lesson): Promise<Page> => {
	const { installation, browser } = setting();
	const context = await browser.newContext({
		...{ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 1280, height: 720 } },
		permissions: ['camera', 'microphone'],
	});
	context.setDefaultTimeout(60_000);
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
