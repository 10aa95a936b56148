// Import and export by Excel: what is wrong with a file, what it would change, and what came of it.
import type { Browser, Page } from 'playwright-core';
import { madeWorkbook } from '../../../server/src/platform/spreadsheet/workbook.testing.ts';
import type { Installation } from '../../fixtures/installation.ts';
import type { Album } from './album.ts';
import { as, settled } from './people.ts';

/** A file with a thousand mistakes, one without, and what comes of it. */
export const shootExchange = async (album: Album, browser: Browser, demo: Installation): Promise<void> => {
	await as(browser, demo, 'county-admin', (page) => shootImports(album, page, demo));
};

const shootImports = async (album: Album, page: Page, demo: Installation): Promise<void> => {
	const hand = async (bytes: Uint8Array): Promise<void> => {
		await page.goto(`${demo.url}/admin/exchange`);
		await page.locator('input[type=file]').setInputFiles({
			name: '罗山镇2026年春季名单.xlsx',
			mimeType: 'application/octet-stream',
			buffer: Buffer.from(bytes),
		});
	};
	await page.goto(`${demo.url}/admin/exchange`);
	await settled(page);
	await album.shoot(page, 'admin-exchange');
	await hand(rosterFile(1200, true));
	await page.getByRole('alert').waitFor();
	await settled(page);
	await album.shoot(page, 'admin-exchange-mistakes');
	await hand(Buffer.from('学校,姓名'));
	await page.getByRole('alert').waitFor();
	await album.shoot(page, 'admin-exchange-refused');
	await hand(rosterFile(40, false));
	const save = page.locator('.ant-btn-primary').first();
	await save.waitFor();
	await settled(page);
	await album.shoot(page, 'admin-exchange-ready');
	await save.click();
	await page.locator('.exchange-passwords').waitFor();
	await settled(page);
	await album.shoot(page, 'admin-exchange-saved');
	await page.locator('.exchange-passwords .ant-btn').click();
	await shootTermPlan(album, page, demo);
};

/** A term's plan with clashes among its own rows, and one that is right. */
export const shootTermPlan = async (album: Album, page: Page, demo: Installation): Promise<void> => {
	const hand = async (bytes: Uint8Array): Promise<void> => {
		await page.goto(`${demo.url}/admin/exchange?kind=plan`);
		await page.locator('input[type=file]').setInputFiles({
			name: '2028年春季学期课表.xlsx',
			mimeType: 'application/octet-stream',
			buffer: Buffer.from(bytes),
		});
	};
	await page.goto(`${demo.url}/admin/exchange?kind=plan`);
	await settled(page);
	await album.shoot(page, 'admin-exchange-plan');
	await hand(planFile(true));
	await page.getByRole('alert').waitFor();
	await settled(page);
	await album.shoot(page, 'admin-exchange-plan-mistakes');
	await hand(planFile(false));
	await page.locator('.ant-btn-primary').first().waitFor();
	await settled(page);
	await album.shoot(page, 'admin-exchange-plan-ready');
};

const planFile = (wrong: boolean): Uint8Array =>
	madeWorkbook({
		sheets: [
			{
				name: '学期',
				rows: [
					['学期名称', '第一天', '周数'],
					['2028 春季学期', '2028-02-21', wrong ? '二十' : 20],
				],
			},
			{
				name: '校历',
				rows: [
					['日期', '到', '安排', '名称或原因'],
					[wrong ? '2028-02-30' : '2028-06-26', '2028-06-27', '考试', '期末考试'],
				],
			},
			...(wrong
				? [
						{
							name: '课程',
							rows: [
								['学科', '主讲教师', '听课教室', '周几', '第几节', '周次'],
								['音乐', '李小梅', '罗山', '周四', '2', '16-1周'],
								['武术', '李小梅', '罗山', '周八', '2', '1-16周(单双)'],
							],
						},
					]
				: []),
		],
	});

const rosterFile = (students: number, wrong: boolean): Uint8Array =>
	madeWorkbook({
		sheets: [
			{
				name: '学校',
				rows: [
					['学校名称', '类型'],
					['新开的教学点', wrong ? '分校' : '教学点'],
				],
			},
			{
				name: '班级',
				rows: [
					['学校', '班级名称', '年级'],
					['新开的教学点', '三年级', 3],
				],
			},
			{
				name: '学生',
				rows: [
					['学校', '班级', '姓名', '登录名'],
					...Array.from({ length: students }, (_, n) => [
						'新开的教学点',
						wrong && n % 2 === 0 ? '三年纪' : '三年级',
						wrong && n % 5 === 0 ? null : `学生${n + 1}`,
						wrong && n % 3 === 0 ? { formula: "cmd|' /C calc'!A0", value: 'x' } : `new-${n}`,
					]),
				],
			},
		],
	});
