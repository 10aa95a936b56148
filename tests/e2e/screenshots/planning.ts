// Planning by machine: every part of it, empty and full, and what lies over it.
import type { Browser } from 'playwright-core';
import type { Installation } from '../../fixtures/installation.ts';
import type { Album } from './album.ts';
import { as, settled } from './people.ts';

export const shootPlanning = async (album: Album, browser: Browser, demo: Installation): Promise<void> => {
	await as(browser, demo, 'county-admin', async (page) => {
		const open = async (more: string): Promise<void> => {
			await page.goto(`${demo.url}/admin/timetable?view=planning${more}`);
			await settled(page);
		};
		await open('');
		await album.shoot(page, 'planning-needs');
		await page.getByRole('button', { name: '登记需要' }).nth(1).click();
		await settled(page);
		await album.shoot(page, 'planning-needs-form');
		await open('&part=teachers');
		await album.shoot(page, 'planning-teachers');
		await page.locator('.admin-table .admin-name').first().click();
		await settled(page);
		await album.shoot(page, 'planning-teacher-form');
		await open('&part=plan');
		await album.shoot(page, 'planning-empty');
		await page.keyboard.press('n');
		await page.locator('.ant-drawer input:focus').waitFor();
		await page.getByText('规则和偏好').click();
		await settled(page);
		await album.shoot(page, 'planning-start');
		await page.keyboard.press('Control+Enter');
		await page.getByRole('button', { name: '采用所选' }).waitFor();
		await settled(page);
		await album.shoot(page, 'planning-result', { whole: true });
		await page.locator('.plan-week .tt-lesson').first().click();
		await settled(page);
		await album.shoot(page, 'planning-entry');
		await open('&part=plan');
		await album.shoot(page, 'planning-list');
		await open('&part=plan&proposal=gone');
		await album.shoot(page, 'planning-error');
	});
};
