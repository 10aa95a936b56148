// One school had the lesson and the other's classroom never came: its administrator is asked why, says it, and corrects it.
import { setTimeout as wait } from 'node:timers/promises';
import { endpoints } from '@classroom/protocol';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { HttpClient } from '../../fixtures/httpClient.ts';
import { signInAs } from '../../fixtures/httpClient.ts';
import type { LiveLesson } from '../../integration/lesson/live/liveLesson.ts';
import { join, liveLesson } from '../../integration/lesson/live/liveLesson.ts';
import { useSetting } from '../setting.ts';
import { openPage } from './openPage.ts';

/** Of three minutes two seconds have to be taught. */
const setting = useSetting({ name: 'absence', settings: { GIVEN_SHARE: '1' } });
const lengthMs = 180_000;
const TAUGHT_MS = 3_000;

let url: string;
let live: LiveLesson;
let head: HttpClient;
let absent: string;
let page: Page;

/** The teacher and the first classroom come, and the lesson ends when it counts as given. */
const teach = async (): Promise<void> => {
	const [first] = live.classrooms;
	const teacher = await join({ url }, live, live.teacher);
	const classroom = await join({ url }, live, first);
	await wait(TAUGHT_MS);
	await teacher.socket.ask('endLesson');
	teacher.socket.close();
	classroom.socket.close();
};

beforeAll(async () => {
	({ url } = setting().installation);
	live = await liveLesson({ url, recorderToken: '' }, { startsInMs: -10_000, lengthMs });
	await teach();
	const administrator = await signInAs(url, 'county-admin');
	const params = { lessonId: live.lesson.lessonId };
	const read = () => administrator.ask(endpoints.readLesson, { params });
	await vi.waitFor(async () => expect((await read()).absences).toHaveLength(1), { timeout: 60_000 });
	const [absence] = (await read()).absences ?? [];
	absent = absence!.school;
	const { items } = await administrator.ask(endpoints.listPeople, {
		query: { role: 'school-admin', schoolId: absence!.schoolId, limit: 1 },
	});
	head = await signInAs(url, { personaId: `person-${items[0]!.personId}` });
	page = await openPage(setting(), { client: head });
});
afterAll(async () => {
	await page.context().close();
});

const explained = async () => {
	const { absences = [] } = await head.ask(endpoints.readLesson, {
		params: { lessonId: live.lesson.lessonId },
	});
	return absences.map(({ school, explanation }) => [school, explanation?.reason, explanation?.note]);
};

test('the school is led to it, is asked for its own reason, and gives it', async () => {
	await page.goto(`${url}/admin/lessons`);
	await page.getByRole('button', { name: '去说明' }).click();
	const row = page.getByRole('row').filter({ hasText: live.lesson.title });
	await row.getByText(absent).first().waitFor();
	await row.getByRole('button', { name: '说明原因' }).click();
	const form = page.getByRole('dialog');
	await form.getByText('别的学校上了这节课').waitFor();
	await form.getByText(absent).waitFor();
	await form.getByLabel('补充说明').fill('全村停电到中午');
	await form.getByLabel('没能参加的原因').click();
	await page.getByTitle('停电', { exact: true }).click();
	await form.getByRole('button', { name: '保存' }).click();
	await form.waitFor({ state: 'hidden' });
	await expect.poll(explained).toEqual([[absent, 'power-cut', '全村停电到中午']]);
});

test('what was said stands in the details and can be corrected', async () => {
	await page.goto(`${url}/admin/lessons?from=2000-01-01`);
	await page.getByRole('button', { name: live.lesson.title }).first().click();
	const shown = page.getByRole('dialog');
	await shown.getByText('停电 · 全村停电到中午').waitFor();
	await shown.getByRole('button', { name: '说明原因' }).click();
	const note = shown.getByLabel('补充说明');
	await expect.poll(() => note.inputValue()).toBe('全村停电到中午');
	// Before the list is open: as it closes it takes the focus back, and with it the key that empties the field.
	await note.fill('');
	await expect.poll(() => note.inputValue()).toBe('');
	await shown.getByLabel('没能参加的原因').click();
	await page.getByTitle('学生不在校', { exact: true }).click();
	await shown.getByRole('button', { name: '保存' }).click();
	await shown.waitFor({ state: 'hidden' });
	await expect.poll(explained).toEqual([[absent, 'students-away', null]]);
});
