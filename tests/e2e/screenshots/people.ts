// What each role finds when it comes in: its day, its password, the administration.
import type { Persona } from '@classroom/protocol';
import type { Browser, Page } from 'playwright-core';
import { signInAs } from '../../fixtures/httpClient.ts';
import type { Installation } from '../../fixtures/installation.ts';
import type { Album } from './album.ts';

const roles = ['teacher', 'assistant', 'student', 'inspector', 'school-admin', 'county-admin'] as const;
const sections = [
	'lessons',
	'communities',
	'schools',
	'classrooms',
	'classes',
	'people',
	'county',
	'audit',
] as const;
/** Sections whose list has a form to add something. */
const additions = ['lessons', 'communities', 'schools', 'classrooms', 'classes', 'people'] as const;

export const shootDays = async (album: Album, browser: Browser, demo: Installation): Promise<void> => {
	for (const role of roles) {
		await as(browser, demo, role, async (page) => {
			await page.goto(demo.url);
			await page.getByRole('main').waitFor();
			await settled(page);
			await album.shoot(page, `day-${role}`, { whole: true });
			if (role !== 'teacher') return;
			await page.goto(`${demo.url}/account/password`);
			await page.locator('input[type=password]').first().waitFor();
			await album.shoot(page, 'account-password');
			await page.goto(`${demo.url}/lesson/no-such-lesson`);
			await settled(page);
			await album.shoot(page, 'lesson-not-found');
			await page.goto(`${demo.url}/replay/no-such-lesson`);
			await settled(page);
			await album.shoot(page, 'replay-not-found');
		});
	}
};

export const shootAdministration = async (
	album: Album,
	browser: Browser,
	demo: Installation,
): Promise<void> => {
	await as(browser, demo, 'county-admin', async (page) => {
		for (const section of sections) {
			await page.goto(`${demo.url}/admin/${section}`);
			await settled(page);
			await album.shoot(page, `admin-${section}`);
			const add = page.locator('.ant-btn-primary').first();
			if (!additions.some((each) => each === section) || !(await add.isVisible())) continue;
			await add.click();
			await settled(page);
			await album.shoot(page, `admin-${section}-add`);
		}
		await page.goto(`${demo.url}/admin/devices?code=ABC234`);
		await settled(page);
		await album.shoot(page, 'admin-devices');
	});
	for (const role of ['school-admin', 'inspector'] as const) {
		await as(browser, demo, role, async (page) => {
			await page.goto(`${demo.url}/admin`);
			await settled(page);
			await album.shoot(page, `admin-as-${role}`);
		});
	}
};

export const as = async (
	browser: Browser,
	{ url }: Installation,
	role: Persona['role'],
	work: (page: Page) => Promise<void>,
): Promise<void> => {
	const client = await signInAs(url, role);
	const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
	await context.addCookies(client.cookies().map((cookie) => ({ ...cookie, url })));
	try {
		await work(await context.newPage());
	} finally {
		await context.close();
	}
};

/** Texts, lists and fonts are there. */
export const settled = async (page: Page): Promise<void> => {
	await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
	await page.evaluate(() => document.fonts.ready.then(() => undefined));
	await page.waitForTimeout(500);
};
