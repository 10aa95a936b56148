// A quiz, a timer and a star in browsers: the teacher opens it with two presses, two classrooms count hands by the
// remote control, two phones answer by the QR code's address, one comes late, one page is loaded anew in the middle.
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LiveLesson } from '../lesson/liveLesson.ts';
import { classroomStarts, prepareLesson, teacherEnters } from '../lesson/liveLesson.ts';
import { readLog } from '../lesson/logReading.ts';
import type { Participant } from '../lesson/participants.ts';
import { useSetting } from '../setting.ts';

const setting = useSetting({ name: 'quiz' });
const phone = { width: 390, height: 844 };
const minute = 60_000;

let lesson: LiveLesson;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
	const { installation, browser } = setting();
	lesson = await prepareLesson(installation, browser, { bellInMs: 9 * minute, lengthMs: 20 * minute });
	contexts.push(...lesson.everybody.map(({ context }) => context));
});
afterAll(async () => {
	for (const context of contexts) await context.close();
});

const opensPhone = async (address: string): Promise<Page> => {
	const context = await setting().browser.newContext({ viewport: phone, locale: 'zh-CN' });
	contexts.push(context);
	const page = await context.newPage();
	page.setDefaultTimeout(minute);
	await page.goto(address);
	return page;
};

const addressOn = async ({ page }: Participant): Promise<string> =>
	(await page.locator('.quiz-code').getAttribute('data-address')) ?? '';

/** Enter and arrow keys only: hands for each answer, then tell the teacher. */
const countsHands = async ({ page }: Participant, hands: readonly number[]): Promise<void> => {
	const focused = page.locator('.quiz-keys button:focus');
	await focused.waitFor();
	for (const [place, count] of hands.entries()) {
		if (place > 0) await page.keyboard.press('ArrowRight');
		await page.locator(`.quiz-keys button:focus[aria-label^="${'ABCD'.charAt(place)}"]`).waitFor();
		for (let n = 0; n < count; n += 1) await page.keyboard.press(n % 2 === 0 ? 'ArrowUp' : 'Enter');
	}
	await page.keyboard.press('ArrowRight');
	await page.locator('.quiz-keys button:focus', { hasText: /^(报给老师|改报)$/ }).waitFor();
	await page.keyboard.press('Enter');
	await page.getByText('老师能看到了').first().waitFor();
};

/** The figures of the bars, in order; the right one with its mark. */
const chartOf = async (page: Page): Promise<string> =>
	(await page.locator('.quiz-chart').first().locator('li').allInnerTexts())
		.map((text) => text.replaceAll(/\s+/g, ' ').trim())
		.join(', ');

test('opened, counted, answered, reloaded, closed, shown: the same chart everywhere', async () => {
	const { teacher, classrooms, viewer, planned, installation } = lesson;
	const [one, two] = classrooms;
	await Promise.all([
		teacherEnters(lesson),
		...classrooms.map((each) => classroomStarts(each, installation)),
	]);
	await teacher.page.getByRole('button', { name: '现在上课' }).click();
	await expect.poll(() => teacher.page.getByRole('button', { name: /^请上台: / }).count()).toBe(2);

	// Two presses: the tool, and how many answers there are on the slide.
	await teacher.page.keyboard.press('q');
	await teacher.page.getByRole('button', { name: '单选，4 个选项' }).press('Enter');
	const address = await addressOn(one);
	expect(address).toMatch(/\/quiz\/[2-9A-Z]{8}$/);
	expect(await addressOn(two)).not.toBe(address);
	const [early, late] = await Promise.all([opensPhone(address), opensPhone(await addressOn(two))]);
	await Promise.all([countsHands(one, [2, 1, 0, 0]), countsHands(two, [0, 3, 0, 1])]);
	await early.getByRole('button', { name: 'A' }).click();
	await early.getByText('已提交，结束前可以改').waitFor();
	await early.getByRole('button', { name: 'C' }).click();
	await expect.poll(() => chartOf(teacher.page)).toBe('A 2, B 4, C 1, D 1');

	// Loaded anew in the middle: its count is there, and may be corrected. A viewer comes late and answers alone.
	await one.page.reload();
	await one.page.getByRole('button', { name: 'A，2 人' }).waitFor();
	await countsHands(one, [1, 0, 0, 0]);
	await early.reload();
	await early.getByRole('button', { name: 'C', pressed: true }).waitFor();
	await viewer.page.goto(`${installation.url}/lesson/${planned.lesson.lessonId}`);
	await viewer.page.getByRole('region', { name: '随堂测' }).getByRole('button', { name: 'D' }).click();
	await expect.poll(() => chartOf(teacher.page)).toBe('A 3, B 4, C 1, D 2');

	await teacher.page.getByRole('button', { name: '结束答题' }).click();
	await late.getByRole('button', { name: 'B' }).click();
	await late.getByText('答题已经结束，这次的回答不计入').waitFor();
	await teacher.page.getByRole('group', { name: '点选正确答案' }).getByRole('button', { name: 'B' }).click();
	await teacher.page.getByRole('button', { name: '公布答案' }).click();
	for (const page of [teacher.page, one.page, two.page, viewer.page])
		await expect.poll(() => chartOf(page)).toBe('A 3, B 4 正确, C 1, D 2');
	await early.getByText('正确答案是 B').waitFor();

	// The timer and a star reach the classroom's screen, also one that is loaded anew.
	await teacher.page.getByRole('button', { name: '收起' }).click();
	await teacher.page.getByRole('button', { name: '5 分钟', exact: true }).click();
	await teacher.page.getByRole('button', { name: /^教室/ }).click();
	await teacher.page
		.getByRole('button', { name: /^小红花: / })
		.first()
		.click();
	await teacher.page.getByRole('button', { name: '答得好' }).click();
	await two.page.reload();
	for (const { page } of classrooms)
		await page
			.getByRole('timer')
			.filter({ hasText: /^[45]:\d\d$/ })
			.waitFor();
	await expect
		.poll(async () =>
			(await Promise.all(classrooms.map(({ page }) => page.getByLabel('小红花 1 朵').count()))).join(),
		)
		.toMatch(/^(1,0|0,1)$/);

	const events = readLog(installation.databaseFile, planned.lesson.lessonId).map(({ event }) => event.type);
	expect(
		events.filter((type) => /^(quiz-(opened|closed|answers-shown|put-away)|star-given)$/.test(type)),
	).toEqual([...['quiz-opened', 'quiz-closed', 'quiz-answers-shown', 'quiz-put-away', 'star-given']]);
	// Chromium's word for a machine on which another test has made a network interface.
	const complaints = lesson.everybody.flatMap((each) => each.complaints);
	expect(complaints.filter((words) => !words.includes('ERR_NETWORK_CHANGED'))).toEqual([]);
});
