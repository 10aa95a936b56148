// The county's calendar and a school's bells, changed by keyboard in a real browser.
import { endpoints } from '@classroom/protocol';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HttpClient } from '../../fixtures/httpClient.ts';
import { signInAs } from '../../fixtures/httpClient.ts';
import { schoolDayAheadMs } from '../../fixtures/schoolDay.ts';
import { useSetting } from '../setting.ts';
import { openPage } from './openPage.ts';

const setting = useSetting({ name: 'calendar', aheadMs: schoolDayAheadMs });

let url: string;
let page: Page;
let administrator: HttpClient;

beforeAll(async () => {
	({ url } = setting().installation);
	administrator = await signInAs(url, 'county-admin');
	page = await openPage(setting(), { client: administrator });
});
afterAll(async () => {
	await page.context().close();
});

test('a day becomes an examination day by keyboard, its effect is said before, and it is undone', async () => {
	await page.goto(`${url}/admin/calendar`);
	const today = page.locator('button[aria-current=date]');
	await today.focus();
	// To the term's last day.
	for (let month = 0; month < 9; month += 1) await page.keyboard.press('PageDown');
	const day = await page.locator('button[data-day]:focus').getAttribute('data-day');
	const cell = page.locator(`button[data-day="${String(day)}"]`);
	await page.keyboard.press('Enter');
	const form = page.getByRole('dialog');
	await form.getByText('考试', { exact: true }).click();
	await form.getByLabel('名称').fill('学业水平考试');
	// The demonstration's schools have series on every weekday, to the term's end.
	await form
		.getByText(/\d+ 节课取消/)
		.first()
		.waitFor();
	await page.keyboard.press('Control+Enter');
	await form.waitFor({ state: 'hidden' });
	await expect.poll(() => cell.getAttribute('aria-label')).toContain('学业水平考试');
	await page.getByRole('button', { name: '撤销' }).click();
	await expect.poll(() => cell.getAttribute('aria-label')).not.toContain('学业水平考试');
});

const DAY_MS = 86_400_000;
const plus = (day: string, days: number): string =>
	new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The first Monday at least eight days ahead in whose week, weekends included, nothing is special. */
const ordinaryMonday = async (today: string): Promise<string> => {
	const { terms } = await administrator.ask(endpoints.listTerms);
	const calendars = await Promise.all(
		terms.map(({ termId }) => administrator.ask(endpoints.readCalendar, { params: { termId } })),
	);
	const special = new Set(calendars.flatMap(({ specialDays }) => specialDays.map(({ day }) => day)));
	const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
	for (let monday = plus(today, 14 - weekday); ; monday = plus(monday, 7)) {
		if ([0, 1, 2, 3, 4, 5, 6].every((days) => !special.has(plus(monday, days)))) return monday;
	}
};
const lessonsOn = async (day: string): Promise<number> => {
	const from = Date.parse(`${day}T00:00:00+08:00`);
	const query = { from: String(from), until: String(from + DAY_MS), limit: '200' };
	const { items } = await administrator.ask(endpoints.listLessons, { query });
	return items.filter(({ status }) => status !== 'cancelled').length;
};

test('Monday becomes a holiday and Saturday makes up for it: its lessons go there and come back', async () => {
	await page.goto(`${url}/admin/calendar`);
	const today = page.locator('button[aria-current=date]');
	const now = String(await today.getAttribute('data-day'));
	const monday = await ordinaryMonday(now);
	const saturday = plus(monday, 5);
	const planned = await lessonsOn(monday);
	expect([planned > 0, await lessonsOn(saturday)]).toEqual([true, 0]);
	await today.focus();
	for (let day = now; day < monday; day = plus(day, 1)) await page.keyboard.press('ArrowRight');
	await page.keyboard.press('Enter');
	const form = page.getByRole('dialog');
	await form.getByText('放假', { exact: true }).click();
	await form.getByText(`${planned} 节课取消`).waitFor();
	await page.keyboard.press('Control+Enter');
	await form.waitFor({ state: 'hidden' });
	await expect.poll(() => lessonsOn(monday)).toBe(0);

	await page.locator(`button[data-day="${saturday}"]`).focus();
	await page.keyboard.press('Enter');
	await form.getByText('调休上课', { exact: true }).click();
	await form.getByText(`${planned} 节课新增或恢复`).waitFor();
	await page.keyboard.press('Control+Enter');
	await form.waitFor({ state: 'hidden' });
	await expect.poll(() => lessonsOn(saturday)).toBe(planned);

	await page.getByRole('button', { name: '撤销' }).last().click();
	await expect.poll(() => lessonsOn(saturday)).toBe(0);
	await page.getByRole('button', { name: '撤销' }).first().click();
	await expect.poll(() => lessonsOn(monday)).toBe(planned);
});

test('a bell schedule that overlaps itself is said at its row, nothing typed is lost, and then it is saved', async () => {
	await page.goto(`${url}/admin/bells`);
	await page.getByRole('button', { name: '修改', exact: true }).click();
	const start = page.getByLabel('第2节 开始').first();
	await start.fill('850');
	await page.getByRole('button', { name: '保存' }).click();
	await page.getByRole('alert').getByText('开始: 和另一项的时间重叠。').waitFor();
	await expect.poll(() => start.inputValue()).toBe('08:50');
	await start.fill('905');
	await page.getByRole('button', { name: '保存' }).click();
	await page.getByText('09:05–09:50').waitFor();
	await page.reload();
	await page.getByText('09:05–09:50').waitFor();
});
