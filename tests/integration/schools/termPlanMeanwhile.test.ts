// What there is changes after a term's plan was worked out and before it is written: nothing is planned by what was.
import { AsyncResource } from 'node:async_hooks';
import { endpoints } from '@classroom/protocol';
import type { KyselyPlugin, PluginTransformQueryArgs, PluginTransformResultArgs } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Installation } from './installation.ts';
import { addSchool, onBothDatabases, startInstallation } from './installation.ts';
import { lesson, plan, planSheet, term } from './termPlanSheets.ts';
import type { PlanStage } from './termPlanStage.ts';
import { found, setPlanStage } from './termPlanStage.ts';

/**
 * As often as armed does its work after a read: of who belongs to which community, after all else that a plan is made of;
 * or of what links carry, after what is taken.
 */
class AfterReading implements KyselyPlugin {
	work: (() => Promise<unknown>) | null = null;
	times = 0;
	of: 'until_day' | 'link_up_kbps' = 'until_day';
	readonly #elsewhere = new AsyncResource('AfterReading');

	transformQuery({ node }: PluginTransformQueryArgs) {
		return node;
	}

	async transformResult({ result }: PluginTransformResultArgs) {
		const [row] = result.rows;
		const { work } = this;
		const isRead = row !== undefined && 'school_id' in row && this.of in row && !('name' in row);
		if (work !== null && isRead && this.times > 0) {
			this.times -= 1;
			await this.#elsewhere.runInAsyncScope(work);
		}
		return result;
	}
}

onBothDatabases("a term's plan, and what changes meanwhile", (newUrl) => {
	let installation: Installation;
	let stage: PlanStage;
	const after = new AfterReading();
	beforeAll(async () => {
		installation = await startInstallation(await newUrl(), { watch: after });
	});
	afterAll(() => installation.close());
	beforeEach(async () => {
		after.work = null;
		stage = await setPlanStage(installation);
		// Somebody belongs to a community.
		await stage.admin.ok(endpoints.createCommunity, {
			body: { name: '中心教共体', kind: 'community', coreSchoolId: stage.core.schoolId, from: '2026-03-01' },
		});
		expect((await stage.importSheets(plan())).saved).toBe(true);
	});

	const once = (work: () => Promise<unknown>, times = 1, of: AfterReading['of'] = 'until_day'): void => {
		after.times = times;
		after.of = of;
		after.work = work;
	};
	const series = lesson({ weeks: '8-11周' });

	test('what has nothing to do with it is looked at, and it is imported as a whole', async () => {
		once(() => addSchool(stage.admin, '新建小学'));
		const { saved, lessons } = await stage.importSheets(plan(series));
		expect([saved, after.times]).toEqual([true, 0]);
		expect(await stage.lessonsAt()).toHaveLength(lessons);
	});

	test('a day that was closed meanwhile has no lesson', async () => {
		const params = { termId: await stage.termId() };
		const closure = { from: '2026-04-23', until: '2026-04-23', whom: { kind: 'county' }, reason: '大风' };
		const body = { change: { what: 'close', closure }, dryRun: false };
		once(() => stage.admin.ok(endpoints.changeCalendar, { params, body }));
		const { saved, lessons } = await stage.importSheets(plan(series));
		expect([saved, after.times]).toEqual([true, 0]);
		const planned = await stage.lessonsAt();
		expect(planned).toHaveLength(lessons);
		expect(planned.filter((each) => each.startsWith('04-23'))).toEqual([]);
		expect(planned.filter((each) => each.startsWith('05-07'))).toHaveLength(1);
	});

	test('a single lesson that was planned meanwhile on a day that it closes falls away as well', async () => {
		const snow = ['2026-05-21', null, '停课', '大雪', null, null, '罗山教学点'];
		const closing = [term, planSheet('校历', snow), planSheet('课程', series)];
		const planned: string[] = [];
		once(
			async () => planned.push((await stage.planSingle('2026-05-21', '15:00')).lessonId),
			1,
			'link_up_kbps',
		);
		const answer = await stage.importSheets(closing);
		expect(answer).toMatchObject({ saved: true, effect: { fallAway: 1 } });
		const params = { lessonId: planned[0] ?? '' };
		const fell = { status: 'cancelled', cancelReason: '大雪' };
		expect(await stage.admin.ok(endpoints.readLesson, { params })).toMatchObject(fell);
	});

	test('a single lesson that was moved meanwhile stays where it was put', async () => {
		const single = await stage.planSingle('2026-05-21', '15:00');
		const params = { lessonId: single.lessonId };
		const body = { plannedStart: single.plannedStart + 24 * 3_600_000, reason: null };
		const snow = ['2026-05-21', null, '停课', '大雪', null, null, '罗山教学点'];
		once(() => stage.admin.ok(endpoints.moveLesson, { params, body }), 1, 'link_up_kbps');
		const answer = await stage.importSheets([term, planSheet('校历', snow), planSheet('课程', series)]);
		expect(answer).toMatchObject({ saved: true, effect: { fallAway: 0 } });
		const moved = { status: 'planned', plannedStart: body.plannedStart };
		expect(await stage.admin.ok(endpoints.readLesson, { params })).toMatchObject(moved);
	});

	test.each(['until_day', 'link_up_kbps'] as const)(
		'a place that was taken meanwhile (after reading %s) is told, and nothing is imported',
		async (of) => {
			const before = await stage.sizeOf();
			const other = plan(lesson({ weeks: '9周', subject: '美术' }));
			once(async () => expect((await stage.importSheets(other)).saved).toBe(true), 1, of);
			const answer = await stage.importSheets(plan(series));
			expect([answer.saved, found(answer), after.times]).toEqual([false, ['课程 I2 clash'], 0]);
			expect(await stage.sizeOf()).toEqual([before[0], before[1], 1]);
		},
	);

	test('where something changes again and again it is given up, and nothing is kept', async () => {
		let made = 0;
		once(() => addSchool(stage.admin, `又一小学${(made += 1)}`), 100);
		await expect(stage.importSheets(plan(series))).rejects.toThrow('import-overtaken');
		expect(made).toBeGreaterThan(2);
		expect(await stage.lessonsAt()).toEqual([]);
		after.work = null;
		expect((await stage.importSheets(plan(series))).saved).toBe(true);
	});
});
