// The stage in browsers: called at random and by name, two at once in a discussion, a key that is held, a silence for
// all, and children counted in two presses. What is said of microphones is what is heard.
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import type { Installation } from '../../fixtures/installation.ts';
import { classroomStarts, hears, prepareLesson, teacherEnters } from '../lesson/liveLesson.ts';
import type { LiveLesson } from '../lesson/liveLesson.ts';
import { readLog } from '../lesson/logReading.ts';
import type { Participant, SenderName } from '../lesson/participants.ts';

const minute = 60_000;
/** What was on its way when a microphone was closed is heard this much later, ms; they beep every second. */
const UNDER_WAY_MS = 1000;
const LISTEN_MS = 1600;

const isSilent = async ({ observations }: LiveLesson, from: SenderName): Promise<void> => {
	await wait(UNDER_WAY_MS);
	const since = Date.now();
	await wait(LISTEN_MS);
	await observations.collect();
	expect(observations.of('teacher').heardFrom(from, since)).toEqual([]);
};

/** Both classrooms, one after the other, and each of them is told. */
const callsBoth = async ({ teacher, classrooms }: LiveLesson): Promise<void> => {
	const isCalled = (each: Participant): Promise<boolean> =>
		each.page.getByRole('main').getByText('点到你们了').first().isVisible();
	await teacher.page.keyboard.press('r');
	await expect.poll(async () => (await Promise.all(classrooms.map(isCalled))).filter(Boolean).length).toBe(1);
	const first = (await isCalled(classrooms[0])) ? 0 : 1;
	await classrooms[1 - first]!.page.getByText(/^随机点名：/).waitFor();
	await wait(1100);
	await teacher.page.keyboard.press('r');
	await expect.poll(() => isCalled(classrooms[1 - first]!)).toBe(true);
	await expect.poll(() => teacher.page.getByText('已上台 1 次').count()).toBe(2);
};

/** By the remote control: Enter opens, Enter takes what the class has. */
const countsInTwo = async ({ teacher }: LiveLesson, { page }: Participant): Promise<void> => {
	await page.getByRole('button', { name: '人数' }).focus();
	await page.keyboard.press('Enter');
	await page.getByRole('group', { name: '到课人数' }).waitFor();
	await page.keyboard.press('Enter');
	const taken = page.getByRole('button', { name: /^人数 \d+$/ });
	await taken.waitFor();
	const count = /\d+/.exec(await taken.innerText())?.[0];
	await teacher.page.getByText(`${count} 人`).waitFor();
};

const choosesToPush = async ({ page }: Participant): Promise<void> => {
	await page.getByRole('button', { name: '求助' }).click();
	await page.getByRole('menuitem', { name: '设备设置' }).click();
	await page.getByRole('menuitem', { name: /^发言/ }).click();
	await page.getByRole('menuitem', { name: '返回' }).click();
	await page.getByRole('button', { name: '按住说话' }).waitFor();
};

export const stageLesson = async (installation: Installation, browser: Browser): Promise<void> => {
	const options = { bellInMs: 9 * minute, lengthMs: 20 * minute };
	const lesson = await prepareLesson(installation, browser, options);
	const { teacher, classrooms, planned, everybody } = lesson;
	const [one, two] = classrooms;
	lesson.observations.start();
	await Promise.all([
		teacherEnters(lesson),
		...classrooms.map((each) => classroomStarts(each, installation)),
	]);
	await teacher.page.getByRole('button', { name: '现在上课' }).click();
	await expect.poll(() => teacher.page.getByRole('button', { name: /^请上台: / }).count()).toBe(2);
	await callsBoth(lesson);
	await countsInTwo(lesson, one);

	// The other one comes by its name: part of it is enough.
	await teacher.page.getByRole('button', { name: '自由讨论' }).click();
	const off = teacher.page.getByRole('button', { name: /^请上台: / });
	const name = (await off.getAttribute('aria-label'))?.split(': ')[1] ?? '';
	await teacher.page.keyboard.press('Escape');
	await teacher.page.keyboard.press('n');
	await teacher.page.getByRole('searchbox').fill(name.slice(0, 3));
	await teacher.page.keyboard.press('Enter');
	await teacher.page.getByText('2 间教室在台上讨论').waitFor();
	let since = Date.now();
	await Promise.all([
		hears(lesson, 'teacher', 'classroom-1', since),
		hears(lesson, 'teacher', 'classroom-2', since),
	]);

	await choosesToPush(one);
	since = Date.now();
	await one.page.keyboard.down(' ');
	await hears(lesson, 'teacher', 'classroom-1', since);
	await one.page.getByText('正在说话').first().waitFor();
	// Whatever takes the key's news away from the page lets go of it.
	await one.page.evaluate(() => window.dispatchEvent(new Event('blur')));
	await isSilent(lesson, 'classroom-1');
	await one.page.keyboard.up(' ');
	// The remote's Enter, and a finger.
	const key = one.page.getByRole('button', { name: /^(按住说话|正在说话)$/ });
	await key.focus();
	await one.page.keyboard.down('Enter');
	await one.page.getByRole('button', { name: '正在说话' }).waitFor();
	await one.page.keyboard.up('Enter');
	await one.page.getByRole('button', { name: '按住说话' }).waitFor();
	await key.hover();
	await one.page.mouse.down();
	await one.page.getByRole('button', { name: '正在说话' }).waitFor();
	await one.page.mouse.up();

	await teacher.page.getByRole('button', { name: '全体静音' }).click();
	await two.page.getByRole('button', { name: '老师已静音' }).waitFor();
	await isSilent(lesson, 'classroom-2');
	await one.page.getByRole('button', { name: '老师已静音' }).waitFor();
	since = Date.now();
	await teacher.page.getByRole('button', { name: '全体静音' }).click();
	await hears(lesson, 'teacher', 'classroom-2', since);
	await one.page.getByRole('button', { name: '按住说话' }).waitFor();
	await teacher.page.getByRole('button', { name: '自由讨论' }).click();
	await expect.poll(() => teacher.page.getByRole('button', { name: /^请下台: / }).count()).toBe(1);

	await lesson.observations.stop();
	const events = readLog(installation.databaseFile, planned.lesson.lessonId).map(({ event }) => event);
	expect(events.filter(({ type }) => type === 'called-at-random')).toHaveLength(2);
	for (const type of ['talk-started', 'talk-ended']) {
		expect(events.filter((event) => event.type === type)).toHaveLength(3);
	}
	expect(events.filter(({ type }) => type === 'headcount-taken')).toHaveLength(1);
	expect(everybody.flatMap(({ complaints }) => complaints)).toEqual([]);
	for (const { context } of everybody) await context.close();
};
