// Hostile and large files with a term's plan: what the route answers, how long it takes, and that nothing is half kept.
import { endpoints, ErrorBody, termPlanFiles } from '@classroom/protocol';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MadeCell, MadeSheet } from '../../../server/src/platform/spreadsheet/workbook.testing.ts';
import { madeWorkbook } from '../../../server/src/platform/spreadsheet/workbook.testing.ts';
import { sendFile, savedFile } from './files.ts';
import type { Installation, SignedIn } from './installation.ts';
import { startInstallation } from './installation.ts';
import { sheet } from './rosterSheets.ts';
import { lesson, plan, planSheet, term } from './termPlanSheets.ts';

let installation: Installation;
let admin: SignedIn;
beforeAll(async () => {
	installation = await startInstallation('sqlite::memory:');
	admin = await installation.as('county-admin', await installation.addCounty('云岭县'));
});
afterAll(() => installation.close());

const send = (bytes: Uint8Array, dryRun: boolean): Promise<Response> =>
	sendFile(installation, admin, `${endpoints.importTermPlan.path}?dryRun=${String(dryRun)}`, bytes);
const importSheets = async (sheets: readonly MadeSheet[], dryRun = false) => {
	const response = await send(madeWorkbook({ sheets }), dryRun);
	if (!response.ok) throw new Error(await response.text());
	return endpoints.importTermPlan.response.parse(await response.json());
};

test('a ZIP bomb, another format and half a file are refused with their codes', async () => {
	const good = madeWorkbook({ sheets: plan(lesson({})) });
	const bomb = zipSync({
		...unzipSync(good),
		'xl/worksheets/sheet1.xml': Buffer.alloc(60 * 1024 * 1024, 0x20),
	});
	expect(bomb.length).toBeLessThan(1024 * 1024);
	for (const [bytes, status, code] of [
		[bomb, 413, 'spreadsheet-too-large'],
		[strToU8('学期,第一天\n'), 415, 'spreadsheet-other-format'],
		[good.slice(0, 700), 422, 'spreadsheet-damaged'],
		[new Uint8Array(13 * 1024 * 1024), 413, 'too-large'],
	] as const) {
		const answer = await send(bytes, true);
		expect([answer.status, ErrorBody.parse(await answer.json()).code]).toEqual([status, code]);
	}
});

test('50,000 rows are told to be too many, merged cells are read or told, formulas are not read', async () => {
	const row = lesson({});
	const many = Array.from({ length: 50_000 }, (): MadeCell[] => [null, '音乐']);
	const large = await importSheets([term, planSheet('课程', ...many)], true);
	expect(large.issues.map(({ sheet: name, row: at, code }) => [name, at, code])).toEqual([
		['课程', null, 'too-many-rows'],
	]);
	expect(large.issues[0]?.right).toContain('10000');

	const merged = { ...planSheet('课程', row, lesson({ teacher: null })), merges: ['E2:E3', 'I2:J2'] };
	const cells = await importSheets([term, merged], true);
	const found = cells.issues.map(({ column, row: at, code }) => `${column ?? ''}${at ?? ''} ${code}`);
	expect(found).toContain('J2 merged');
	expect(found.filter((each) => each.startsWith('E'))).toEqual(['E2 unknown', 'E3 unknown']);

	const formula: MadeCell = { formula: "cmd|' /C calc'!A0", value: '李晓梅' };
	const formulas = await importSheets(
		[term, planSheet('课程', lesson({ teacher: formula, weeks: formula }))],
		true,
	);
	expect(formulas.issues.filter(({ code }) => code === 'formula').map(({ column }) => column)).toEqual([
		'E',
		'L',
	]);
	expect((await admin.ok(endpoints.listTerms)).terms).toEqual([]);
});

const SERIES = 600;
const schools = Array.from({ length: 60 }, (_, n) => `第${n + 1}小学`);
const rosters = [
	sheet('学校', ...schools.map((name): MadeCell[] => [name, '成员校', null, 100, 100])),
	sheet('教室', ...schools.map((name): MadeCell[] => [name, '互动教室', '互动教室'])),
	sheet('班级', ...schools.map((name): MadeCell[] => [name, '三年级', 3])),
	sheet('教师', ...schools.map((name, n): MadeCell[] => [name, `=教师${n}`, `teacher-${n}`, '音乐'])),
];
const times = ['8:00', '8:50', '9:50', '10:40', '14:00', '14:50', '15:40', '16:30'];
const bells = planSheet(
	'作息时间',
	...schools.flatMap((name) =>
		times
			.slice(1)
			.map((until, n): MadeCell[] => [
				...[name, '全天', null, null, null, n + 1, null],
				...[times[n] ?? '', until],
			]),
	),
);
/** Schools in pairs: the one sends to the other, 20 lessons a week each. */
const series = Array.from({ length: SERIES }, (_, n): MadeCell[] => {
	const pair = n % 30;
	const slot = Math.floor(n / 30);
	return lesson({
		teacher: `=教师${pair * 2}`,
		school: schools[pair * 2] ?? '',
		receiving: schools[pair * 2 + 1] ?? '',
		classes: '三年级',
		weekday: (slot % 5) + 1,
		period: Math.floor(slot / 5) + 1,
	});
});

test('a county of 600 series in one file, and out and in again', async () => {
	const answer = await sendFile(
		installation,
		admin,
		`${endpoints.importRoster.path}?dryRun=false`,
		madeWorkbook({ sheets: rosters }),
	);
	expect(answer.status).toBe(200);
	const sheets = [term, bells, planSheet('课程', ...series)];
	const dry = await importSheets(sheets, true);
	expect(dry.issues.slice(0, 3)).toEqual([]);
	expect(dry.lessons).toBeGreaterThan(9000);
	const saved = await importSheets(sheets);
	expect([saved.saved, saved.lessons, saved.counts.series.created]).toEqual([true, dry.lessons, SERIES]);
	const file = await savedFile(installation, admin, termPlanFiles.export);
	const again = await send(file, false);
	const { counts } = endpoints.importTermPlan.response.parse(await again.json());
	expect(Object.values(counts).map(({ created, updated }) => [created, updated])).toEqual(
		Array.from({ length: 4 }, () => [0, 0]),
	);
	// What begins with `=` is text: an export holds no formula at all.
	const parts = Object.entries(unzipSync(file)).filter(([name]) => name.startsWith('xl/worksheets/'));
	for (const [, xml] of parts) expect(Buffer.from(xml).toString()).not.toMatch(/<f[ >]/);
});
