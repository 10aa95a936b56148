// Planning by machine: every part of it, empty and full, and what lies over it.
import { endpoints } from '@classroom/protocol';
import type { Browser, Page } from 'playwright-core';
import type { Installation } from '../../fixtures/installation.ts';
import type { Album } from './album.ts';
import { as, settled } from './people.ts';

/** As long as it is planned, and where nothing came of it: what the server says of such a proposal. */
const shootEnded = async (album: Album, page: Page, open: (more: string) => Promise<void>): Promise<void> => {
	const proposals = `**${endpoints.readProposal.path.replace(':proposalId', '*')}`;
	await page.locator('.admin-name').first().click();
	await page.getByRole('button', { name: '采用所选' }).waitFor();
	const id = new URL(page.url()).searchParams.get('proposal') ?? '';
	for (const state of ['running', 'failed', 'lost'] as const) {
		await page.route(proposals, async (route) => {
			const answer = await route.fetch();
			const proposal = endpoints.readProposal.response.parse(await answer.json());
			const ended = { plan: [], unplaced: [], loads: [], state, elapsedMs: 9000 };
			await route.fulfill({ response: answer, json: { ...proposal, ...ended } });
		});
		await page.goto('about:blank');
		await open(`&part=plan&proposal=${id}`).catch(() => undefined);
		await page.waitForTimeout(1500);
		await album.shoot(page, `planning-${state}`);
		await page.unrouteAll({ behavior: 'wait' });
	}
};

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
		await shootEnded(album, page, open);
		await open('&part=plan&proposal=gone');
		await album.shoot(page, 'planning-error');
	});
};
