// A term is made after a lesson was planned on one of its holidays, and deleted again: what becomes of the lesson is
// said before each, and is so afterwards.
import { endpoints } from '@classroom/protocol';
import type { Lesson } from '@classroom/protocol';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { HttpClient } from '../../fixtures/httpClient.ts';
import { signInAs } from '../../fixtures/httpClient.ts';
import { useSetting } from '../setting.ts';
import { openPage } from './openPage.ts';

const zone = '+08:00';
/** In the spring term of a year whose holidays have been published; the demonstration has no term after it yet. */
const today = Date.parse(`2026-04-22T10:00:00${zone}`);
const setting = useSetting({ name: 'terms', aheadMs: today - Date.now() });
const term = { name: '2026 年秋季学期', firstDay: '2026-08-31', lastDay: '2027-01-15' };
const title = '国庆专题：一面旗';

let url: string;
let page: Page;
let administrator: HttpClient;
let lesson: Lesson;

beforeAll(async () => {
	({ url } = setting().installation);
	administrator = await signInAs(url, 'county-admin');
	const day = '2026-10-01';
	const { items } = await administrator.ask(endpoints.planTeachers, { query: { day, limit: 1 } });
	lesson = await administrator.ask(endpoints.planLesson, {
		body: {
			...{ title, kind: 'master', subject: 'chinese', teacherId: items[0]!.personId },
			...{ sendingClassroomId: null, receivingClassroomIds: [], classGroupIds: [] },
			...{ plannedStart: Date.parse(`${day}T10:00:00${zone}`), lengthMs: 40 * 60_000 },
		},
	});
	page = await openPage(setting(), { client: administrator });
});
afterAll(async () => {
	await page.context().close();
});

/** A field for days takes what was typed when it is left, if a busy page has come to reading it by then: else again. */
const typesDays = (form: Locator): Promise<void> =>
	vi.waitFor(
		async () => {
			for (const [label, day] of [
				['开学', term.firstDay],
				['结束', term.lastDay],
			] as const) {
				await form.getByLabel(label, { exact: true }).fill(day);
				await page.keyboard.press('Tab');
			}
			await form.getByText('1 节课取消').waitFor({ timeout: 8000 });
		},
		{ timeout: 60_000 },
	);

const status = async (): Promise<string> =>
	(await administrator.ask(endpoints.readLesson, { params: { lessonId: lesson.lessonId } })).status;

test('the form of a new term says which lesson its holidays take, and the lesson falls away', async () => {
	await page.goto(`${url}/admin/calendar`);
	await page.getByRole('button', { name: '建立学期' }).click();
	const form = page.getByRole('dialog');
	await form.getByLabel('学期名称').fill(term.name);
	await typesDays(form);
	await form.getByText(title).waitFor();
	expect(await status()).toBe('planned');
	await form.getByRole('button', { name: '建立', exact: true }).click();
	await form.waitFor({ state: 'hidden' });
	await expect.poll(status).toBe('cancelled');
});

test('before it is deleted the lesson is named that comes back, and it comes back', async () => {
	await page.getByRole('button', { name: `删除 ${term.name}` }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByText('1 节课新增或恢复').waitFor();
	await dialog.getByText(title).waitFor();
	await dialog.getByRole('button', { name: '删除', exact: true }).click();
	await dialog.waitFor({ state: 'hidden' });
	await expect.poll(status).toBe('planned');
	const { terms } = await administrator.ask(endpoints.listTerms);
	expect(terms.map(({ name }) => name)).not.toContain(term.name);
});
