// What is said of mistakes in a term's plan, with sheet, row, column and what is right; and whom it may be told.
import { endpoints, ErrorBody, termPlanFiles } from '@classroom/protocol';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { madeWorkbook } from '../../../server/src/platform/spreadsheet/workbook.testing.ts';
import { cellsIn, savedFile, sendFile } from './files.ts';
import type { Installation, SignedIn } from './installation.ts';
import { addSchool, startInstallation } from './installation.ts';
import { bells, days, lesson, plan, planSheet, term } from './termPlanSheets.ts';
import type { PlanStage } from './termPlanStage.ts';
import { changesIn, found, setPlanStage } from './termPlanStage.ts';

let installation: Installation;
let stage: PlanStage;
let admin: SignedIn;
beforeAll(async () => {
	installation = await startInstallation('sqlite::memory:');
});
afterAll(() => installation.close());
beforeEach(async () => {
	stage = await setPlanStage(installation);
	({ admin } = stage);
});

test('every mistake is told with sheet, row, column and what is right, and nothing is saved', async () => {
	const sheets = [
		planSheet(
			'学期',
			['2026 春季学期', '2026-03-02', '2026-07-10', null],
			['夏季', '2026年2月30日', null, 4],
			['重叠', '2026-07-01', null, 6],
		),
		planSheet(
			'校历',
			['2026-08-01', null, '放假', null, null, null, null],
			['2026-05-09', null, '调休上课', null, null, null, null],
			['2026-04-10', null, '停课', '大雪', null, null, '罗山小学'],
		),
		planSheet(
			'作息时间',
			['中心小学', '全天', '5-32', null, '周八', 1, null, '8:00', '7:40'],
			['中心小学', '夏季', '05-01', '09-30', null, 1, null, '8:00', '8:40'],
			['中心小学', '夏季', null, null, null, 2, null, '8:30', '9:10'],
			['无名小学', '夏季', null, null, null, 2, null, '8:30', '25:10'],
		),
		planSheet(
			'课程',
			lesson({ weeks: '16-1周' }),
			lesson({ weeks: '1-16周(单双)' }),
			lesson({ weeks: '18-40周' }),
			lesson({ teacher: '李小梅', receiving: '罗山教学点、柳弯教学点', classes: '四年级' }),
			lesson({ subject: '武术', period: '零', own: ['9:00', null] }),
			lesson({ receiving: '中心小学' }),
			lesson({ teacher: { formula: 'cmd|calc', value: '李晓梅' } }),
		),
	];
	const answer = await stage.importSheets(sheets);
	expect(answer.saved).toBe(false);
	expect(found(answer)).toEqual([
		'学期 B3 bad-date',
		'学期 B4 overlap',
		'校历 A2 outside-term',
		'校历 E3 required',
		'校历 G4 unknown',
		'作息时间 C2 bad-month-day',
		'作息时间 E2 bad-choice',
		'作息时间 H4 overlap',
		'作息时间 A5 unknown',
		'作息时间 I5 bad-time',
		'课程 L2 weeks-backwards',
		'课程 L3 weeks-parity-twice',
		'课程 L4 weeks-outside-term',
		'课程 E5 unknown',
		'课程 H5 unknown',
		'课程 B6 bad-choice',
		'课程 N6 required',
		'课程 H7 sender-is-receiver',
		'课程 E8 formula',
	]);
	const right = (place: number) => answer.issues[place]?.right;
	expect(right(10)).toBe('“16-1周”前后颠倒，小的周次写在前面');
	expect(right(13)).toContain('没有这个教师“李小梅”（是不是“李晓梅”？）');
	expect(right(14)).toContain('“柳弯教学点”');
	expect(await stage.sizeOf()).toEqual([0, 0, 0]);
	const marked = await cellsIn(
		await savedFile(installation, admin, termPlanFiles.annotated, madeWorkbook({ sheets })),
	);
	expect(marked.get('检查结果')).toHaveLength(20);
});

test('clashes are told with the other row or lesson, and a period that the bells do not have with those they have', async () => {
	const own = [bells, term, days];
	const first = lesson({ weeks: '8-10周' });
	const rows = (...all: Parameters<typeof planSheet>[1][]) => [...own, planSheet('课程', ...all)];
	const among = await stage.importSheets(
		rows(
			first,
			lesson({ subject: '美术', title: '合班', weeks: '9-11周', receiving: '柳湾教学点', classes: null }),
			lesson({ subject: '书法', weekday: '周五', period: '4' }),
			lesson({ subject: '劳动', weekday: '周日', weeks: '9周' }),
		),
	);
	expect(found(among)).toEqual(['课程 G3 clash', '课程 K4 no-such-period', '课程 K5 no-such-period']);
	expect(among.issues[0]?.right).toContain(
		'中心小学互动教室 4月30日 周四 08:50–09:30 已有课：第 2 行的“三年级音乐”，另外还有 1 次',
	);
	expect(among.issues[1]?.right).toContain('中心小学周五没有这一节。有：1（上午第1节 08:00–08:40）');
	expect(await stage.sizeOf()).toEqual([0, 0, 0]);
	await stage.importSheets(rows(first));
	const withPlanned = await stage.importSheets(
		rows(lesson({ subject: '美术', school: null, receiving: null, classes: null, weeks: '10周' })),
	);
	expect(found(withPlanned)).toEqual(['课程 E2 clash']);
	expect(withPlanned.issues[0]?.right).toContain(
		'李晓梅 5月7日 周四 08:50–09:30 已有课：“三年级音乐（李晓梅）”',
	);
	const twice = await stage.importSheets(rows(first, first));
	expect(found(twice)).toEqual(['课程 3 duplicate']);
});

