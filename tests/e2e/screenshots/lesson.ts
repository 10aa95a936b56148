// A lesson as everybody sees it, from the green room to the replay.
import type { Browser, Page } from 'playwright-core';
import { signInAs } from '../../fixtures/httpClient.ts';
import type { Installation } from '../../fixtures/installation.ts';
import type { LiveLesson } from '../lesson/liveLesson.ts';
import {
	bringsOnStage,
	classroomStarts,
	endsLesson,
	prepareLesson,
	raisesHand,
	sees,
	sharesScreen,
	viewerJoins,
} from '../lesson/liveLesson.ts';
import type { Participant } from '../lesson/participants.ts';
import { openParticipant } from '../lesson/participants.ts';
import type { Album } from './album.ts';

/** Long enough to look at everything that there is before the bell. */
const BELL_IN_MS = 9 * 60_000;

export const shootLesson = async (album: Album, browser: Browser, demo: Installation): Promise<void> => {
	const lesson = await prepareLesson(demo, browser, { bellInMs: BELL_IN_MS, lengthMs: 40 * 60_000 });
	const [first] = lesson.classrooms;
	lesson.observations.start();
	await first.page.goto(`${demo.url}/classroom`);
	await first.page.waitForURL(/lesson/);
	await beforeTheBell(album, lesson);
	const overseers = await openOverseers(browser, lesson);
	await whileTeaching(album, lesson, overseers);
	await lesson.observations.stop();
	await endsLesson(lesson);
	await afterwards(album, lesson);
	for (const { context } of [...lesson.everybody, ...overseers]) await context.close();
};

const beforeTheBell = async (album: Album, lesson: LiveLesson): Promise<void> => {
	const { teacher, classrooms, viewer, installation } = lesson;
	await teacher.page.goto(installation.url);
	await teacher.page.getByRole('link', { name: '进入课堂' }).first().click();
	await teacher.page.locator('.green__preview video').waitFor();
	await album.shoot(teacher.page, 'teacher-green-room', { whole: true });
	await teacher.page.getByRole('button', { name: '进入课堂' }).click();
	await teacher.page.getByRole('toolbar').waitFor();
	await Promise.all([...classrooms.map((each) => classroomStarts(each, installation)), viewerJoins(lesson)]);
	await album.shoot(teacher.page, 'teacher-waiting');
	await album.shoot(classrooms[0].page, 'classroom-waiting');
	await album.shoot(viewer.page, 'viewer-waiting');
};

/** An inspector and an assistant, who watch. */
const openOverseers = async (
	browser: Browser,
	{ installation, planned }: LiveLesson,
): Promise<Participant[]> => {
	const opened: Participant[] = [];
	for (const role of ['inspector'] as const) {
		const client = await signInAs(installation.url, role);
		const participant = await openParticipant(browser, 'viewer', client);
		await participant.page.goto(`${installation.url}/lesson/${planned.lesson.lessonId}`);
		opened.push(participant);
	}
	return opened;
};

const whileTeaching = async (
	album: Album,
	lesson: LiveLesson,
	[inspector]: readonly Participant[],
): Promise<void> => {
	const { teacher, classrooms, viewer } = lesson;
	const [first, second] = classrooms;
	await teacher.page.getByRole('button', { name: '现在上课' }).click();
	await teacher.page.getByText('录制中').waitFor();
	await album.shoot(teacher.page, 'teacher-teaching');
	await album.shoot(first.page, 'classroom-teaching');
	const since = Date.now();
	await sharesScreen(lesson);
	await sees(lesson, 'viewer', 'teacher', { since, kind: 'screen' });
	await album.shoot(teacher.page, 'teacher-screen');
	await album.shoot(first.page, 'classroom-screen');
	await album.shoot(viewer.page, 'viewer-screen');
	await raisesHand(first);
	await album.shoot(first.page, 'classroom-hand');
	await album.shoot(teacher.page, 'teacher-hand');
	await bringsOnStage(lesson);
	await sees(lesson, 'viewer', 'classroom-1', { since });
	await album.shoot(first.page, 'classroom-on-stage');
	await album.shoot(second.page, 'classroom-other-on-stage');
	await album.shoot(teacher.page, 'teacher-stage');
	await album.shoot(viewer.page, 'viewer-stage');
	if (inspector !== undefined) await album.shoot(inspector.page, 'inspector');
	await second.page.getByRole('button', { name: '求助' }).click();
	await album.shoot(second.page, 'classroom-help');
	await second.page.getByRole('menuitem', { name: '我们听不到声音' }).click();
	await teacherPanels(album, teacher.page);
	await album.shoot(viewer.page, 'viewer-message');
	await cutOff(album, lesson);
};

const teacherPanels = async (album: Album, page: Page): Promise<void> => {
	await page.getByRole('button', { name: '消息' }).click();
	await album.shoot(page, 'teacher-chat');
	await page.getByRole('button', { name: '快捷键' }).click();
	await album.shoot(page, 'teacher-keys');
	await page.keyboard.press('Escape');
	await page.locator('.teach__tabs button').first().click();
};

/** The server is away: what they say to their people, and that they come back. */
const cutOff = async (
	album: Album,
	{ teacher, classrooms, viewer, installation }: LiveLesson,
): Promise<void> => {
	const { server } = installation.pids();
	process.kill(server, 'SIGSTOP');
	try {
		await teacher.page.getByText('网络断了').waitFor({ timeout: 90_000 });
		await album.shoot(teacher.page, 'teacher-lost');
		await classrooms[0].page.getByRole('alert').waitFor({ timeout: 30_000 });
		await album.shoot(classrooms[0].page, 'classroom-lost');
		await album.shoot(viewer.page, 'viewer-lost');
	} finally {
		process.kill(server, 'SIGCONT');
	}
	await teacher.page.getByText('录制中').waitFor({ timeout: 60_000 });
};

const afterwards = async (album: Album, { teacher, classrooms, viewer }: LiveLesson): Promise<void> => {
	await album.shoot(teacher.page, 'teacher-ended');
	await album.shoot(classrooms[0].page, 'classroom-ended');
	await viewer.page.getByRole('link', { name: '看回放' }).waitFor();
	await album.shoot(viewer.page, 'viewer-ended');
	await viewer.page.getByRole('link', { name: '看回放' }).click();
	await viewer.page.getByRole('slider', { name: '播放进度' }).waitFor();
	await viewer.page.waitForTimeout(3000);
	await album.shoot(viewer.page, 'replay-playing', { whole: true });
	await album.shoot(classrooms[0].page, 'classroom-day');
	await teacher.page.getByRole('link', { name: '回到今天' }).click();
	await teacher.page.waitForTimeout(1000);
	await album.shoot(teacher.page, 'day-teacher-done', { whole: true });
};
