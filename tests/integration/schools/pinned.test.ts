// Timetables as .xlsx, laid out as they are pinned up: what stands in which box, for whom, and that it is only text.
import { endpoints, termPlanFiles } from '@classroom/protocol';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { cellsIn, savedFile, sendFile } from './files.ts';
import type { Installation, SignedIn } from './installation.ts';
import { dayOf } from '../../../server/src/timetable/index.ts';
import { onBothDatabases, startInstallation, timeZone } from './installation.ts';
import type { SeriesStage } from './seriesStage.ts';
import { setSeriesStage } from './seriesStage.ts';

const week = { from: '2026-05-04', until: '2026-05-10' };

onBothDatabases('timetables that are pinned up', (newUrl) => {
	let installation: Installation;
	let stage: SeriesStage;
	let admin: SignedIn;
	beforeAll(async () => {
		installation = await startInstallation(await newUrl());
	});
	afterAll(() => installation.close());
	beforeEach(async () => {
		stage = await setSeriesStage(installation);
		({ admin } = stage);
		await stage.plan({
			title: '=三年级音乐',
			slots: [
				{ weekday: 2, period: 1, own: null },
				{ weekday: 4, period: 2, own: null },
				{ weekday: 5, period: 3, own: { from: 600, until: 640 } },
			],
		});
	});

	const pathOf = (query: Readonly<Record<string, string>>): string =>
		`${termPlanFiles.timetable}?${new URLSearchParams(query).toString()}`;
	const sheetOf = async (
		query: Readonly<Record<string, string>>,
		who: SignedIn = admin,
	): Promise<string[][]> => {
		const bytes = await savedFile(installation, who, pathOf(query));
		for (const [name, xml] of Object.entries(unzipSync(bytes))) {
			if (name.startsWith('xl/worksheets/')) expect(Buffer.from(xml).toString()).not.toMatch(/<f[ >]/);
		}
		return [...(await cellsIn(bytes)).values()].flat();
	};

	test('a week: weekdays across, periods down, changes marked, make-up days and holidays in the head', async () => {
		const [first] = (await stage.lessonsOf('=三年级音乐')).filter(
			({ plannedStart }) => plannedStart > Date.parse('2026-05-04'),
		);
		await admin.ok(endpoints.cancelLesson, {
			params: { lessonId: first!.lessonId },
			body: { reason: '教研' },
		});
		const rows = await sheetOf({ by: 'school', id: stage.core.schoolId, layout: 'week', ...week });
		expect(rows[0]?.[0]).toBe('中心小学 课表 第10周 2026-05-04 至 2026-05-10');
		expect(rows[1]).toEqual([
			'节次',
			'周一 5月4日\n放假 劳动节',
			'周二 5月5日\n放假 劳动节',
			...['周三 5月6日', '周四 5月7日', '周五 5月8日'],
			'周六 5月9日\n按周二上课',
		]);
		const way = '中心小学互动教室 → 罗山教学点互动教室';
		const teacher = rows[3]?.[4]?.split('\n')[1] ?? '';
		expect(teacher).toMatch(/^teacher-/);
		expect(rows.slice(2)).toEqual([
			['第1节\n08:00–08:40', '', '', '', '', '', `=三年级音乐\n${teacher}\n${way}`],
			['第2节\n08:50–09:30', '', '', '', `=三年级音乐（停）\n${teacher}\n${way}`, '', ''],
			['第3节\n09:50–10:30', '', '', '', '', `=三年级音乐\n${teacher}\n${way}\n10:00–10:40`, ''],
		]);
		const of = (by: string, id: string) => sheetOf({ by, id, layout: 'week', ...week });
		const { classroomId, classGroupId } = stage.village;
		expect((await of('classroom', classroomId))[0]?.[0]).toContain('罗山教学点互动教室 课表');
		expect((await of('class', classGroupId))[0]?.[0]).toContain('罗山教学点三年级 课表');
		const own = await of('teacher', String(stage.input['teacherId']));
		expect([own[0]?.[0], own[3]?.[0]]).toEqual([expect.stringContaining(teacher), '第2节\n08:50–09:30']);
	});

	test('a week without lessons has its rows all the same, for lessons to be written in', async () => {
		const empty = { layout: 'week', from: '2026-06-22', until: '2026-06-28' };
		const { core } = stage;
		for (const [by, id] of Object.entries({
			school: core.schoolId,
			classroom: core.classroomId,
			class: core.classGroupId,
		})) {
			const rows = await sheetOf({ by, id, ...empty });
			expect(
				rows.slice(2).map(([name]) => name?.split('\n')[0]),
				by,
			).toEqual(['第1节', '第2节', '第3节']);
		}
		const abroad = await installation.as('county-admin', await installation.addCounty('邻县'));
		expect((await sheetOf({ by: 'school', id: core.schoolId, ...empty }, abroad)).slice(2)).toEqual([]);
	});

	test("the county's day by classroom and period, a month by week, both also in English", async () => {
		const day = { from: '2026-05-07', until: '2026-05-07' };
		const rows = await sheetOf({ by: 'county', layout: 'day', ...day });
		expect(rows[1]).toEqual(['教共体', '学校', '教室', '第2节']);
		expect(rows.slice(2).map((row) => [...row.slice(0, 3), row[3]?.split('\n')[1]?.slice(0, 2)])).toEqual([
			['其他学校', '中心小学', '互动教室', '主讲'],
			['其他学校', '罗山教学点', '互动教室', '听课'],
		]);
		const month = { from: '2026-05-01', until: '2026-05-31' };
		const cells = await sheetOf({ by: 'county', layout: 'month', ...month });
		expect(cells[1]).toEqual(['周次', '周一', '周二', '周三', '周四', '周五', '周六', '周日']);
		expect(cells.slice(2).map(([number]) => number)).toEqual([
			'第9周',
			'第10周',
			'第11周',
			'第12周',
			'第13周',
		]);
		expect(cells[3]?.[4]).toMatch(/^5月7日\n08:50 =三年级音乐 teacher-/);
		const english = await sheetOf({ by: 'county', layout: 'month', language: 'en', ...month });
		expect(english[1]?.slice(0, 2)).toEqual(['Week', 'Mon']);
		const refused = await sendFile(installation, admin, pathOf({ by: 'school', layout: 'week', ...week }));
		expect(refused.status).toBe(400);
	});

	test('a community has its schools together, and a week by the times of its lessons', async () => {
		const today = dayOf(installation.clock.now(), timeZone);
		const { communityId } = await admin.ok(endpoints.createCommunity, {
			body: { name: '东片教共体', kind: 'community', coreSchoolId: stage.core.schoolId, from: today },
		});
		const rows = await sheetOf({ by: 'community', id: communityId, layout: 'week', ...week });
		expect(rows[0]?.[0]).toContain('东片教共体 课表');
		expect(rows.slice(2).map(([head]) => head)).toEqual(['08:00–08:40', '08:50–09:30', '10:00–10:40']);
		const day = { from: '2026-05-07', until: '2026-05-07' };
		const classrooms = (await sheetOf({ by: 'county', layout: 'day', ...day })).slice(2);
		expect(classrooms.map((row) => row.slice(0, 2))).toEqual([
			['东片教共体', '中心小学'],
			['其他学校', '罗山教学点'],
		]);
	});

	test('everybody has what they may see, and no names beyond it', async () => {
		const county = { by: 'county', layout: 'month', from: '2026-05-01', until: '2026-05-31' };
		const { schoolId } = stage.hamlet;
		const elsewhere = await installation.as('teacher', admin.countyId, { schoolId });
		expect((await sheetOf(county, elsewhere)).flat().join('')).not.toContain('音乐');
		const stranger = await installation.as('county-admin', (await installation.addCounties()).home);
		const asked = { by: 'school', id: stage.core.schoolId, layout: 'week', ...week };
		expect((await sheetOf(asked, stranger))[0]?.[0]).toBe('课表 2026-05-04 至 2026-05-10');
	});

	test("a term's overview: what schools and classes receive and lack, and what fell away", async () => {
		const { termId, village } = stage;
		const needs = [{ subject: 'music', lessons: 4 }];
		await admin.ok(endpoints.saveNeeds, { params: { termId, schoolId: village.schoolId }, body: { needs } });
		const path = termPlanFiles.overview.replace(':termId', termId);
		const cells = await cellsIn(await savedFile(installation, admin, path));
		expect([...cells.keys()]).toEqual(['各校开课', '各班开课', '没有补的课']);
		const [, ...schools] = cells.get('各校开课') ?? [];
		const row = schools.find(([name]) => name === '罗山教学点');
		expect([row?.[1], row?.[2], row?.[4]]).toEqual(['成员校', '音乐', '4']);
		expect(Number(row?.[3])).toBeCloseTo(4 - Number(row?.[5]), 0);
		expect(cells.get('各班开课')?.[1]?.slice(0, 3)).toEqual(['罗山教学点', '三年级', '音乐']);
	});
});
