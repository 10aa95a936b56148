// Courseware as teacher, classroom and student see it: nothing yet, on its way, being made, refused, shown, enlarged and
// drawn on, and a page that has not come.
import type { Browser, Page } from 'playwright-core';
import { pdfFile } from '../../fixtures/coursewareFiles.ts';
import type { HttpClient } from '../../fixtures/httpClient.ts';
import type { Installation } from '../../fixtures/installation.ts';
import { planLesson } from '../../fixtures/plannedLesson.ts';
import type { Album } from './album.ts';

const lines = [
	'茉莉花 · 江苏民歌',
	'好一朵美丽的茉莉花',
	'芬芳美丽满枝桠',
	'又香又白人人夸',
	'让我来将你摘下',
];

export const shootCourseware = async (album: Album, browser: Browser, demo: Installation): Promise<void> => {
	const planned = await planLesson(demo.url, { startsInMs: 480_000, lengthMs: 2_400_000, classrooms: 2 });
	const open = async (client: HttpClient): Promise<Page> => {
		const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
		await context.addCookies(client.cookies().map((cookie) => ({ ...cookie, url: demo.url })));
		const page = await context.newPage();
		await page.goto(`${demo.url}/lesson/${planned.lesson.lessonId}`);
		return page;
	};
	const [teacher, classroom, student] = await Promise.all([
		open(planned.teacher),
		open(planned.classrooms[0]!),
		open(planned.student),
	]);
	await teacher.getByRole('button', { name: '进入课堂' }).click();
	await teacher.getByRole('button', { name: '现在上课' }).click();
	await teacher.getByRole('button', { name: '课件', exact: true }).click();
	await album.shoot(teacher, 'courseware-empty-teacher');
	await files(album, teacher);
	await teacher.getByRole('button', { name: '打开: 茉莉花.pdf' }).click();
	for (const page of [teacher, classroom, student])
		await page.locator('.page-tile[data-here="true"]').first().waitFor();
	await album.shoot(teacher, 'courseware-shown-teacher');
	await album.shoot(classroom, 'courseware-shown-classroom');
	await album.shoot(student, 'courseware-shown-student');
	await work(album, teacher);
	await album.shoot(classroom, 'courseware-ink-classroom');
	await album.shoot(student, 'courseware-ink-student');
	await missing(album, teacher, classroom);
	await teacher.getByRole('button', { name: /下课/ }).click();
	await teacher.getByRole('button', { name: /再按一次/ }).click();
	for (const page of [teacher, classroom, student]) await page.context().close();
};

const add = async (teacher: Page, name: string, buffer: Buffer): Promise<void> => {
	await teacher
		.locator('input[type="file"]')
		.setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
	await teacher.locator('.shelf__item, .shelf__failed').filter({ hasText: name }).waitFor();
};

const files = async (album: Album, teacher: Page): Promise<void> => {
	const many = Array.from({ length: 16 }, (_, index) => `第${index + 1}页`);
	await add(teacher, '三年级下册第六单元复习（含全部练习题和参考答案）.pdf', pdfFile(many));
	await teacher.getByText('正在做页面').first().waitFor();
	await album.shootAsIs(teacher, 'courseware-rendering-teacher');
	await add(teacher, '教案.doc', Buffer.from('这不是课件'));
	await teacher.getByRole('alert').first().waitFor();
	await album.shoot(teacher, 'courseware-refused-teacher');
	await teacher.getByRole('button', { name: '知道了' }).click();
	await add(teacher, '茉莉花.pdf', pdfFile(lines));
	await add(teacher, '期末试卷.pdf', pdfFile(['卷'], { password: '1' }));
	await teacher.getByText('有打开密码').waitFor({ timeout: 180_000 });
	await teacher.getByRole('button', { name: '打开: 茉莉花.pdf' }).waitFor();
	await album.shoot(teacher, 'courseware-list-teacher');
};

const work = async (album: Album, teacher: Page): Promise<void> => {
	await teacher.getByRole('button', { name: /第 1 页，共/ }).click();
	await album.shoot(teacher, 'courseware-strip-teacher');
	await teacher.getByRole('button', { name: /第 1 页，共/ }).click();
	await teacher.keyboard.press('ArrowRight');
	await teacher.getByRole('button', { name: '放大' }).click();
	await teacher.getByRole('button', { name: '画笔' }).click();
	const box = await teacher.locator('.teach__programme .page-tile').boundingBox();
	if (box === null) throw new Error('no page');
	for (const [colour, y] of [
		['红色', 0.35],
		['蓝色', 0.6],
	] as const) {
		await teacher.getByRole('button', { name: colour }).click();
		await teacher.mouse.move(box.x + box.width * 0.3, box.y + box.height * y);
		await teacher.mouse.down();
		for (let step = 1; step <= 20; step += 1) {
			const wave = Math.sin(step / 2) * 0.04;
			await teacher.mouse.move(box.x + box.width * (0.3 + step / 60), box.y + box.height * (y + wave));
		}
		await teacher.mouse.up();
	}
	await album.shoot(teacher, 'courseware-ink-teacher');
};

/** A classroom that gets no pictures, and what the teacher is told of it. */
const missing = async (album: Album, teacher: Page, classroom: Page): Promise<void> => {
	await classroom.route('**/courseware/**', (route) => route.abort());
	await classroom.reload();
	await teacher.getByText('看不到课件').waitFor();
	await album.shoot(classroom, 'courseware-missing-classroom');
	await album.shoot(teacher, 'courseware-missing-teacher');
};
