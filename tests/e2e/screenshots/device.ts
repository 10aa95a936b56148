// A classroom's device before the bell: its test of itself where all is well and where little is, on its own screen and
// on the teacher's wall.
import type { Browser, BrowserContext } from 'playwright-core';
import type { Installation } from '../../fixtures/installation.ts';
import { classroomStarts, prepareLesson, teacherEnters } from '../lesson/liveLesson.ts';
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
	await second.context.addInitScript(noCamera);
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
	for (const { context } of lesson.everybody) await context.close();
};

const inRoom = (context: BrowserContext, room: EchoRoom): Promise<unknown> =>
	context.addInitScript(echoRoom, room);

/** Its camera is with another program. */
const noCamera = (): void => {
	const { mediaDevices } = navigator;
	const open = mediaDevices.getUserMedia.bind(mediaDevices);
	mediaDevices.getUserMedia = (constraints) =>
		constraints?.video === undefined
			? open(constraints)
			: Promise.reject(new DOMException('', 'NotReadableError'));
};
