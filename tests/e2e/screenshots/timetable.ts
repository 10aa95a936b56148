// The timetable in all its views, with what lies over it.
import type { Browser, Page } from 'playwright-core';
import type { Installation } from '../../fixtures/installation.ts';
import type { Album } from './album.ts';
import { as, settled } from './people.ts';

const views = ['day', 'month', 'series', 'overview'] as const;

export const shootTimetable = async (album: Album, browser: Browser, demo: Installation): Promise<void> => {
	// The demonstration's lessons begin tomorrow: the coming week is full.
	const day = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
	const open = async (page: Page, more: string): Promise<void> => {
		await page.goto(`${demo.url}/admin/timetable?day=${day}${more}`);
		await settled(page);
	};
	await as(browser, demo, 'county-admin', async (page) => {
		await open(page, '');
		await album.shoot(page, 'timetable-week');
		for (const view of views) {
			await open(page, `&view=${view}`);
			await album.shoot(page, `timetable-${view}`);
		}
		await open(page, '');
		await page.locator('[data-lesson]').first().click();
		await settled(page);
		await album.shoot(page, 'timetable-lesson');
		await open(page, '');
		await page.locator('[data-lesson]').nth(1).focus();
		await page.keyboard.press('m');
		await page.locator('[data-place=free]').first().waitFor();
		await album.shoot(page, 'timetable-carrying');
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Enter');
		await settled(page);
		await album.shoot(page, 'timetable-move');
		await open(page, '&view=series');
		await page.locator('.admin-name, .ant-table-row button, table button').first().click();
		await settled(page);
		await album.shoot(page, 'timetable-series-edit');
	});
	await as(browser, demo, 'teacher', async (page) => {
		await open(page, '');
		await album.shoot(page, 'timetable-as-teacher');
	});
};
