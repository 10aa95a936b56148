// What is a lesson's own after the bells changed while it was away, taking a change back then, and what cannot be taken
// back twice.
import { endpoints } from '@classroom/protocol';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Installation } from './installation.ts';
import { onBothDatabases, startInstallation } from './installation.ts';
import type { SeriesStage } from './seriesStage.ts';
import { at, bells, saveBells, setSeriesStage, thursdays } from './seriesStage.ts';

onBothDatabases('taking back', (newUrl) => {
	let installation: Installation;
	let stage: SeriesStage;
	beforeAll(async () => {
		installation = await startInstallation(await newUrl());
	});
	afterAll(() => installation.close());
	beforeEach(async () => {
		stage = await setSeriesStage(installation);
	});

	const move = async (lessonId: string, day: string, time = '14:00') => {
		stage.tick();
		const body = { plannedStart: at(day, time), reason: null };
		await stage.admin.ok(endpoints.moveLesson, { params: { lessonId }, body });
	};
	const cancel = async (lessonId: string) => {
		stage.tick();
		await stage.admin.ok(endpoints.cancelLesson, { params: { lessonId }, body: { reason: '停电' } });
	};
	const undoLastOf = async (lessonId: string): Promise<string> => {
		const { items } = await stage.admin.ok(endpoints.listChanges, { query: { lessonId } });
		const changeId = items.find(({ undoneAt, kind }) => undoneAt === null && kind !== 'undone')?.changeId;
		stage.tick();
		return stage.admin.code(endpoints.undoChange, { params: { changeId: changeId ?? '' } });
	};
	const read = (lessonId: string) => stage.admin.ok(endpoints.readLesson, { params: { lessonId } });

	test('after the bells changed puts a lesson where its series has it now, unless its time was its own', async () => {
		const series = await stage.plan();
		const [cancelled, moved, both] = [await stage.nth(2), await stage.nth(3), await stage.nth(4)];
		await cancel(cancelled.lessonId);
		await move(moved.lessonId, '2026-05-15');
		await move(both.lessonId, '2026-05-22');
		await cancel(both.lessonId);
		// The second period begins ten minutes later.
		await saveBells(stage.admin, stage.core, bells([480, 520], [540, 580], [590, 630]));
		expect(await undoLastOf(cancelled.lessonId)).toBe('ok');
		const at9 = (day: string) => ({ plannedStart: at(day, '09:00'), plannedEnd: at(day, '09:40') });
		const inPlace = { status: 'planned', own: { time: false, teacher: false, rest: false } };
		expect(await read(cancelled.lessonId)).toMatchObject({ ...inPlace, ...at9('2026-05-07') });
		expect(await undoLastOf(both.lessonId)).toBe('ok');
		expect(await read(both.lessonId)).toMatchObject({
			...{ status: 'planned', plannedStart: at('2026-05-22', '14:00'), own: { time: true } },
		});
		for (const { lessonId } of [both, moved]) expect(await undoLastOf(lessonId)).toBe('ok');
		expect(await read(both.lessonId)).toMatchObject({ ...inPlace, ...at9('2026-05-21') });
		expect(await read(moved.lessonId)).toMatchObject({ ...inPlace, ...at9('2026-05-14') });
		expect(await stage.shown()).toEqual(thursdays.map((each) => each.replace('08:50', '09:00')));
		// All of them follow the series from there on.
		await stage.update(series, { slots: [{ weekday: 4, period: 3, own: null }] });
		expect(await stage.shown()).toEqual(thursdays.map((each) => each.replace('08:50', '09:50')));
	});

	test('what is moved again after the bells changed has a time of its own beside the bells of now', async () => {
		const series = await stage.plan();
		const [early, back, both] = [await stage.nth(2), await stage.nth(3), await stage.nth(4)];
		await move(early.lessonId, '2026-05-07');
		await move(back.lessonId, '2026-05-14');
		await move(both.lessonId, '2026-05-21');
		await saveBells(stage.admin, stage.core, bells([480, 520], [540, 580], [590, 630]));
		await move(early.lessonId, '2026-05-07', '08:50');
		await move(back.lessonId, '2026-05-14', '09:00');
		await move(both.lessonId, '2026-05-21', '08:50');
		const isAt = (day: string, time: string, own: boolean) => ({
			...{ status: 'planned', plannedStart: at(day, time), own: { time: own } },
		});
		expect(await read(early.lessonId)).toMatchObject(isAt('2026-05-07', '08:50', true));
		expect(await read(back.lessonId)).toMatchObject(isAt('2026-05-14', '09:00', false));
		await cancel(both.lessonId);
		expect(await undoLastOf(both.lessonId)).toBe('ok');
		expect(await read(both.lessonId)).toMatchObject(isAt('2026-05-21', '08:50', true));

		// A change of the series undoes none of that; what is at its place follows it.
		const renamed = await stage.update(series, { title: '音乐欣赏' });
		expect(await read(early.lessonId)).toMatchObject({
			...isAt('2026-05-07', '08:50', true),
			title: '音乐欣赏',
		});
		expect(await read(both.lessonId)).toMatchObject(isAt('2026-05-21', '08:50', true));
		await stage.update(renamed, { slots: [{ weekday: 4, period: 3, own: null }] });
		expect(await read(back.lessonId)).toMatchObject(isAt('2026-05-14', '09:50', false));
		expect(await stage.shown()).toEqual(
			thursdays.map((each) => (/05-(07|21)/u.test(each) ? each : each.replace('08:50', '09:50'))),
		);
	});

	test('what was moved twice, with other bells in between, goes back step by step', async () => {
		await stage.plan();
		const [one, other] = [await stage.nth(3), await stage.nth(4)];
		await move(one.lessonId, '2026-05-14');
		await saveBells(stage.admin, stage.core, bells([480, 520], [540, 580], [590, 630]));
		const swap = { params: { lessonId: one.lessonId }, body: { with: other.lessonId, reason: null } };
		stage.tick();
		await stage.admin.ok(endpoints.swapLessons, swap);
		expect(await read(one.lessonId)).toMatchObject({
			...{ plannedStart: at('2026-05-21', '09:00'), own: { time: true } },
		});
		expect(await undoLastOf(one.lessonId)).toBe('ok');
		expect(await read(one.lessonId)).toMatchObject({ plannedStart: at('2026-05-14', '14:00') });
		expect(await undoLastOf(one.lessonId)).toBe('ok');
		expect(await read(one.lessonId)).toMatchObject({
			...{ plannedStart: at('2026-05-14', '09:00'), own: { time: false } },
		});
		expect(await read(other.lessonId)).toMatchObject({
			...{ plannedStart: at('2026-05-21', '09:00'), own: { time: false } },
		});
	});

	test('puts no lesson where another is by the new bells', async () => {
		await stage.plan();
		const { lessonId } = await stage.nth(3);
		await cancel(lessonId);
		await saveBells(stage.admin, stage.core, bells([480, 520], [540, 580], [590, 630]));
		const { termId: _term, slots: _slots, weeks: _weeks, ...parts } = stage.input;
		const body = { ...parts, title: '美术', plannedStart: at('2026-05-14', '09:35'), lengthMs: 40 * 60_000 };
		await stage.admin.ok(endpoints.planLesson, { body });
		expect(await undoLastOf(lessonId)).toBe('clash');
		expect(await read(lessonId)).toMatchObject({ status: 'cancelled' });
	});

	test('a change of a series is taken back once: that cannot be taken back, nor is it offered', async () => {
		const series = await stage.plan();
		await stage.update(series, { slots: [{ weekday: 5, period: 1, own: null }] });
		expect(await stage.undo()).toBe('ok');
		const { items } = await stage.admin.ok(endpoints.listChanges, { query: { limit: '3' } });
		expect(items.map(({ kind, mayUndo }) => [kind, mayUndo])).toEqual([
			['undone', false],
			['series', false],
			['series', true],
		]);
		expect(await stage.undo()).toBe('series-undone');
		expect(await stage.shown()).toEqual(thursdays);
		const params = { seriesId: series.seriesId };
		const { slots } = await stage.admin.ok(endpoints.readSeries, { params });
		expect(slots).toEqual([{ weekday: 4, period: 2, own: null }]);
	});
});
