// A term's plan by Excel, over HTTP: dry run, all or nothing, twice the same, out and in again.
import { endpoints, termPlanFiles } from '@classroom/protocol';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { cellsIn, savedFile } from './files.ts';
import type { Installation, SignedIn } from './installation.ts';
import { onBothDatabases, startInstallation } from './installation.ts';
import { at } from './seriesStage.ts';
import { bells, days, lesson, plan, planSheet, term } from './termPlanSheets.ts';
import type { PlanStage } from './termPlanStage.ts';
import { changesIn, counted, found, setPlanStage } from './termPlanStage.ts';

onBothDatabases("a term's plan", (newUrl) => {
	let installation: Installation;
	let stage: PlanStage;
	let admin: SignedIn;
	beforeAll(async () => {
		installation = await startInstallation(await newUrl());
	});
	afterAll(() => installation.close());
	beforeEach(async () => {
		stage = await setPlanStage(installation);
		({ admin } = stage);
	});

	test('a dry run tells and changes nothing; the import does it; the second import has nothing left to do', async () => {
		const sheets = plan(
			lesson({ weeks: '８－11周' }),
			lesson({ weeks: '８－11周', weekday: '周二', period: '上午第1节' }),
			lesson({
				subject: '美术',
				teacher: '王强',
				receiving: '罗山教学点、柳湾教学点/互动教室',
				weekday: 5,
				weeks: '9-11周(单)',
			}),
		);
		const dry = await stage.importSheets(sheets, true);
		expect([dry.saved, found(dry)]).toEqual([false, []]);
		expect(counted(dry)).toEqual([
			[1, 0, 0],
			[2, 0, 1],
			[3, 0, 0],
			[3, 0, 0],
		]);
		expect(await stage.sizeOf()).toEqual([0, 0, 0]);

		const saved = await stage.importSheets(sheets);
		expect({ ...saved, saved: false }).toEqual(dry);
		expect(saved.saved).toBe(true);
		const planned = () => installation.changes.filter(({ what }) => what === 'planned').length;
		await expect.poll(planned).toBe(saved.lessons);
		// 劳动节 takes Friday 1 May and Tuesday 5 May, and Saturday 9 May makes up for the Tuesday.
		expect(await stage.lessonsAt()).toEqual([
			'04-21T08:00 三年级音乐',
			'04-23T08:50 三年级音乐',
			'04-28T08:00 三年级音乐',
			'04-30T08:50 三年级音乐',
			'05-07T08:50 三年级音乐',
			'05-09T08:00 三年级音乐',
			'05-12T08:00 三年级音乐',
			'05-14T08:50 三年级音乐',
			'05-15T08:50 三年级美术',
		]);
		const termId = await stage.termId();
		const series = await admin.ok(endpoints.listSeries, { query: { termId } });
		expect(series.items.map(({ title, slots, weeks }) => [title, slots.length, weeks])).toEqual([
			['三年级美术', 1, '9,11周'],
			['三年级音乐', 2, '8-11周'],
		]);
		const calendar = await admin.ok(endpoints.readCalendar, { params: { termId } });
		expect(calendar.specialDays).toContainEqual({ kind: 'exam', day: '2026-06-26', name: '期末考试' });
		expect(calendar.closures).toMatchObject([{ name: '罗山教学点', reason: '大雪', from: '2026-04-10' }]);
		const audit = await admin.ok(endpoints.audit);
		expect(audit.items[0]).toMatchObject({ action: 'timetable.imported', details: { lessons: 9 } });

		const again = await stage.importSheets(sheets);
		expect([again.saved, again.lessons]).toEqual([true, 0]);
		expect(counted(again)).toEqual([
			[0, 0, 1],
			[0, 0, 3],
			[0, 0, 3],
			[0, 0, 3],
		]);
		expect((await admin.ok(endpoints.audit)).items[0]?.id).toBe(audit.items[0]?.id);
	});

	test('out and in again changes nothing, a split series and a lesson of its own among it', async () => {
		await stage.importSheets(
			plan(
				lesson({ weeks: '8-12周' }),
				lesson({ subject: '美术', weekday: '周三', weeks: null, own: ['14:00', '14:40'] }),
			),
		);
		const termId = await stage.termId();
		const { items } = await admin.ok(endpoints.listSeries, { query: { termId, search: '音乐' } });
		const [music] = items;
		const { teacherId, title, kind, subject, slots, weeks } = music!;
		const input = {
			...{ termId, teacherId, title, kind, subject, weeks },
			sendingClassroomId: music!.sendingClassroom!.classroomId,
			receivingClassroomIds: music!.receivingClassrooms.map(({ classroomId }) => classroomId),
			classGroupIds: music!.classGroups.map(({ classGroupId }) => classGroupId),
			slots: slots.map((slot) => ({ ...slot, period: 3 })),
		};
		const body = { series: input, from: '2026-05-11', leaveOutClashing: false };
		await admin.ok(endpoints.updateSeries, { params: { seriesId: music!.seriesId }, body });
		const before = await stage.lessonsAt();
		for (const language of ['zh-CN', 'en']) {
			const file = await savedFile(installation, admin, `${termPlanFiles.export}?language=${language}`);
			const answer = await stage.importFile(file);
			expect([answer.saved, found(answer), answer.otherSheets]).toEqual([true, [], []]);
			expect(changesIn(answer)).toBe(0);
		}
		const cells = await cellsIn(await savedFile(installation, admin, termPlanFiles.export));
		expect(
			cells
				.get('课程')
				?.slice(1)
				.map((row) => row.slice(9, 14)),
		).toEqual(
			[
				['周四', '2', '8-10周'],
				['周三', '2', '1-19周', '14:00', '14:40'],
				['周四', '3', '11-12周'],
			].map((row) => [...row, '', ''].slice(0, 5)),
		);
		expect(await stage.lessonsAt()).toEqual(before);
	});

	test('out and in again after the bells lost a period that a series has; a new row with it is refused', async () => {
		await stage.importSheets(plan(lesson({ weeks: '8-10周', period: '3' })));
		const periods = [{ number: 1, name: '第1节', from: 480, until: 520 }];
		const schedules = [{ name: '全天', season: null, weekdays: null, periods }];
		const params = { schoolId: stage.core.schoolId };
		await admin.ok(endpoints.saveBells, { params, body: { schedules, dryRun: false } });
		const file = await savedFile(installation, admin, termPlanFiles.export);
		const answer = await stage.importFile(file);
		expect([answer.saved, found(answer), changesIn(answer)]).toEqual([true, [], 0]);
		const known = lesson({ weeks: '8-10周', period: '3' });
		const rows = [known, lesson({ weeks: '11周', period: '3' })].map(([, ...row]) => [
			'2026 春季学期',
			...row,
		]);
		const refused = await stage.importSheets([planSheet('课程', ...rows)]);
		expect(found(refused)).toEqual(['课程 K3 no-such-period']);
	});

	test('two who import the same file at once make everything once', async () => {
		const sheets = plan(lesson({ weeks: '8-10周' }), lesson({ weeks: '8-10周', weekday: '周五' }));
		const answers = await Promise.all([stage.importSheets(sheets), stage.importSheets(sheets)]);
		expect(answers.map(({ saved }) => saved)).toEqual([true, true]);
		// Whichever came first planned them, and the other found them there.
		const planned = answers.map(({ lessons }) => lessons).toSorted((a, b) => a - b);
		expect(planned[0]).toBe(0);
		expect(planned[1]).toBeGreaterThan(0);
		expect(await stage.sizeOf()).toEqual([1, 1, planned[1]]);
		const termId = await stage.termId();
		expect((await admin.ok(endpoints.listSeries, { query: { termId } })).total).toBe(1);
	});

	test('a changed calendar and changed bells move the lessons there are, as the dry run says', async () => {
		await stage.importSheets(plan(lesson({ weeks: '8-10周' })));
		const later = [
			planSheet('校历', ['2026-04-30', null, '考试', '期中考试', null, null, null]),
			planSheet(
				'作息时间',
				...[1, 2, 3].map((n) => [
					'中心小学',
					'全天',
					null,
					null,
					'周一至周五',
					n,
					null,
					`${7 + n}:15`,
					`${7 + n}:55`,
				]),
			),
			planSheet('课程', [
				'2026 春季学期',
				...lesson({ subject: '美术', receiving: null, classes: null, weeks: '8周', period: '3' }).slice(1),
			]),
		];
		const dry = await stage.importSheets(later, true);
		expect(dry.effect).toMatchObject({ fallAway: 1, move: 2, added: 0, clashing: 0 });
		const saved = await stage.importSheets(later);
		expect({ ...saved, saved: false }).toEqual(dry);
		expect(await stage.lessonsAt()).toEqual([
			'04-23T09:15 三年级音乐',
			'04-23T10:15 美术',
			'05-07T09:15 三年级音乐',
		]);
	});

	test('what is past is not planned any more, and days that are over stay as they are', async () => {
		await stage.importSheets([term, bells]);
		const before = installation.clock.now();
		installation.clock.advance(at('2026-04-24', '12:00') - before);
		const later = await installation.as('county-admin', admin.countyId);
		const late = await stage.importSheets(
			[
				days,
				planSheet(
					'课程',
					lesson({ weeks: '1-9周' }),
					lesson({ subject: '美术', weekday: '周三', weeks: '1-8周' }),
				),
			],
			false,
			later,
		);
		expect(found(late)).toEqual(['校历 A4 in-the-past', '课程 L3 no-lessons']);
		const saved = await stage.importSheets([planSheet('课程', lesson({ weeks: '1-9周' }))], false, later);
		expect([saved.saved, saved.lessons]).toEqual([true, 1]);
	});
});
