// What becomes of lessons that somebody moved when their series is split, ended or moved, or when their day is free again.
import type { Lesson } from '@classroom/protocol';
import { endpoints } from '@classroom/protocol';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Installation, SignedIn } from './installation.ts';
import { onBothDatabases, startInstallation } from './installation.ts';
import type { SeriesStage } from './seriesStage.ts';
import { actionsOf, at, setSeriesStage, thursdays } from './seriesStage.ts';

onBothDatabases('lessons that were moved', (newUrl) => {
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
	});

	const move = async ({ lessonId }: Lesson, day: string, time: string): Promise<void> => {
		stage.tick();
		const body = { plannedStart: at(day, time), reason: null };
		await admin.ok(endpoints.moveLesson, { params: { lessonId }, body });
	};
	const change = async (what: object, dryRun = false) => {
		const body = { change: what, dryRun };
		return (await admin.ok(endpoints.changeCalendar, { params: { termId: stage.termId }, body })).effect;
	};
	/** Has to do with no lesson. */
	const sundays = { what: 'special-days', days: [{ kind: 'exam', day: '2026-06-28', name: '考试' }] };
	const nothing = { fallAway: 0, move: 0, added: 0, clashing: 0, madeUp: 0, examples: [] };
	const end = (seriesId: string, from: string | null) => {
		stage.tick();
		const body = { from, reason: '教师调走' };
		return admin.ok(endpoints.endSeries, { params: { seriesId }, body });
	};
	const signInAgain = async (): Promise<void> => {
		admin = await installation.as('county-admin', admin.countyId);
		stage = { ...stage, admin, ...actionsOf(installation, admin, stage.input) };
	};

	test('across the day on which a series is split: none is given twice, each by who teaches then', async () => {
		const series = await stage.plan();
		const [first, , , , , , , last] = await stage.lessonsOf();
		await move(last!, '2026-04-24', '10:00');
		await move(first!, '2026-06-12', '10:00');
		const before = await stage.lessonsOf();
		const shown = await stage.shown();
		expect(shown).toEqual(['04-24T10:00', ...thursdays.slice(1, 7), '06-12T10:00']);
		const other = await installation.as('teacher', admin.countyId, { schoolId: stage.core.schoolId });
		const later = await stage.update(series, { teacherId: other.personId }, '2026-05-20');
		expect(later).toMatchObject({ lessons: 4, changed: 1 });
		const teachers = (await stage.lessonsOf()).map(({ teacherId }) => teacherId === other.personId);
		expect(teachers).toEqual([false, false, false, false, true, true, true, true]);
		expect(await stage.shown()).toEqual(shown);
		expect(await change(sundays)).toMatchObject(nothing);
		expect(await stage.shown()).toEqual(shown);
		// What is of the second half is ended with it, what is of the first is not, and may follow.
		await end(later.seriesId, '2026-05-25');
		expect(await stage.shown()).toEqual(['04-24T10:00', ...thursdays.slice(1, 5), '06-12T10:00']);
		const halved = await end(series.seriesId, '2026-06-01');
		expect(halved.untilDay).toBe('2026-05-20');
		expect(await stage.shown()).toEqual(['04-24T10:00', ...thursdays.slice(1, 5)]);
		expect(await change({ what: 'ordinary-days', days: ['2026-06-28'] })).toMatchObject(nothing);
		expect(await stage.shown()).toEqual(['04-24T10:00', ...thursdays.slice(1, 5)]);
		const { items } = await admin.ok(endpoints.listChanges, { query: { limit: '3' } });
		for (const { changeId } of items) {
			stage.tick();
			expect(await admin.code(endpoints.undoChange, { params: { changeId } })).toBe('ok');
		}
		expect(await stage.lessonsOf()).toEqual(before);
	});

	test('fall away when their series ends, and stay away; those before its end stay', async () => {
		const series = await stage.plan();
		const lessons = await stage.lessonsOf();
		await move(lessons[0]!, '2026-06-12', '10:00');
		await move(lessons[6]!, '2026-06-05', '10:00');
		await move(lessons[7]!, '2026-04-24', '10:00');
		await end(series.seriesId, '2026-05-20');
		const left = ['04-24T10:00', ...thursdays.slice(1, 4)];
		expect(await stage.shown()).toEqual(left);
		expect((await stage.lessonsOf()).at(-1)).toMatchObject({ cancelReason: '教师调走' });
		expect(await change(sundays)).toMatchObject(nothing);
		expect(await stage.shown()).toEqual(left);
		await end(series.seriesId, null);
		expect(await stage.shown()).toEqual([]);
	});

	test('to another day as a make-up: the lesson does not come back beside it when its day is free again', async () => {
		const series = await stage.plan();
		const snow = { kind: 'holiday', day: '2026-05-14', name: '大雪' };
		const close = { what: 'special-days', days: [snow] };
		const reopen = { what: 'ordinary-days', days: [snow.day] };
		await change(close);
		const { lessonId } = await stage.nth(3);
		const makeUp = (day: string): Promise<string> => {
			stage.tick();
			const body = { plannedStart: at(day, '14:00'), reason: null };
			return admin.code(endpoints.makeUpLesson, { params: { lessonId }, body });
		};
		expect(await makeUp('2026-05-15')).toBe('ok');
		const madeUp = [...thursdays.slice(0, 3), '05-15T14:00', ...thursdays.slice(4)];
		const said = await change(reopen, true);
		expect(said).toMatchObject({ ...nothing, madeUp: 1, examples: [{ what: 'made-up', day: snow.day }] });
		expect(await change(reopen)).toEqual(said);
		expect(await stage.shown()).toEqual(madeUp);
		// It is said once, and whoever looks at the series is told.
		expect(await change(sundays)).toMatchObject(nothing);
		const body = { series: stage.input, seriesId: series.seriesId, from: null };
		expect(await admin.ok(endpoints.checkSeries, { body })).toMatchObject({ lessons: 7, madeUp: 1 });
		await stage.update(series, { slots: [{ weekday: 5, period: 1, own: null }] }, '2026-05-04');
		expect((await stage.shown()).filter((each) => each.startsWith('05-1'))).toEqual(['05-15T14:00']);
		expect(await stage.undo()).toBe('ok');
		expect(await stage.shown()).toEqual(madeUp);
		// Without its make-up it comes back.
		const made = (await stage.lessonsOf()).find(({ makesUp }) => makesUp === lessonId);
		const params = { lessonId: made?.lessonId ?? '' };
		stage.tick();
		await admin.ok(endpoints.cancelLesson, { params, body: { reason: '停电' } });
		expect(await change({ what: 'ordinary-days', days: ['2026-06-28'] })).toMatchObject({
			added: 1,
			madeUp: 0,
		});
		expect(await stage.shown()).toEqual(thursdays);
		expect(await makeUp('2026-05-15')).toBe('conflict');
		expect(await stage.undo()).toBe('change-outdated');
	});

	test('as a make-up of one that somebody cancelled: that is not taken back beside it', async () => {
		await stage.plan();
		const { lessonId } = await stage.nth(3);
		stage.tick();
		await admin.ok(endpoints.cancelLesson, { params: { lessonId }, body: { reason: '停电' } });
		const { items } = await admin.ok(endpoints.listChanges, { query: { limit: '1' } });
		stage.tick();
		const body = { plannedStart: at('2026-05-15', '14:00'), reason: null };
		await admin.ok(endpoints.makeUpLesson, { params: { lessonId }, body });
		const undoing = { params: { changeId: items[0]?.changeId ?? '' } };
		expect(await admin.code(endpoints.undoChange, undoing)).toBe('made-up-already');
		expect(await stage.undo()).toBe('ok');
		expect(await admin.code(endpoints.undoChange, undoing)).toBe('ok');
		expect(await stage.shown()).toEqual(thursdays);
	});

	test('follow the series again when they are those by which it is moved', async () => {
		const series = await stage.plan();
		const [, , , fourth, fifth] = await stage.lessonsOf();
		await move(fourth!, '2026-05-15', '10:00');
		await move(fifth!, '2026-05-22', '10:00');
		const before = await stage.lessonsOf();
		const monday = { ...stage.input, slots: [{ weekday: 1, period: 1, own: null }] };
		const body = { series: monday, from: '2026-05-11', leaveOutClashing: false, dragged: fourth!.lessonId };
		const params = { seriesId: series.seriesId };
		const { leaveOutClashing: _leaves, ...asked } = body;
		const check = { body: { ...asked, seriesId: series.seriesId } };
		expect(await admin.ok(endpoints.checkSeries, check)).toMatchObject({ lessons: 5, clashing: 0 });
		stage.tick();
		const later = await admin.ok(endpoints.updateSeries, { params, body });
		expect(later).toMatchObject({ lessons: 5, changed: 1 });
		const mondays = ['05-25T08:00', '06-01T08:00', '06-08T08:00'];
		expect(await stage.shown()).toEqual([...thursdays.slice(0, 3), '05-11T08:00', '05-22T10:00', ...mondays]);
		expect(await stage.undo()).toBe('ok');
		expect(await stage.lessonsOf()).toEqual(before);
		await stage.plan({ title: '四年级美术', weeks: '16周' });
		const [other] = await stage.lessonsOf('四年级美术');
		const wrong = { params, body: { ...body, dragged: other!.lessonId } };
		expect(await admin.code(endpoints.updateSeries, wrong)).toBe('bad-request, dragged not-found');
	});

	// Last: the clock goes on.
	test('and were given before the day of the split are not given again, whether or not it is taken back', async () => {
		const series = await stage.plan();
		const last = (await stage.lessonsOf()).at(-1);
		await move(last!, '2026-04-24', '10:00');
		const shown = await stage.shown();
		installation.clock.advance(at('2026-04-27', '08:00') - installation.clock.now());
		await signInAgain();
		const later = await stage.update(series, { title: '三年级音乐（新）' }, '2026-05-20');
		expect(later).toMatchObject({ lessons: 4, given: 1 });
		await change(sundays);
		expect(await stage.shown()).toEqual(shown);
		expect(await stage.undo()).toBe('ok');
		await change({ what: 'ordinary-days', days: ['2026-06-28'] });
		expect(await stage.shown()).toEqual(shown);
		expect(await admin.ok(endpoints.readSeries, { params: { seriesId: series.seriesId } })).toMatchObject({
			...{ lessons: 8, given: 2 },
		});
	});
});
