// A classroom's device before the bell: its test of itself where all is well and where little is, on its own screen and
// on the teacher's wall.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Installation } from '../../fixtures/installation.ts';
import type { LiveLesson } from '../lesson/liveLesson.ts';
import { classroomStarts, prepareLesson, sharesScreen, teacherEnters } from '../lesson/liveLesson.ts';
import { echoRoom } from '../page/echoRoom.ts';
import type { EchoRoom } from '../page/echoRoom.ts';
import type { Album } from './album.ts';

const tested = /音箱正常|听不到音箱|音箱没有测|音箱声音太小/;

export const shootDevice = async (album: Album, browser: Browser, demo: Installation): Promise<void> => {
	const lesson = await prepareLesson(demo, browser, { bellInMs: 9 * 60_000, lengthMs: 40 * 60_000 });
	const { teacher, classrooms } = lesson;
	const [first, second] = classrooms;
	await inRoom(first.context, { delay: 0.12, gain: 0.3, noise: 0.003 });
	await inRoom(second.context, { delay: 0, gain: 0, noise: 0 });
	await second.context.addInitScript(faultyCamera);
	await teacherEnters(lesson);
	await classroomStarts(first, demo);
	await first.page.getByRole('button', { name: '正在测' }).waitFor();
	await album.shootAsIs(first.page, 'device-testing');
	await classroomStarts(second, demo);
	for (const { page } of classrooms) {
		await page.getByText(tested).waitFor();
		await page.getByRole('button', { name: '再测一次' }).waitFor();
	}
	await album.shoot(first.page, 'device-well');
	await album.shoot(second.page, 'device-troubled');
	await album.shoot(teacher.page, 'device-wall');
	await teacher.page.getByRole('button', { name: '现在上课' }).click();
	await needsHands(album, second.page);
	await secondDisplay(album, lesson);
	for (const { context } of lesson.everybody) await context.close();
};

const inRoom = (context: BrowserContext, room: EchoRoom): Promise<unknown> =>
	context.addInitScript(echoRoom, room);

declare global {
	interface Window {
		/** What the camera answers. */
		__cameraFault?: string;
	}
}

/** Its camera is with another program, or whatever is said. */
const faultyCamera = (): void => {
	const { mediaDevices } = navigator;
	const open = mediaDevices.getUserMedia.bind(mediaDevices);
	mediaDevices.getUserMedia = (constraints) =>
		constraints?.video === undefined
			? open(constraints)
			: Promise.reject(new DOMException('', window.__cameraFault ?? 'NotReadableError'));
};

const faults: readonly (readonly [string, RegExp])[] = [
	['NotReadableError', /正被别的软件使用/],
	['NotFoundError', /没有找到摄像头/],
	['NotAllowedError', /没有获准使用摄像头/],
	['UnknownError', /打不开/],
];

/** In a lesson: each trouble in its picture and its sentence. */
const needsHands = async (album: Album, page: Page): Promise<void> => {
	await page.setViewportSize({ width: 1920, height: 1080 });
	for (const [fault, sentence] of faults) {
		await page.evaluate((name) => {
			window.__cameraFault = name;
			navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
		}, fault);
		await page.locator('.hand').getByText(sentence).waitFor();
		await album.shootAsIs(page, `device-hand-${fault}`);
	}
	await page.getByRole('button', { name: '求助' }).click();
	await page.getByRole('menuitem', { name: '设备设置' }).click();
	await album.shoot(page, 'device-menu');
};

/** The teacher's screen on the other display, before and after there is one. */
const secondDisplay = async (album: Album, lesson: LiveLesson): Promise<void> => {
	const [{ page, context }] = lesson.classrooms;
	await page.setViewportSize({ width: 1920, height: 1080 });
	const opens = context.waitForEvent('page');
	await page.getByRole('button', { name: '求助' }).click();
	await page.getByRole('menuitem', { name: '设备设置' }).click();
	await page.getByRole('menuitem', { name: /第二块屏幕/ }).click();
	const second = await opens;
	await second.getByText('老师打开课件后').waitFor();
	await album.shoot(second, 'device-second-waiting');
	await sharesScreen(lesson);
	await second.locator('video').waitFor();
	await second.waitForTimeout(2000);
	await album.shoot(second, 'device-second-slides');
	await album.shootAsIs(page, 'device-first-of-two');
};
