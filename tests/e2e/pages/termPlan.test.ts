// An empty county, as its first administrator finds it, to a full term by Excel: people and schools, then a plan with a
// mistake in it, then the right one, and the week as everybody sees it.
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MadeCell, MadeSheet } from '../../../server/src/platform/spreadsheet/workbook.testing.ts';
import { shown } from '../../../server/src/platform/index.ts';
import { readCells } from '../../../server/src/platform/spreadsheet/readCells.ts';
import { madeWorkbook } from '../../../server/src/platform/spreadsheet/workbook.testing.ts';
import { schoolDayAheadMs, schoolNow } from '../../fixtures/schoolDay.ts';
import { useSetting } from '../setting.ts';
import { openPage } from './openPage.ts';

const setting = useSetting({ name: 'term-plan', mode: 'production', aheadMs: schoolDayAheadMs });
const zone = 'Asia/Shanghai';
const DAY_MS = 86_400_000;
const plus = (day: string, days: number): string =>
	new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
const today = new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(schoolNow());
/** Week 1 is this one; nothing of week 2 is over. */
const monday = plus(today, -((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7));
const secondWeek = plus(monday, 7);

let page: Page;
beforeAll(async () => {
	page = await openPage(setting());
});
afterAll(async () => {
	await page.context().close();
});

const choose = async (name: string, sheets: readonly MadeSheet[]): Promise<void> => {
	await page.locator('input[type=file]').setInputFiles({
		name,
		mimeType: 'application/octet-stream',
		buffer: Buffer.from(madeWorkbook({ sheets })),
	});
};

const rosters: readonly MadeSheet[] = [
	{
		name: '学校',
		rows: [
			['学校名称', '类型'],
			['中心小学', '核心校'],
			['罗山教学点', '教学点'],
		],
	},
	{
		name: '教室',
		rows: [
			['学校', '教室名称', '类型'],
			['中心小学', '录播教室', '录播教室'],
			['罗山教学点', '互动教室', '互动教室'],
		],
	},
	{
		name: '班级',
		rows: [
			['学校', '班级名称', '年级'],
			['罗山教学点', '三年级', 3],
		],
	},
	{
		name: '教师',
		rows: [
			['学校', '姓名', '登录名'],
			['中心小学', '李晓梅', 'li-xiaomei'],
		],
	},
];
const lessons = (...weekdays: readonly string[]): MadeCell[][] => [
	['学科', '主讲教师', '主讲学校', '听课教室', '听课班级', '周几', '第几节', '周次'],
	...weekdays.map((weekday) => {
		return ['音乐', '李晓梅', '中心小学', '罗山教学点', '三年级', weekday, '2', '２－16周'];
	}),
];
const plan = (firstWeekday: string): readonly MadeSheet[] => [
	{
		name: '学期',
		rows: [
			['学期名称', '第一天', '周数'],
			['本学期', monday, 18],
		],
	},
	// Whatever holiday there may be next week.
	{
		name: '校历',
		rows: [
			['日期', '到', '安排'],
			[secondWeek, plus(secondWeek, 4), '照常'],
		],
	},
	{
		name: '作息时间',
		rows: [
			['学校', '作息表', '节次', '上课', '下课'],
			['中心小学', '全天', 1, '08:00', '08:40'],
			['中心小学', '全天', 2, '08:50', '09:30'],
		],
	},
	{ name: '课程', rows: lessons(firstWeekday, '周四') },
];

test('the first administrator of an empty county has a full term after two files, and a mistake is told with its cell', async () => {
	const { installation } = setting();
	const [link = ''] = /http\S+\/setup\/\S+/.exec(installation.output()) ?? [];
	await page.goto(new URL(new URL(link).pathname, installation.url).href);
	await page.getByLabel('县名').fill('白河县');
	await page.getByLabel('管理员姓名').fill('张主任');
	await page.getByLabel('登录名').fill('baihe');
	await page.getByLabel('新密码', { exact: true }).fill('correct horse battery');
	await page.getByLabel('再输一次新密码').fill('correct horse battery');
	await page.getByRole('button', { name: '建立并进入' }).click();
	await page.waitForURL((url) => !url.pathname.startsWith('/setup'));

	await page.goto(`${installation.url}/admin/exchange`);
	await choose('名单.xlsx', rosters);
	await page.getByRole('button', { name: '导入 6 条变化' }).click();
	await page.getByText('导入完成').waitFor();
	const [passwords] = await Promise.all([
		page.waitForEvent('download'),
		page.locator('.exchange-passwords button').click(),
	]);
	expect(passwords.suggestedFilename()).toMatch(/\.xlsx$/);

	await page.goto(`${installation.url}/admin/exchange?kind=plan`);
	await choose('课表.xlsx', plan('周八'));
	const alert = page.getByRole('alert');
	await alert.getByText('有 1 处要改，什么都没有导入').waitFor();
	const mistake = page.getByRole('row').filter({ hasText: '周八' });
	await expect.poll(() => mistake.innerText()).toMatch(/课程\s+F2[\s\S]*周几[\s\S]*填 周一、周二/);
	await alert.getByRole('button', { name: '换一个文件' }).click();

	await choose('课表.xlsx', plan('周三'));
	await page.getByText('检查通过，可以导入').waitFor();
	await page.getByText(/新排 \d+ 节课/).waitFor();
	await page.getByRole('button', { name: /导入 \d+ 条变化/ }).click();
	await page.getByText('导入完成').waitFor();
	await page.getByRole('button', { name: '去看课表' }).click();

	await page.waitForURL('**/admin/timetable*');
	await page.goto(`${installation.url}/admin/timetable?day=${secondWeek}`);
	const cards = page.locator('[data-lesson]');
	await cards.first().waitFor();
	await expect.poll(() => cards.count()).toBe(2);
	for (const card of await cards.all()) expect(await card.innerText()).toContain('三年级音乐');
	const [pinned] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('button', { name: '导出 Excel' }).click(),
	]);
	const { sheets } = await readCells(await readFile(await pinned.path()));
	const boxes = sheets.flatMap(({ rows }) => rows.flat().map(shown));
	expect(boxes.filter((text) => text.startsWith('三年级音乐\n李晓梅\n'))).toHaveLength(2);
});
