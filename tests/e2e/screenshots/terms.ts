// The calendar and the bells, as the county and a school find them.
import type { Browser, Page } from 'playwright-core';
import type { Installation } from '../../fixtures/installation.ts';
import type { Album } from './album.ts';
import { as, settled } from './people.ts';

export const shootTerms = async (album: Album, browser: Browser, demo: Installation): Promise<void> => {
	await as(browser, demo, 'county-admin', async (page) => {
		await page.goto(`${demo.url}/admin/calendar`);
		await settled(page);
		await album.shoot(page, 'admin-calendar', { whole: true });
		await page.locator('button[data-day][aria-disabled=false]').nth(9).click();
		await settled(page);
		await album.shoot(page, 'admin-calendar-day');
		await page.getByText('调休上课').last().click();
		await settled(page);
		await album.shoot(page, 'admin-calendar-make-up');
		await fresh(page, `${demo.url}/admin/calendar`);
		await page.getByRole('button', { name: '登记停课' }).click();
		await settled(page);
		await album.shoot(page, 'admin-calendar-closure');
		await fresh(page, `${demo.url}/admin/calendar`);
		await page.getByRole('button', { name: '建立学期' }).click();
		await settled(page);
		await album.shoot(page, 'admin-calendar-new-term');
		await page.goto(`${demo.url}/admin/bells`);
		await settled(page);
		await album.shoot(page, 'admin-bells', { whole: true });
		await page.getByRole('button', { name: '修改' }).click();
		await settled(page);
		await album.shoot(page, 'admin-bells-edit');
		await page.goto(`${demo.url}/admin/bells?view=compare`);
		await settled(page);
		await album.shoot(page, 'admin-bells-compare', { whole: true });
	});
	await as(browser, demo, 'inspector', async (page) => {
		await page.goto(`${demo.url}/admin/calendar`);
		await settled(page);
		await album.shoot(page, 'admin-calendar-as-inspector');
	});
};

/** Without what was typed before. */
const fresh = async (page: Page, address: string): Promise<void> => {
	await page.evaluate(() => sessionStorage.clear());
	await page.goto(address);
	await settled(page);
};