test("another county's lesson is in the way without its title and teacher", async () => {
	const { home } = await installation.addCounties();
	const neighbour = await installation.as('county-admin', home);
	const school = await addSchool(neighbour, '邻县小学');
	const body = { guestCountyId: neighbour.countyId };
	const { agreementId } = await admin.ok(endpoints.createAgreement, { body });
	await neighbour.ok(endpoints.acceptAgreement, { params: { agreementId } });
	const { schoolId } = school;
	const teacher = await installation.as('teacher', neighbour.countyId, { schoolId, name: '赵外县' });
	await neighbour.ok(endpoints.planLesson, {
		body: {
			...{ title: '家访', kind: 'delivered', subject: 'music', teacherId: teacher.personId },
			...{ sendingClassroomId: school.classroomId, receivingClassroomIds: [], classGroupIds: [] },
			...{ plannedStart: Date.parse('2026-05-07T08:50+08:00'), lengthMs: 40 * 60_000 },
		},
	});
	const answer = await stage.importSheets(
		plan(lesson({ weeks: '10周', receiving: '邻县小学', classes: null })),
	);
	expect(found(answer)).toEqual(['课程 H2 clash']);
	expect(answer.issues[0]?.right).toContain('邻县小学互动教室 5月7日 周四 08:50–09:30 已有课：另一节课');
	expect(answer.issues[0]?.right).not.toMatch(/家访|赵外县/);
});

test('names that two have: the sending school decides, else the sign-in name; classrooms by what makes them one', async () => {
	const { home } = { home: admin.countyId };
	const twin = await addSchool(admin, '第二小学');
	await installation.as('teacher', home, {
		schoolId: twin.schoolId,
		name: '李晓梅',
		loginName: `li2-${twin.schoolId}`,
	});
	await admin.ok(endpoints.createClassroom, {
		body: { schoolId: stage.core.schoolId, name: '录播教室', kind: 'recording' },
	});
	const unclear = await stage.importSheets(
		plan(lesson({ weeks: '8周' }), lesson({ school: null, weeks: '9周', receiving: '罗山教学点互动教室' })),
	);
	expect(found(unclear)).toEqual(['课程 G2 unclear', '课程 E3 unclear']);
	expect(unclear.issues[0]?.right).toMatch(/互动教室、录播教室|录播教室、互动教室/);
	expect(unclear.issues[1]?.right).toContain(`li2-${twin.schoolId}（第二小学）`);
	const row = lesson({ weeks: '8周', receiving: '罗山教学点 互动教室', classes: '三年级' });
	row[6] = '录播教室';
	expect((await stage.importSheets(plan(row))).saved).toBe(true);
	const file = await savedFile(installation, admin, termPlanFiles.export);
	expect(changesIn(await stage.importFile(file))).toBe(0);
});

test('the template has what is to be chosen; only the county may', async () => {
	const file = await savedFile(installation, admin, termPlanFiles.template);
	const cells = await cellsIn(file);
	const xml = Buffer.from(unzipSync(file)['xl/worksheets/sheet4.xml'] ?? []).toString();
	for (const list of ["'可选的名称'!$B$2", "'学期'!$A$2", '专递课堂,名师课堂', '周一,周二'])
		expect(xml).toContain(list);
	expect([...cells.keys()]).toEqual(['学期', '校历', '作息时间', '课程', '可选的名称', '说明和示例']);
	const column = (n: number) =>
		cells
			.get('可选的名称')
			?.slice(1)
			.map((row) => row[n])
			.toSorted();
	expect(column(0)).toEqual(['中心小学', '柳湾教学点', '罗山教学点']);
	expect(column(2)).toEqual(['中心小学/互动教室', '柳湾教学点/互动教室', '罗山教学点/互动教室']);
	expect(column(1)).toEqual(['', '李晓梅', '王强']);
	const clerk = await installation.as('school-admin', admin.countyId, { schoolId: stage.core.schoolId });
	expect((await sendFile(installation, clerk, termPlanFiles.export)).status).toBe(403);
	const other = madeWorkbook({ sheets: [{ name: '别的', rows: [['a']] }] });
	const answer = await sendFile(installation, admin, `${endpoints.importTermPlan.path}?dryRun=true`, other);
	expect(ErrorBody.parse(await answer.json()).code).toBe('spreadsheet-other-form');
});
