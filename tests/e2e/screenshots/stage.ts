// The stage as teacher, classrooms and assistant see it: called at random, a discussion, a silence, a key to hold, counts.
import type { Browser, Page } from 'playwright-core';
import { assistantOf } from '../../fixtures/assistantOf.ts';
import type { Installation } from '../../fixtures/installation.ts';
import type { LiveLesson } from '../lesson/liveLesson.ts';
import { classroomStarts, endsLesson, prepareLesson, sees, teacherEnters } from '../lesson/liveLesson.ts';
import type { Participant } from '../lesson/participants.ts';
import { openParticipant } from '../lesson/participants.ts';
import type { Album } from './album.ts';

export const shootStage = async (album: Album, browser: Browser, demo: Installation): Promise<void> => {
	const lesson = await prepareLesson(demo, browser, { bellInMs: 9 * 60_000, lengthMs: 40 * 60_000 });
	const { teacher, classrooms } = lesson;
	lesson.observations.start();
	await teacherEnters(lesson);
	await Promise.all(classrooms.map((each) => classroomStarts(each, demo)));
	await teacher.page.getByRole('button', { name: '现在上课' }).click();
	const assistant = await openAssistant(browser, lesson);
	await calling(album, lesson);
	await talking(album, lesson, assistant.page);
	await counting(album, lesson, assistant.page);
	await lesson.observations.stop();
	await endsLesson(lesson);
	for (const { context } of [...lesson.everybody, assistant]) await context.close();
};

/** Of the first classroom's school. */
const openAssistant = async (browser: Browser, lesson: LiveLesson): Promise<Participant> => {
	const { installation, planned } = lesson;
	const client = await assistantOf(installation.url, planned.administrator, planned.lesson);
	const participant = await openParticipant(browser, 'viewer', client);
	await participant.page.goto(`${installation.url}/lesson/${planned.lesson.lessonId}`);
	return participant;
};

const calling = async (album: Album, lesson: LiveLesson): Promise<void> => {
	const { teacher, classrooms } = lesson;
	const [first, second] = classrooms;
	await teacher.page.getByRole('button', { name: '随机点名' }).click();
	await first.page
		.getByText(/点到你们了|随机点名：/)
		.first()
		.waitFor();
	for (const [name, { page }] of [
		['stage-called-teacher', teacher],
		['stage-called-classroom-1', first],
		['stage-called-classroom-2', second],
	] as const) {
		await album.shootAsIs(page, name);
	}
	await teacher.page.getByRole('searchbox').fill('不存在');
	await album.shoot(teacher.page, 'stage-search-none');
	await teacher.page.getByRole('searchbox').fill('');
	await teacher.page.getByRole('button', { name: '自由讨论' }).click();
	const since = Date.now();
	for (const tile of await teacher.page.getByRole('button', { name: /^请上台: / }).all()) await tile.click();
	await sees(lesson, 'classroom-2', 'classroom-1', { since }).catch(() => undefined);
	await album.shoot(teacher.page, 'stage-discussion-teacher');
	await album.shoot(first.page, 'stage-discussion-classroom');
};

const talking = async (album: Album, { teacher, classrooms }: LiveLesson, helper: Page): Promise<void> => {
	const [first, second] = classrooms;
	await first.page.getByRole('button', { name: '求助' }).click();
	await album.shoot(first.page, 'stage-help-classroom');
	await first.page.getByRole('menuitem', { name: '设备设置' }).click();
	await first.page.getByRole('menuitem', { name: /发言/ }).click();
	await album.shoot(first.page, 'stage-devices-classroom');
	await first.page.getByRole('menuitem', { name: '返回' }).click();
	await first.page.getByRole('button', { name: '按住说话' }).waitFor();
	await album.shoot(first.page, 'stage-push-classroom');
	await first.page.bringToFront();
	await first.page.keyboard.down(' ');
	await first.page.getByRole('button', { name: '正在说话' }).waitFor();
	await album.shootAsIs(first.page, 'stage-talking-classroom');
	await album.shootAsIs(teacher.page, 'stage-talking-teacher');
	await first.page.keyboard.up(' ');
	await helper.getByRole('button', { name: '按住说话' }).waitFor();
	await album.shoot(helper, 'stage-push-assistant');
	await teacher.page.getByRole('button', { name: '全体静音' }).click();
	await second.page.getByText('老师已静音').first().waitFor();
	await album.shoot(second.page, 'stage-silenced-classroom');
	await album.shoot(teacher.page, 'stage-silenced-teacher');
	await teacher.page.getByRole('button', { name: '全体静音' }).click();
};

const counting = async (album: Album, { teacher, classrooms }: LiveLesson, helper: Page): Promise<void> => {
	const [first] = classrooms;
	await first.page.getByRole('button', { name: '人数' }).click();
	await album.shoot(first.page, 'stage-count-classroom');
	await first.page.keyboard.press('Enter');
	await first.page.getByRole('button', { name: /^人数 \d/ }).waitFor();
	await album.shoot(teacher.page, 'stage-counted-teacher');
	await helper.getByRole('button', { name: /的人数$/ }).click();
	await album.shoot(helper, 'stage-count-assistant');
};
