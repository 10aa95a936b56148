// Series: what a term becomes of them, what the calendar and bells do to their lessons, and changes of the rest.
import { endpoints, ErrorBody } from '@classroom/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TimetableTables } from '../../../server/src/timetable/index.ts';
import { dayOf } from '../../../server/src/timetable/index.ts';
import type { Installation, SignedIn } from './installation.ts';
import { onBothDatabases, startInstallation, timeZone } from './installation.ts';
import { minute } from './lessonStage.ts';
import type { SeriesStage } from './seriesStage.ts';
import { actionsOf, at, bells, saveBells, setSeriesStage, thursdays, usual } from './seriesStage.ts';

onBothDatabases('series', (newUrl) => {
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

	const revisions = () =>
		installation.database
			.as<TimetableTables>()
			.selectFrom('lesson')
			.select(['lesson_id', 'series_key', 'revision', 'cancelled_at'])
			.where('county_id', '=', admin.countyId)
			.where('title', '=', '三年级音乐')
			.orderBy('planned_start')
			.execute();
	const change = (what: object, dryRun = false) =>
		admin.ok(endpoints.changeCalendar, { params: { termId: stage.termId }, body: { change: what, dryRun } });

	describe('a plan', () => {
		test('becomes the lessons that were promised before it was saved', async () => {
			const fit = await admin.ok(endpoints.checkSeries, {
				body: { series: stage.input, seriesId: null, from: null },
			});
			expect(fit).toMatchObject({
				weeks: '8-15周',
				lessons: 8,
				omitted: [],
				clashes: [],
				shares: [1],
				free: [],
			});
			const series = await stage.plan();
			expect(series).toMatchObject({ weeks: '8-15周', lessons: 8, given: 0, changed: 0, mayChange: true });
			expect(await stage.shown()).toEqual(thursdays);
			const [first] = await stage.lessonsOf();
			expect(first).toMatchObject({
				series: { seriesId: series.seriesId, from: at('2026-04-23', '08:50') },
				own: { time: false, teacher: false, rest: false },
			});
			const { items } = await admin.ok(endpoints.listSeries, { query: { termId: stage.termId } });
			expect(items).toEqual([series]);
		});

		test('leaves out holidays and follows make-up days', async () => {
			await stage.plan({ slots: [{ weekday: 2, period: 1, own: null }], weeks: '9-11周' });
			// 劳动节 takes Tuesday 5 May, and Saturday 9 May makes up for it.
			expect(await stage.shown()).toEqual(['04-28T08:00', '05-09T08:00', '05-12T08:00']);
		});

		test('that is none is refused, with what is right', async () => {
			const details = async (body: object) => {
				const answer = await admin.ask(endpoints.planSeries, {
					body: { series: { ...stage.input, ...body }, leaveOutClashing: false },
				});
				return ErrorBody.parse(answer.body);
			};
			for (const weeks of ['16-1周', '1-16周(单双)', '18-40周', '每周']) {
				expect(await details({ weeks })).toMatchObject({ code: 'bad-weeks', details: { lastWeek: 19 } });
			}
			expect(await details({ slots: [{ weekday: 4, period: 9, own: null }] })).toMatchObject({
				code: 'no-such-period',
				details: { weekday: 4, period: 9, school: '中心小学' },
			});
			expect(await details({ slots: [{ weekday: 5, period: 1, own: null }], weeks: '9周' })).toMatchObject({
				code: 'no-lessons',
			});
			const slot = { weekday: 4, period: 2, own: null };
			expect((await details({ slots: [slot, slot] })).issues).toEqual([
				{ path: 'slots.1', code: 'duplicate' },
			]);
			const own = (from: number, until: number, period: number) => ({
				...slot,
				period,
				own: { from, until },
			});
			expect((await details({ slots: [own(600, 640, 4), own(630, 660, 5)] })).issues).toEqual([
				{ path: 'slots.1.own.from', code: 'overlap' },
			]);
			expect((await details({ slots: [own(640, 600, 4)] })).issues).toEqual([
				{ path: 'slots.0.own.until', code: 'end-before-start' },
			]);
			expect(await stage.lessonsOf()).toEqual([]);
		});

		test('that clashes names the other, offers what is free, or leaves out what clashes', async () => {
			await stage.plan();
			const other = { title: '四年级美术', weeks: '10-11周', slots: [{ weekday: 4, period: 2, own: null }] };
			const answer = await admin.ask(endpoints.planSeries, {
				body: { series: { ...stage.input, ...other }, leaveOutClashing: false },
			});
			expect([answer.status, ErrorBody.parse(answer.body)]).toMatchObject([
				409,
				{ code: 'clash', details: { resource: 'class', lessons: 2, from: at('2026-05-07', '08:50') } },
			]);
			const fit = await admin.ok(endpoints.checkSeries, {
				body: { series: { ...stage.input, ...other }, seriesId: null, from: null },
			});
			expect(fit.clashing).toBe(2);
			expect(fit.clashes[0]?.title).toContain('三年级音乐');
			expect(fit.free.slice(0, 2).map(({ slot }) => `${slot.weekday} ${slot.period}`)).toEqual([
				'4 1',
				'4 3',
			]);
			expect(await stage.planCode({ ...other, weeks: '15-16周' }, true)).toBe('ok');
			expect(await stage.shown('四年级美术')).toEqual(['06-18T08:50']);
			expect((await stage.lessonsOf('四年级美术'))[0]).toMatchObject({ cancelCause: 'clash' });
		});
	});

	describe('the calendar', () => {
		const thursday = { kind: 'holiday', day: '2026-05-14', name: '运动会' };
		const saturday = { kind: 'make-up', day: '2026-05-16', name: '调休', asWeekday: 4, ofWeek: 11 };

		test('says what it would do, does it, and takes it back, to the same lessons', async () => {
			await stage.plan();
			const before = await stage.lessonsOf();
			const closing = { what: 'special-days', days: [thursday] };
			const said = (await change(closing, true)).effect;
			expect(said).toMatchObject({ fallAway: 1, move: 0, added: 0, clashing: 0 });
			expect(said.examples).toMatchObject([{ what: 'falls-away', day: '2026-05-14', title: '三年级音乐' }]);
			expect(await stage.lessonsOf()).toEqual(before);
			expect((await change(closing)).effect).toEqual(said);
			expect(await stage.shown()).toEqual(thursdays.filter((each) => !each.startsWith('05-14')));
			expect((await stage.nth(3)).cancelCause).toBe('calendar');

			expect((await change({ what: 'special-days', days: [saturday] })).effect).toMatchObject({ added: 1 });
			expect((await stage.shown())[3]).toBe('05-16T08:50');
			const back = { what: 'ordinary-days', days: [thursday.day, saturday.day] };
			expect((await change(back)).effect).toMatchObject({ fallAway: 0, move: 1, added: 0 });
			expect(await stage.lessonsOf()).toEqual(before);
		});

		test('closes for one school, and for whoever cannot do without it', async () => {
			await stage.plan({ receivingClassroomIds: [stage.village.classroomId, stage.hamlet.classroomId] });
			const close = (schoolId: string) =>
				change({
					what: 'close',
					closure: {
						...{ from: '2026-05-11', until: '2026-05-15', reason: '流感' },
						whom: { kind: 'school', schoolId },
					},
				});
			expect((await close(stage.village.schoolId)).effect.fallAway).toBe(0);
			expect((await close(stage.hamlet.schoolId)).effect.fallAway).toBe(1);
			expect(await stage.shown()).not.toContain('05-14T08:50');
		});

		test('what somebody did to one lesson stays', async () => {
			await stage.plan();
			const moved = await stage.nth(3);
			const friday = at('2026-05-15', '10:00');
			const params = { lessonId: moved.lessonId };
			await admin.ok(endpoints.moveLesson, { params, body: { plannedStart: friday, reason: '运动会' } });
			await admin.ok(endpoints.cancelLesson, {
				params: { lessonId: (await stage.nth(4)).lessonId },
				body: { reason: '停电' },
			});
			await change({ what: 'special-days', days: [thursday] });
			expect((await stage.shown())[3]).toBe('05-15T10:00');
			// The day it was moved to: it cannot be given there, and has no other.
			await change({ what: 'special-days', days: [{ ...thursday, day: '2026-05-15' }] });
			expect((await stage.nth(3)).cancelCause).toBe('calendar');
			await change({ what: 'ordinary-days', days: ['2026-05-14', '2026-05-15'] });
			expect((await stage.shown())[3]).toBe('05-15T10:00');
			expect((await stage.nth(4)).cancelReason).toBe('停电');
		});

		test('a lesson whose new place is taken falls away, to be made up for', async () => {
			await stage.plan();
			const { termId: _term, slots: _slots, weeks: _weeks, ...parts } = stage.input;
			const lesson = {
				...parts,
				title: '合唱',
				plannedStart: at('2026-05-16', '09:00'),
				lengthMs: 40 * minute,
			};
			await admin.ok(endpoints.planLesson, { body: lesson });
			const { effect } = await change({ what: 'special-days', days: [thursday, saturday] });
			expect(effect).toMatchObject({ fallAway: 0, move: 0, clashing: 1 });
			expect((await stage.lessonsOf()).filter(({ cancelCause }) => cancelCause === 'clash')).toHaveLength(1);
		});

		test('bells that ring at other times move the lessons', async () => {
			await stage.plan();
			const earlier = bells([480, 520], [525, 565]);
			const body = { schedules: [earlier], dryRun: true };
			const params = { schoolId: stage.core.schoolId };
			expect((await admin.ok(endpoints.saveBells, { params, body })).effect).toMatchObject({ move: 8 });
			await saveBells(admin, stage.core, earlier);
			expect((await stage.shown())[0]).toBe('04-23T08:45');
			// A period that a series uses is no more: its lessons fall away, and come back with it.
			await saveBells(admin, stage.core, bells([480, 520]));
			expect(await stage.shown()).toEqual([]);
			await saveBells(admin, stage.core, usual);
			expect(await stage.shown()).toEqual(thursdays);
		});
	});

	describe('the rest of a series', () => {
		test('from a day on is another series; taken back it is one again', async () => {
			const series = await stage.plan();
			const before = await stage.lessonsOf();
			const later = await stage.update(
				series,
				{ slots: [{ weekday: 5, period: 1, own: null }] },
				'2026-05-20',
			);
			expect(later.seriesId).not.toBe(series.seriesId);
			expect(later).toMatchObject({ fromDay: '2026-05-20', lessons: 4 });
			const fridays = ['05-22T08:00', '05-29T08:00', '06-05T08:00', '06-12T08:00'];
			expect(await stage.shown()).toEqual([...thursdays.slice(0, 4), ...fridays]);
			// They are the same lessons: whoever has them in a calendar sees them move.
			expect((await stage.lessonsOf()).map(({ lessonId }) => lessonId)).toEqual(
				before.map(({ lessonId }) => lessonId),
			);
			expect(await stage.undo()).toBe('ok');
			expect(await stage.lessonsOf()).toEqual(before);
		});

		test('has more weeks: the lessons there are do not change for anybody', async () => {
			const series = await stage.plan();
			// One that falls away for a clash, and does so again.
			await stage.plan({ title: '四年级美术', weeks: '16周' });
			const clashing = { series: { ...stage.input, weeks: '8-16周' }, from: null, leaveOutClashing: true };
			const params = { seriesId: series.seriesId };
			await admin.ok(endpoints.updateSeries, { params, body: clashing });
			const before = await revisions();
			expect(before).toHaveLength(9);
			installation.changes.length = 0;
			stage.tick();
			const body = { ...clashing, series: { ...stage.input, weeks: '8-17周' } };
			await admin.ok(endpoints.updateSeries, { params, body });
			const after = await revisions();
			expect(after.filter(({ series_key }) => series_key !== '17-4-2')).toEqual(before);
			expect(after).toHaveLength(10);
			expect(installation.changes.map(({ what }) => what)).toEqual(['planned']);
			expect(await stage.undo()).toBe('ok');
			expect((await stage.shown()).length).toBe(8);
		});

		test('has fewer weeks, or none; what was given stays', async () => {
			const series = await stage.plan();
			installation.clock.advance(at('2026-05-08', '08:00') - installation.clock.now());
			// Whoever was signed in two months ago no longer is.
			admin = await installation.as('county-admin', admin.countyId);
			stage = { ...stage, ...actionsOf(installation, admin, stage.input) };
			const fewer = await stage.update(series, { weeks: '8-12周' });
			expect(fewer).toMatchObject({ lessons: 5, given: 3 });
			const params = { seriesId: series.seriesId };
			const ended = await admin.ok(endpoints.endSeries, { params, body: { from: null, reason: '教师调走' } });
			expect(ended).toMatchObject({ lessons: 3, untilDay: dayOf(installation.clock.now(), timeZone) });
			expect((await stage.nth(3)).cancelReason).toBe('教师调走');
			expect(await stage.shown()).toEqual(thursdays.slice(0, 3));
		});
	});
});
