// The county's calendar and a school's bells, changed by keyboard in a real browser.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signInAs } from '../../fixtures/httpClient.ts';
import type { Installation } from '../../fixtures/installation.ts';
import { startInstallation } from '../../fixtures/installation.ts';
import { startBrowser } from '../browser.ts';

let demo: Installation;
let browser: Browser;
let page: Page;

beforeAll(async () => {
	demo = await startInstallation({ name: 'calendar' });
	browser = await startBrowser();
	const { url } = demo;
	const client = await signInAs(url, 'county-admin');
	const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
	await context.addCookies(client.cookies().map((cookie) => ({ ...cookie, url })));
	page = await context.newPage();
});

afterAll(async () => {
	await browser.close();
	await demo.stop();
});

test('a day becomes an examination day by keyboard, its effect is said before, and it is undone', async () => {
	await page.goto(`${demo.url}/admin/calendar`);
	const today = page.locator('button[aria-current=date]');
	await today.focus();
	// To the term's last day: it is to come, on whatever day this runs.
	for (let month = 0; month < 9; month += 1) await page.keyboard.press('PageDown');
	const day = await page.evaluate(() => document.activeElement?.getAttribute('data-day'));
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

test('a bell schedule that overlaps itself is said at its row, nothing typed is lost, and then it is saved', async () => {
	await page.goto(`${demo.url}/admin/bells`);
	await page.getByRole('button', { name: '修改', exact: true }).click();
	const start = page.getByLabel('第2节 开始').first();
	await start.fill('850');
	await page.getByRole('button', { name: '保存' }).click();
	await page.getByRole('alert').getByText('开始: 和另一项的时间重叠。').waitFor();
	expect(await start.inputValue()).toBe('08:50');
	await start.fill('905');
	await page.getByRole('button', { name: '保存' }).click();
	await page.getByText('09:05–09:50').waitFor();
	await page.reload();
	await page.getByText('09:05–09:50').waitFor();
});
