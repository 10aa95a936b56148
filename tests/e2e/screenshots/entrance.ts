// Before anybody is signed in, in the demonstration and in production.
import type { Browser, Page } from 'playwright-core';
import type { Installation } from '../../fixtures/installation.ts';
import { startInstallation } from '../../fixtures/installation.ts';
import type { Album } from './album.ts';

export const shootEntrance = async (album: Album, browser: Browser, demo: Installation): Promise<void> => {
	const context = await browser.newContext({ locale: 'zh-CN' });
	const page = await context.newPage();
	await page.goto(demo.url);
	await page.getByRole('button', { name: '进入' }).first().waitFor();
	await album.shoot(page, 'entrance-demo', { whole: true });
	await page.goto(`${demo.url}/sign-in`);
	await page.getByLabel('登录名').waitFor();
	await album.shoot(page, 'entrance-sign-in');
	await signInWrongly(page);
	await album.shoot(page, 'entrance-sign-in-wrong');
	await page.goto(`${demo.url}/device`);
	await page.locator('.device__code').waitFor();
	await album.shoot(page, 'entrance-device');
	await page.goto(`${demo.url}/no-such-page`);
	await page.getByRole('link').first().waitFor();
	await album.shoot(page, 'entrance-not-found');
	await context.close();
	await shootProduction(album, browser);
};

const signInWrongly = async (page: Page): Promise<void> => {
	await page.getByLabel('登录名').fill('wang.fang');
	await page.getByRole('textbox', { name: '密码' }).fill('not the password');
	await page.getByRole('button', { name: '登录' }).click();
	await page.getByRole('alert').first().waitFor();
};

const shootProduction = async (album: Album, browser: Browser): Promise<void> => {
	const production = await startInstallation({ name: 'screenshots', mode: 'production' });
	const context = await browser.newContext({ locale: 'zh-CN' });
	try {
		const page = await context.newPage();
		await page.goto(production.url);
		await page.getByLabel('登录名').waitFor();
		await album.shoot(page, 'entrance-production');
		const [link] = /http\S+\/setup\/\S+/.exec(production.output()) ?? [];
		if (link === undefined) throw new Error('no link for the first administrator was printed');
		await page.goto(new URL(new URL(link).pathname, production.url).href);
		await page.getByLabel('县名').waitFor();
		await album.shoot(page, 'entrance-setup', { whole: true });
		await page.goto(`${production.url}/setup/used-or-wrong`);
		await page.waitForLoadState('networkidle');
		await album.shoot(page, 'entrance-setup-used');
	} finally {
		await context.close();
		await production.stop();
	}
};
