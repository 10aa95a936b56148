// Courseware in browsers: the teacher adds a file and turns its pages; two classrooms, a late comer and one that is
// reloaded see the same page with the same ink, also without the network; a file that is none says so.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pdfFile } from '../../fixtures/coursewareFiles.ts';
import type { PlannedLesson } from '../../fixtures/plannedLesson.ts';
import { planLesson } from '../../fixtures/plannedLesson.ts';
import { useSetting } from '../setting.ts';
import { openPage } from './openPage.ts';

const setting = useSetting({ name: 'courseware' });
let lesson: PlannedLesson;
let teacher: Page;
let first: Page;
const pages: Page[] = [];
const open = async (client: PlannedLesson['teacher']): Promise<Page> => {
	const page = await openPage(setting(), { client, viewport: { width: 1280, height: 720 } });
	pages.push(page);
	await page.goto(`${setting().installation.url}/lesson/${lesson.lesson.lessonId}`);
	return page;
};

beforeAll(async () => {
	lesson = await planLesson(setting().installation.url, {
		...{ startsInMs: 480_000, lengthMs: 2_400_000, classrooms: 2 },
		title: '三年级音乐：课件',
	});
	[teacher, first] = await Promise.all([open(lesson.teacher), open(lesson.classrooms[0]!)]);
	await teacher.getByRole('button', { name: '进入课堂' }).click();
	await teacher.getByRole('toolbar', { name: '工具', exact: true }).waitFor();
	await teacher.getByRole('button', { name: '现在上课' }).click();
});
afterAll(async () => {
	for (const page of pages) await page.context().close();
});

const button = (page: Page | Locator, name: string): Locator =>
	page.getByRole('button', { name, exact: true });
/** Its picture is there, not only its number. */
const sees = (page: Page, number: number): Promise<void> =>
	page.locator(`.page-tile[data-page="${number}"][data-here="true"]`).first().waitFor();
/** What is drawn, as the page has it. */
const inkOf = (page: Page): Promise<(string | null)[]> =>
	page
		.locator('.page-tile')
		.first()
		.locator('.page__ink')
		.evaluateAll((lines) => lines.map((line) => line.getAttribute('points')));
const zoomOf = (page: Page): Promise<string | null> =>
	page.locator('.page-tile .page > svg').first().getAttribute('viewBox');
const upload = async (name: string, buffer: Buffer): Promise<void> => {
	await teacher
		.locator('input[type="file"]')
		.setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
};
const draw = async (): Promise<void> => {
	await button(teacher, '画笔').click();
	const box = await teacher.locator('.teach__programme .page-tile').boundingBox();
	if (box === null) throw new Error('no page to draw on');
	const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
	await teacher.mouse.move(...at(0.3, 0.5));
	await teacher.mouse.down();
	for (const x of [0.4, 0.5, 0.6]) await teacher.mouse.move(...at(x, x), { steps: 4 });
	await teacher.mouse.up();
	await button(teacher, '画笔').click();
};

/** The classroom's other display. */
const openSecond = async (): Promise<Page> => {
	const opens = first.context().waitForEvent('page');
	await button(first, '求助').click();
	for (const name of ['设备设置', '第二块屏幕: 关']) await first.getByRole('menuitem', { name }).click();
	return opens;
};

test('pages turn for everybody, with zoom and ink; late comers and reloads see the same', async () => {
	await button(teacher, '课件').click();
	await upload('教案.pdf', Buffer.from('这不是课件'));
	await teacher.getByText('这个文件不是 PDF、PPTX、PNG、JPEG 或 WebP').waitFor();
	await upload('茉莉花.pdf', pdfFile(['第一页：茉莉花', '第二页：小白船', '第三页：编花篮']));
	await button(teacher, '打开: 茉莉花.pdf').waitFor();
	// Before it is shown the classroom has all of it.
	await teacher.getByText('教室都已下载').waitFor();
	await button(teacher, '打开: 茉莉花.pdf').click();
	await Promise.all([sees(teacher, 1), sees(first, 1)]);

	await teacher.keyboard.press('ArrowRight');
	await sees(first, 2);
	await teacher.keyboard.press('PageDown');
	await Promise.all([sees(teacher, 3), sees(first, 3)]);
	await teacher.keyboard.press('ArrowRight');
	await teacher.keyboard.press('ArrowLeft');
	await sees(first, 2);
	await draw();
	await expect.poll(() => inkOf(first)).toHaveLength(1);
	await button(teacher, '放大').click();
	await expect.poll(() => zoomOf(first)).not.toBe('0 0 1920 1080');

	const [late, student] = await Promise.all([open(lesson.classrooms[1]!), open(lesson.student)]);
	await Promise.all([sees(late, 2), sees(student, 2), first.reload()]);
	await sees(first, 2);
	const ink = await inkOf(teacher);
	const zoom = await zoomOf(teacher);
	for (const page of [first, late, student]) {
		expect(await inkOf(page)).toEqual(ink);
		expect(await zoomOf(page)).toBe(zoom);
	}
	// The pointer is seen while it moves, and gone with it.
	await button(teacher, '激光笔').click();
	await teacher.locator('.teach__programme .page-tile').hover();
	await first.locator('.page__pointer').waitFor();
	await button(teacher, '激光笔').click();
	await first.locator('.page__pointer').waitFor({ state: 'detached' });

	await teacher.getByText('教室都已下载').waitFor();
	await first.context().setOffline(true);
	await expect.poll(() => inkOf(first)).toEqual(ink);
	await first.context().setOffline(false);

	const second = await openSecond();
	await first.locator('.page-tile').waitFor({ state: 'detached' });
	for (let time = 0; time < 2; time += 1) {
		await sees(second, 2);
		expect(await inkOf(second)).toEqual(ink);
		expect(await zoomOf(second)).toBe(zoom);
		if (time === 0) await first.reload();
	}
	await teacher.keyboard.press('ArrowRight');
	await sees(second, 3);
	expect(await second.locator('.page-tile').count()).toBe(1);
	await button(teacher, '收起课件').click();
	await second.getByText('老师打开课件后，显示在这里').waitFor();
});
