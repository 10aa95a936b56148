// Quiz, timer, stars and notes as teacher, classroom, viewer, assistant and a child's phone see them.
import type { Browser, Page } from 'playwright-core';
import { assistantOf } from '../../fixtures/assistantOf.ts';
import type { Installation } from '../../fixtures/installation.ts';
import type { LiveLesson } from '../lesson/liveLesson.ts';
import { classroomStarts, endsLesson, prepareLesson, teacherEnters } from '../lesson/liveLesson.ts';
import type { Album } from './album.ts';

export const shootQuiz = async (album: Album, browser: Browser, demo: Installation): Promise<void> => {
	const lesson = await prepareLesson(demo, browser, { bellInMs: 9 * 60_000, lengthMs: 40 * 60_000 });
	const { teacher, classrooms, viewer, planned } = lesson;
	await Promise.all([teacherEnters(lesson), ...classrooms.map((each) => classroomStarts(each, demo))]);
	await teacher.page.getByRole('button', { name: '现在上课' }).click();
	await viewer.page.goto(`${demo.url}/lesson/${planned.lesson.lessonId}`);
	const address = `${demo.url}/lesson/${planned.lesson.lessonId}`;
	await onTheSlide(album, browser, lesson);
	await written(album, lesson);
	await timerAndStar(album, lesson);
	await notes(album, browser, lesson, address);
	await endsLesson(lesson);
	await replayed(album, viewer.page);
	for (const { context } of lesson.everybody) await context.close();
};

const onTheSlide = async (album: Album, browser: Browser, lesson: LiveLesson): Promise<void> => {
	const { teacher, classrooms, viewer } = lesson;
	const [one, two] = classrooms;
	await teacher.page.keyboard.press('q');
	await album.shoot(teacher.page, 'quiz-teacher-empty');
	await teacher.page.getByRole('button', { name: '单选，4 个选项' }).click();
	const code = await one.page.locator('.quiz-code').getAttribute('data-address');
	const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 390, height: 844 } });
	const phone = await context.newPage();
	await phone.goto(code ?? '');
	await phone.getByRole('button', { name: 'B' }).waitFor();
	await album.shoot(phone, 'quiz-phone');
	await phone.getByRole('button', { name: 'B' }).click();
	await phone.getByText('已提交').waitFor();
	await album.shoot(phone, 'quiz-phone-answered');
	await tells(two.page, '9');
	await album.shoot(one.page, 'quiz-classroom-open');
	await album.shoot(viewer.page, 'quiz-viewer-open');
	await album.shoot(teacher.page, 'quiz-teacher-open');
	await teacher.page.getByRole('button', { name: '结束答题' }).click();
	await teacher.page.getByRole('group', { name: '点选正确答案' }).getByRole('button', { name: 'B' }).click();
	await teacher.page.getByRole('button', { name: '公布答案' }).click();
	await one.page.locator('.quiz-chart__row--right').waitFor();
	await album.shoot(one.page, 'quiz-classroom-shown');
	await album.shoot(teacher.page, 'quiz-teacher-shown');
	await phone.getByText('答题结束').waitFor();
	await album.shoot(phone, 'quiz-phone-over');
	await teacher.page.getByRole('button', { name: '收起' }).click();
	await context.close();
};

const tells = async (page: Page, digit: string): Promise<void> => {
	await page.locator('.quiz-keys button:focus').waitFor();
	await page.keyboard.press(digit);
	await page.getByRole('button', { name: '报给老师' }).click();
};

const written = async (album: Album, { teacher, classrooms }: LiveLesson): Promise<void> => {
	await teacher.page.getByText('写上题目').click();
	await teacher.page.getByLabel('题目', { exact: true }).fill('《茉莉花》是哪个地方的民歌？');
	for (const [letter, text] of [
		['A', '江苏'],
		['B', '陕西'],
		['C', '云南'],
	] as const)
		await teacher.page.getByLabel(`选项 ${letter}`).fill(text);
	await album.shoot(teacher.page, 'quiz-teacher-writing');
	await teacher.page.getByRole('button', { name: '开始' }).click();
	await classrooms[0].page.getByText('江苏').waitFor();
	await album.shoot(classrooms[0].page, 'quiz-classroom-written');
	await teacher.page.getByRole('button', { name: '结束答题' }).click();
	await teacher.page.getByRole('button', { name: '收起' }).click();
};

const timerAndStar = async (album: Album, { teacher, classrooms }: LiveLesson): Promise<void> => {
	await teacher.page.getByRole('button', { name: '3 分钟', exact: true }).click();
	await teacher.page.getByRole('button', { name: /^教室/ }).click();
	const star = teacher.page.getByRole('button', { name: /^小红花: / }).first();
	await star.click();
	await album.shoot(teacher.page, 'star-choosing');
	await star.click();
	if (!(await teacher.page.getByRole('button', { name: '答得好' }).isVisible())) await star.click();
	await teacher.page.getByRole('button', { name: '答得好' }).click();
	await album.shootAsIs(classrooms[0].page, 'timer-star-classroom');
	await album.shoot(classrooms[1].page, 'timer-classroom');
};

const notes = async (
	album: Album,
	browser: Browser,
	{ teacher, planned, installation }: LiveLesson,
	address: string,
): Promise<void> => {
	await teacher.page.keyboard.press('t');
	await teacher.page.getByLabel('给助教写一句').fill('请看一下第三排的同学');
	await teacher.page.getByLabel('给助教写一句').press('Enter');
	await album.shoot(teacher.page, 'note-teacher');
	const client = await assistantOf(installation.url, planned.administrator, planned.lesson);
	const context = await browser.newContext({ locale: 'zh-CN' });
	await context.addCookies(client.cookies().map((cookie) => ({ ...cookie, url: installation.url })));
	const page = await context.newPage();
	await page.goto(address);
	await page.getByText('请看一下第三排的同学').waitFor();
	await album.shoot(page, 'note-assistant');
	await context.close();
};

/** The chart at its time. */
const replayed = async (album: Album, page: Page): Promise<void> => {
	await page.getByRole('link', { name: '看回放' }).click();
	await page.getByRole('slider', { name: '播放进度' }).waitFor();
	const chapter = page.getByRole('navigation', { name: '本课内容' }).getByRole('button', { name: /随堂测/ });
	await chapter.first().click();
	await page.locator('.replay-quiz').waitFor();
	await album.shoot(page, 'quiz-replay', { whole: true });
};
