// The timetable in all its views, with what lies over it.
import { endpoints } from '@classroom/protocol';
import type { Browser, Page } from 'playwright-core';
import type { Installation } from '../../fixtures/installation.ts';
import type { Album } from './album.ts';
import { as, settled } from './people.ts';

const views = ['day', 'month', 'series', 'overview'] as const;
const scopes = { classroom: '教室', class: '班级', community: '教共体' } as const;
/** What is asked for beside a lesson, by the name of its button. */
const changes = { 'move-form': '调课', substitute: '代课', swap: '对调', cancel: '停课' } as const;

/** In no term. */
const farAway = '2030-01-07';

type Open = (page: Page, more: string, on?: string) => Promise<void>;

export const shootTimetable = async (album: Album, browser: Browser, demo: Installation): Promise<void> => {
	// The demonstration's lessons begin tomorrow: the coming week is full.
	const day = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
	const open: Open = async (page, more, on = day) => {
		await page.goto(`${demo.url}/admin/timetable?day=${on}${more}`);
		await settled(page);
	};
	await as(browser, demo, 'county-admin', async (page) => {
		await shootViews(album, page, open);
		await shootCarrying(album, page, open);
		await shootChanges(album, page, open);
		await shootStates(album, page, open);
	});
	await as(browser, demo, 'inspector', async (page) => {
		await open(page, '&by=teacher');
		await album.shoot(page, 'timetable-no-teacher');
	});
	await as(browser, demo, 'teacher', async (page) => {
		await open(page, '');
		await album.shoot(page, 'timetable-as-teacher');
	});
};

const shootViews = async (album: Album, page: Page, open: Open): Promise<void> => {
	await open(page, '');
	await album.shoot(page, 'timetable-week', { whole: true });
	for (const by of Object.keys(scopes)) {
		await open(page, `&by=${by}`);
		await album.shoot(page, `timetable-${by}`);
	}
	for (const view of views) {
		await open(page, `&view=${view}`);
		await album.shoot(page, `timetable-${view}`);
	}
	await open(page, '');
	await page.emulateMedia({ media: 'print' });
	await page.setViewportSize({ width: 1123, height: 794 });
	await album.shootAsIs(page, 'timetable-printed');
	await page.emulateMedia({ media: 'screen' });
	await page.setViewportSize({ width: 1440, height: 900 });
};

/** A lesson in the hand, in the week and along the county's day; where it fits and where it does not. */
const shootCarrying = async (album: Album, page: Page, open: Open): Promise<void> => {
	await page.setViewportSize({ width: 1440, height: 900 });
	await open(page, '&view=day');
	await page.locator('.tt-block[draggable=true]').first().focus();
	await page.keyboard.press('m');
	await page.locator('.tt-place-button--free').first().waitFor();
	await album.shoot(page, 'timetable-day-carrying');
	for (const [place, name] of [
		['free', 'timetable-move'],
		['taken', 'timetable-move-clash'],
	] as const) {
		await open(page, '');
		await page.locator('[data-lesson]').nth(1).focus();
		await page.keyboard.press('m');
		await page.locator('[data-place=free]').first().waitFor();
		if (place === 'free') await album.shoot(page, 'timetable-carrying');
		await page
			.locator(`[data-place=${place}]`)
			.first()
			.click({ position: { x: 4, y: 4 } });
		await page.locator('.ant-modal-container, .ant-modal-content').waitFor();
		await settled(page);
		await album.shoot(page, name);
	}
};

const shootChanges = async (album: Album, page: Page, open: Open): Promise<void> => {
	await open(page, '');
	await page.locator('[data-lesson]').first().click();
	await settled(page);
	await album.shoot(page, 'timetable-lesson');
	for (const [name, button] of Object.entries(changes)) {
		await open(page, '');
		await page.locator('[data-lesson]').first().click();
		await page.getByRole('button', { name: button, exact: true }).click();
		await settled(page);
		await album.shoot(page, `timetable-${name}`);
	}
	await open(page, '');
	await page.locator('.tt-cell--makes').first().click();
	await settled(page);
	await album.shoot(page, 'timetable-make');
	await page.getByRole('button', { name: '新建系列课' }).click();
	await settled(page);
	await album.shoot(page, 'timetable-series-new');
	await open(page, '&view=series');
	await page.locator('.admin-name').first().click();
	await settled(page);
	await album.shoot(page, 'timetable-series-edit');
};

const shootStates = async (album: Album, page: Page, open: Open): Promise<void> => {
	await open(page, '', farAway);
	await album.shoot(page, 'timetable-outside');
	await open(page, '&view=day', farAway);
	await album.shoot(page, 'timetable-day-empty');
	const lessons = `**${endpoints.readTimetable.path}?*`;
	await page.route(lessons, (route) => route.fulfill({ status: 503, json: { code: 'unavailable' } }));
	await open(page, '');
	await album.shoot(page, 'timetable-error');
	await page.unroute(lessons);
	await page.route(lessons, () => undefined);
	await open(page, '').catch(() => undefined);
	await page.waitForTimeout(1000);
	await album.shoot(page, 'timetable-loading');
	await page.unroute(lessons);
};
