// Planning by machine in a real browser: from what schools lack to a proposal with reasons, one entry changed and fixed,
// part of it taken over, and taken back.
import { endpoints } from '@classroom/protocol';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HttpClient } from '../../fixtures/httpClient.ts';
import { signInAs } from '../../fixtures/httpClient.ts';
import { schoolDayAheadMs } from '../../fixtures/schoolDay.ts';
import { useSetting } from '../setting.ts';
import { openPage } from './openPage.ts';

const setting = useSetting({ name: 'planning', aheadMs: schoolDayAheadMs });

let administrator: HttpClient;
let page: Page;
let termId: string;

beforeAll(async () => {
	administrator = await signInAs(setting().installation.url, 'county-admin');
	page = await openPage(setting(), { client: administrator, viewport: { width: 1440, height: 900 } });
});
afterAll(async () => {
	await page.context().close();
});

const lacking = async (): Promise<number> => {
	const { schools } = await administrator.ask(endpoints.termOverview, { params: { termId } });
	return schools.flatMap(({ subjects }) => subjects).reduce((sum, each) => sum + each.lacking, 0);
};

const form = () => page.locator('.ant-drawer-content-wrapper');
const chosenFirst = () => page.locator('.plan-choose input[type=checkbox]:not(:disabled)').first();

test('what schools lack is planned, looked at, fixed, planned anew, taken over in part, and taken back', async () => {
	await page.goto(`${setting().installation.url}/admin/timetable?view=planning`);
	await page.getByText(/所学校每周还缺 \d+ 节课/).waitFor();
	await page.getByRole('button', { name: '去排课' }).click();
	await page.getByText('还没有方案').waitFor();

	// By keys alone: N for a new one, Ctrl and Enter to begin.
	await page.keyboard.press('n');
	await form().locator('input:focus').waitFor();
	await page.keyboard.press('Control+Enter');
	await page.getByRole('button', { name: '采用所选' }).waitFor();
	const [proposal] = await proposalsOfTerm();
	expect(proposal).toMatchObject({ state: 'proven' });
	expect(proposal?.placed?.reached).toBe(proposal?.placed?.atMost);
	expect(proposal?.placed?.reached).toBeGreaterThan(10);
	// What is not placed says why.
	await page
		.getByText(/的作息和这一节重合太少/)
		.first()
		.waitFor();

	// One entry is fixed to another slot; planned again it is there, and can be told from the others.
	await page.locator('.plan-week .tt-lesson').first().click();
	await form().getByRole('button', { name: '固定这样' }).click();
	await form().waitFor({ state: 'hidden' });
	await page.getByRole('button', { name: '固定 1 门，重新排' }).click();
	await form().getByText('固定 1 门课不动').waitFor();
	await form().locator('input:focus').waitFor();
	await page.keyboard.press('Control+Enter');
	await expect.poll(async () => (await proposalsOfTerm()).length).toBe(2);
	await form().waitFor({ state: 'hidden' });
	await page.locator('.admin-table .admin-tag').getByText('固定').first().waitFor();

	const before = await lacking();
	await page.getByLabel('全选').uncheck();
	await page.getByRole('button', { name: '采用所选', disabled: true }).waitFor();
	await chosenFirst().check();
	await page.getByRole('button', { name: '采用所选' }).click();
	await page.getByText('已采用 1 门课，建成系列课').waitFor();
	expect(await lacking()).toBeLessThan(before);
	await page.getByText('● 已采用').first().waitFor();

	await page.getByRole('button', { name: '撤销' }).click();
	await page.getByText('已撤销 1 门课').waitFor();
	expect(await lacking()).toBe(before);
});

test('a teacher is said to be away, which the list then says', async () => {
	await page.goto(`${setting().installation.url}/admin/timetable?view=planning&part=teachers`);
	await page.locator('.admin-table .admin-name').first().click();
	await form().getByRole('button', { name: '周三', exact: true }).click();
	await form().getByRole('button', { name: '保存' }).click();
	await page
		.getByText(/^周三 \d\d:\d\d–/)
		.first()
		.waitFor();
});

async function proposalsOfTerm() {
	const { terms } = await administrator.ask(endpoints.listTerms);
	const all = await Promise.all(
		terms.map(async (term) => ({
			termId: term.termId,
			...(await administrator.ask(endpoints.listProposals, { params: { termId: term.termId } })),
		})),
	);
	const found = all.find(({ proposals }) => proposals.length > 0);
	if (found !== undefined) termId = found.termId;
	return found?.proposals ?? [];
}
