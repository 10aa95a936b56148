// A calendar that comes by Excel does to single lessons what one that is changed by hand does.
import type { Lesson } from '@classroom/protocol';
import { endpoints } from '@classroom/protocol';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { MadeCell } from '../../../server/src/platform/spreadsheet/workbook.testing.ts';
import type { Installation } from './installation.ts';
import { onBothDatabases, startInstallation } from './installation.ts';
import { bells, lesson, plan, planSheet, term } from './termPlanSheets.ts';
import type { PlanStage } from './termPlanStage.ts';
import { setPlanStage } from './termPlanStage.ts';

const day = '2026-05-21';
const fell = { status: 'cancelled', cancelCause: 'calendar', cancelReason: '校庆' };

onBothDatabases("a term's plan and single lessons", (newUrl) => {
	let installation: Installation;
	let stage: PlanStage;
	beforeAll(async () => {
		installation = await startInstallation(await newUrl());
	});
	afterAll(() => installation.close());
	beforeEach(async () => {
		stage = await setPlanStage(installation);
	});

	const read = (lessonId: string): Promise<Lesson> =>
		stage.admin.ok(endpoints.readLesson, { params: { lessonId } });
	const calendar = (...rows: MadeCell[][]) => [term, planSheet('校历', ...rows)];
	const celebrates = [day, null, '放假', '校庆', null, null, null];
	const asUsual = [day, null, '照常', null, null, null, null];

	test('fall away with a day that closes, told before it is saved and to those concerned, and come back with it', async () => {
		await stage.importSheets(plan());
		const [talk, elsewhere] = [
			await stage.planSingle(day, '15:00'),
			await stage.planSingle('2026-05-22', '15:00'),
		];
		const own = await stage.planSingle(day, '17:00');
		const params = { lessonId: own.lessonId };
		await stage.admin.ok(endpoints.cancelLesson, { params, body: { reason: '老师生病' } });

		const tried = await stage.importSheets(calendar(celebrates), true);
		expect(tried).toMatchObject({ saved: false, effect: { fallAway: 1, move: 0, added: 0, clashing: 0 } });
		expect(tried.effect.examples).toEqual([{ what: 'falls-away', title: '名师讲座', day, from: null }]);
		expect(await read(talk.lessonId)).toEqual(talk);
		installation.changes.length = 0;
		expect(await stage.importSheets(calendar(celebrates))).toMatchObject({
			saved: true,
			effect: tried.effect,
		});
		expect(installation.changes.map(({ what, lessonId }) => [what, lessonId])).toEqual([
			['cancelled', talk.lessonId],
		]);
		expect(await read(talk.lessonId)).toMatchObject(fell);
		expect(await read(elsewhere.lessonId)).toEqual(elsewhere);

		// Out and in again, and another change, leave that as it is.
		const exam = ['2026-06-24', null, '考试', '英语考试', null, null, null];
		for (const rows of [[celebrates], [celebrates, exam]]) {
			expect((await stage.importSheets(calendar(...rows))).effect).toMatchObject({ fallAway: 0, added: 0 });
		}
		expect((await stage.importSheets(calendar(asUsual))).effect).toMatchObject({ fallAway: 0, added: 1 });
		expect(await read(talk.lessonId)).toMatchObject({ ...talk, status: 'planned', cancelReason: null });
		expect(await read(own.lessonId)).toMatchObject({ cancelCause: 'person', cancelReason: '老师生病' });
	});

	test('come back before new rows of the same file, which are told what is in their way', async () => {
		await stage.importSheets(plan());
		const talk = await stage.planSingle(day, '08:50');
		await stage.importSheets(calendar(celebrates));
		expect(await read(talk.lessonId)).toMatchObject(fell);
		// Thursday's second period, in week 12.
		const series = (weeks: string) => planSheet('课程', lesson({ weeks }));
		const refused = await stage.importSheets([...calendar(asUsual), series('12周')]);
		expect(refused.saved).toBe(false);
		expect(refused.issues).toMatchObject([{ sheet: '课程', row: 2, code: 'clash' }]);
		expect(refused.issues[0]?.right).toContain('“名师讲座');
		expect(await read(talk.lessonId)).toMatchObject(fell);
		const saved = await stage.importSheets([...calendar(asUsual), series('11周')]);
		expect(saved).toMatchObject({ saved: true, lessons: 1, effect: { added: 1 } });
		expect(await stage.lessonsAt()).toEqual(['05-14T08:50 三年级音乐', '05-21T08:50 名师讲座']);
	});

	test('leave their places to new rows where they fall away', async () => {
		await stage.importSheets(plan());
		const talk = await stage.planSingle(day, '08:50');
		const snow = [day, null, '停课', '大雪', null, null, '罗山教学点'];
		const series = lesson({ weeks: '12周', receiving: '柳湾教学点', classes: '柳湾教学点/三年级' });
		const answer = await stage.importSheets([...calendar(snow), planSheet('课程', series)]);
		expect(answer).toMatchObject({ saved: true, lessons: 1, effect: { fallAway: 1 } });
		expect(await read(talk.lessonId)).toMatchObject({ status: 'cancelled', cancelReason: '大雪' });
		expect(await stage.lessonsAt()).toHaveLength(1);
	});

	test('that were planned before the term there was not fall away on its holidays', async () => {
		const [labour, may] = [
			await stage.planSingle('2026-05-01', '10:00'),
			await stage.planSingle('2026-05-08', '10:00'),
		];
		expect((await stage.importSheets([term, bells], true)).effect).toMatchObject({ fallAway: 1 });
		expect((await stage.importSheets([term, bells])).saved).toBe(true);
		expect(await read(labour.lessonId)).toMatchObject({ cancelCause: 'calendar', cancelReason: '劳动节' });
		expect(await read(may.lessonId)).toEqual(may);
		// A term that is cut short leaves its days to nobody.
		const shorter = planSheet('学期', ['2026 春季学期', '2026-03-02', '2026-04-30', null]);
		expect((await stage.importSheets([shorter])).effect).toMatchObject({ fallAway: 0, added: 1 });
		expect(await read(labour.lessonId)).toMatchObject({ status: 'planned' });
		// Those days become another's, of the same file, with its holidays.
		const both = planSheet(
			'学期',
			['2026 春季学期', '2026-03-02', '2026-04-24', null],
			['2026 夏季学期', '2026-04-27', '2026-07-10', null],
		);
		expect((await stage.importSheets([both])).effect).toMatchObject({ fallAway: 1, added: 0 });
		expect(await read(labour.lessonId)).toMatchObject({ cancelCause: 'calendar', cancelReason: '劳动节' });
	});
});
