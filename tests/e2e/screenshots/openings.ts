// Sign-up for lessons: the list in its states, a school's form, the line of who confirms.
import { endpoints } from '@classroom/protocol';
import type { Browser, Page } from 'playwright-core';
import type { Installation } from '../../fixtures/installation.ts';
import type { Album } from './album.ts';
import { as, settled } from './people.ts';

const filters = ['full', 'applied', 'confirm', 'past'] as const;

export const shootOpenings = async (album: Album, browser: Browser, demo: Installation): Promise<void> => {
	const open = async (page: Page, more = ''): Promise<void> => {
		await page.goto(`${demo.url}/admin/openings${more}`);
		await settled(page);
	};
	await as(browser, demo, 'county-admin', async (page) => {
		await open(page);
		await album.shoot(page, 'openings-list', { whole: true });
		for (const show of filters) {
			await open(page, `?show=${show}`);
			await album.shoot(page, `openings-${show}`);
		}
		await open(page, '?show=confirm');
		await page.locator('.admin-name').first().click();
		await settled(page);
		await album.shoot(page, 'openings-queue');
		await page.getByRole('button', { name: '修改报名设置' }).click();
		await settled(page);
		await album.shoot(page, 'openings-form');
		await page.route(`**${endpoints.listOpenings.path}?*`, (route) =>
			route.fulfill({ status: 403, json: { code: 'forbidden' } }),
		);
		await open(page);
		await album.shoot(page, 'openings-error');
		await page.unroute(`**${endpoints.listOpenings.path}?*`);
		await page.route(`**${endpoints.listOpenings.path}?*`, () => undefined);
		await page.goto(`${demo.url}/admin/openings`);
		await page.waitForTimeout(1000);
		await album.shoot(page, 'openings-loading');
	});
	await as(browser, demo, 'school-admin', async (page) => {
		await open(page);
		await album.shoot(page, 'openings-as-school');
		await page
			.getByRole('button', { name: /^报名 / })
			.first()
			.click();
		await settled(page);
		await page.getByLabel('用哪间教室').click();
		await page.keyboard.press('Enter');
		await settled(page);
		await album.shoot(page, 'openings-apply');
		await open(page, '?show=applied');
		await page.locator('.admin-name').first().click();
		await settled(page);
		await album.shoot(page, 'openings-own');
		await open(page, '?search=没有这样的课');
		await album.shoot(page, 'openings-nothing-found');
		await open(page, '?show=past');
		await album.shoot(page, 'openings-past-as-school');
	});
};
