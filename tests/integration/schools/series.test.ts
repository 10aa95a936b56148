// Series and changes of their lessons: what a term becomes, what the calendar and people do to it, and taking it back.
import type { Lesson, Series, TermId } from '@classroom/protocol';
import { endpoints, ErrorBody } from '@classroom/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dayOf } from '../../../server/src/timetable/index.ts';
import type { AddedSchool, Installation, SignedIn } from './installation.ts';
import { onBothDatabases, startInstallation, timeZone } from './installation.ts';
import { minute, setStage } from './lessonStage.ts';

const spring = { name: '2026 春季学期', firstDay: '2026-03-02', lastDay: '2026-07-10' };
const bells = (...times: [number, number][]) => ({
	name: '全天',
	season: null,
	weekdays: null,
	periods: times.map(([from, until], place) => ({
		number: place + 1,
		name: `第${place + 1}节`,
		from,
		until,
	})),
});
const usual = bells([480, 520], [530, 570], [590, 630]);
const at = (day: string, time: string): number => Date.parse(`${day}T${time}:00+08:00`);

onBothDatabases('series', (newUrl) => {
	let installation: Installation;
	let admin: SignedIn;
	let core: AddedSchool;
	let village: AddedSchool;
	let hamlet: AddedSchool;
	let termId: TermId;
	let input: Record<string, unknown>;
	beforeAll(async () => {
		installation = await startInstallation(await newUrl());
	});
	afterAll(() => installation.close());
	beforeEach(async () => {
		const stage = await setStage(installation);
		({ admin, core, village, hamlet } = stage);
		({ termId } = await admin.ok(endpoints.createTerm, { body: spring }));
		await saveBells(core, usual);
		const { title, kind, subject, teacherId, sendingClassroomId } = stage.plan;
		const { receivingClassroomIds, classGroupIds } = stage.plan;
		input = {
			...{
				termId,
				title,
				kind,
				subject,
				teacherId,
				sendingClassroomId,
				receivingClassroomIds,
				classGroupIds,
			},
			// Thursdays from 23 April to 11 June; none of them is a holiday.
			slots: [{ weekday: 4, period: 2, own: null }],
			weeks: '８－15周',
		};
	});

	const saveBells = ({ schoolId }: AddedSchool, schedule: object) =>
		admin.ok(endpoints.saveBells, { params: { schoolId }, body: { schedules: [schedule], dryRun: false } });
	/** Changes are told in the order of their times. */
	const tick = (): void => installation.clock.advance(1);
	const plan = (change: object = {}, leaveOutClashing = false): Promise<Series> =>
		admin.ok(endpoints.planSeries, { body: { series: { ...input, ...change }, leaveOutClashing } });
	const planCode = (change: object, leaveOutClashing = false): Promise<string> =>
		admin.code(endpoints.planSeries, { body: { series: { ...input, ...change }, leaveOutClashing } });
	const update = (series: Series, change: object, from: string | null = null) => {
		tick();
		const params = { seriesId: series.seriesId };
		const body = { series: { ...input, ...change }, from, leaveOutClashing: false };
		return admin.ok(endpoints.updateSeries, { params, body });
	};
	const lessonsOf = async (title = '三年级音乐'): Promise<Lesson[]> => {
		const { items } = await admin.ok(endpoints.listLessons, { query: { limit: '200', search: title } });
		return items;
	};
	const shown = async (title?: string): Promise<string[]> =>
		(await lessonsOf(title))
			.filter(({ status }) => status !== 'cancelled')
			.map(({ plannedStart }) => new Date(plannedStart + 8 * 60 * minute).toISOString().slice(5, 16));
	const thursdays = [
		...['04-23T08:50', '04-30T08:50', '05-07T08:50', '05-14T08:50'],
		...['05-21T08:50', '05-28T08:50', '06-04T08:50', '06-11T08:50'],
	];
	const change = (what: object, dryRun = false) =>
		admin.ok(endpoints.changeCalendar, { params: { termId }, body: { change: what, dryRun } });
	const nth = async (place: number): Promise<Lesson> => {
		const lesson = (await lessonsOf())[place];
		if (lesson === undefined) throw new Error(`no lesson ${place}`);
		return lesson;
	};
	const lastChange = async (): Promise<string> => {
		const { items } = await admin.ok(endpoints.listChanges, { query: { limit: '1' } });
		return items[0]?.changeId ?? '';
	};
	const undo = async (): Promise<string> => {
		const changeId = await lastChange();
		tick();
		return admin.code(endpoints.undoChange, { params: { changeId } });
	};

	describe('a plan', () => {
		test('becomes the lessons that were promised before it was saved', async () => {
			const fit = await admin.ok(endpoints.checkSeries, {
				body: { series: input, seriesId: null, from: null },
			});
			expect(fit).toMatchObject({
				weeks: '8-15周',
				lessons: 8,
				omitted: [],
				clashes: [],
				shares: [1],
				free: [],
			});
			const series = await plan();
			expect(series).toMatchObject({ weeks: '8-15周', lessons: 8, given: 0, changed: 0, mayChange: true });
			expect(await shown()).toEqual(thursdays);
			const [first] = await lessonsOf();
			expect(first).toMatchObject({
				series: { seriesId: series.seriesId, from: at('2026-04-23', '08:50') },
				own: { time: false, teacher: false, rest: false },
			});
			const { items } = await admin.ok(endpoints.listSeries, { query: { termId } });
			expect(items).toEqual([series]);
		});

		test('leaves out holidays and follows make-up days', async () => {
			await plan({ slots: [{ weekday: 2, period: 1, own: null }], weeks: '9-11周' });
			// 劳动节 takes Tuesday 5 May, and Saturday 9 May makes up for it.
			expect(await shown()).toEqual(['04-28T08:00', '05-09T08:00', '05-12T08:00']);
		});

		test('that is none is refused, with what is right', async () => {
			const details = async (body: object) => {
				const answer = await admin.ask(endpoints.planSeries, {
					body: { series: { ...input, ...body }, leaveOutClashing: false },
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
			expect(await lessonsOf()).toEqual([]);
		});

		test('that clashes names the other, offers what is free, or leaves out what clashes', async () => {
			await plan();
			const other = { title: '四年级美术', weeks: '10-11周', slots: [{ weekday: 4, period: 2, own: null }] };
			const answer = await admin.ask(endpoints.planSeries, {
				body: { series: { ...input, ...other }, leaveOutClashing: false },
			});
			expect([answer.status, ErrorBody.parse(answer.body)]).toMatchObject([
				409,
				{ code: 'clash', details: { resource: 'class', lessons: 2, from: at('2026-05-07', '08:50') } },
			]);
			const fit = await admin.ok(endpoints.checkSeries, {
				body: { series: { ...input, ...other }, seriesId: null, from: null },
			});
			expect(fit.clashing).toBe(2);
			expect(fit.clashes[0]?.title).toContain('三年级音乐');
			expect(fit.free.slice(0, 2).map(({ slot }) => `${slot.weekday} ${slot.period}`)).toEqual([
				'4 1',
				'4 3',
			]);
			expect(await planCode({ ...other, weeks: '15-16周' }, true)).toBe('ok');
			expect(await shown('四年级美术')).toEqual(['06-18T08:50']);
			expect((await lessonsOf('四年级美术'))[0]).toMatchObject({ cancelCause: 'clash' });
		});
	});

	describe('the calendar', () => {
		const thursday = { kind: 'holiday', day: '2026-05-14', name: '运动会' };
		const saturday = { kind: 'make-up', day: '2026-05-16', name: '调休', asWeekday: 4, ofWeek: 11 };

		test('says what it would do, does it, and takes it back, to the same lessons', async () => {
			await plan();
			const before = await lessonsOf();
			const closing = { what: 'special-days', days: [thursday] };
			const said = (await change(closing, true)).effect;
			expect(said).toMatchObject({ fallAway: 1, move: 0, added: 0, clashing: 0 });
			expect(said.examples).toMatchObject([{ what: 'falls-away', day: '2026-05-14', title: '三年级音乐' }]);
			expect(await lessonsOf()).toEqual(before);
			expect((await change(closing)).effect).toEqual(said);
			expect(await shown()).toEqual(thursdays.filter((each) => !each.startsWith('05-14')));
			expect((await nth(3)).cancelCause).toBe('calendar');

			expect((await change({ what: 'special-days', days: [saturday] })).effect).toMatchObject({ added: 1 });
			expect((await shown())[3]).toBe('05-16T08:50');
			const back = { what: 'ordinary-days', days: [thursday.day, saturday.day] };
			expect((await change(back)).effect).toMatchObject({ fallAway: 0, move: 1, added: 0 });
			expect(await lessonsOf()).toEqual(before);
		});

		test('closes for one school, and for whoever cannot do without it', async () => {
			await plan({ receivingClassroomIds: [village.classroomId, hamlet.classroomId] });
			const close = (schoolId: string) =>
				change({
					what: 'close',
					closure: {
						...{ from: '2026-05-11', until: '2026-05-15', reason: '流感' },
						whom: { kind: 'school', schoolId },
					},
				});
			expect((await close(village.schoolId)).effect.fallAway).toBe(0);
			expect((await close(hamlet.schoolId)).effect.fallAway).toBe(1);
			expect(await shown()).not.toContain('05-14T08:50');
		});

		test('what somebody did to one lesson stays', async () => {
			await plan();
			const moved = await nth(3);
			const friday = at('2026-05-15', '10:00');
			const params = { lessonId: moved.lessonId };
			await admin.ok(endpoints.moveLesson, { params, body: { plannedStart: friday, reason: '运动会' } });
			await admin.ok(endpoints.cancelLesson, {
				params: { lessonId: (await nth(4)).lessonId },
				body: { reason: '停电' },
			});
			await change({ what: 'special-days', days: [thursday] });
			expect((await shown())[3]).toBe('05-15T10:00');
			// The day it was moved to: it cannot be given there, and has no other.
			await change({ what: 'special-days', days: [{ ...thursday, day: '2026-05-15' }] });
			expect((await nth(3)).cancelCause).toBe('calendar');
			await change({ what: 'ordinary-days', days: ['2026-05-14', '2026-05-15'] });
			expect((await shown())[3]).toBe('05-15T10:00');
			expect((await nth(4)).cancelReason).toBe('停电');
		});

		test('a lesson whose new place is taken falls away, to be made up for', async () => {
			await plan();
			const { termId: _term, slots: _slots, weeks: _weeks, ...parts } = input;
			const lesson = {
				...parts,
				title: '合唱',
				plannedStart: at('2026-05-16', '09:00'),
				lengthMs: 40 * minute,
			};
			await admin.ok(endpoints.planLesson, { body: lesson });
			const { effect } = await change({ what: 'special-days', days: [thursday, saturday] });
			expect(effect).toMatchObject({ fallAway: 0, move: 0, clashing: 1 });
			expect((await lessonsOf()).filter(({ cancelCause }) => cancelCause === 'clash')).toHaveLength(1);
		});

		test('bells that ring at other times move the lessons', async () => {
			await plan();
			const earlier = bells([480, 520], [525, 565]);
			const body = { schedules: [earlier], dryRun: true };
			const params = { schoolId: core.schoolId };
			expect((await admin.ok(endpoints.saveBells, { params, body })).effect).toMatchObject({ move: 8 });
			await saveBells(core, earlier);
			expect((await shown())[0]).toBe('04-23T08:45');
			// A period that a series uses is no more: its lessons fall away, and come back with it.
			await saveBells(core, bells([480, 520]));
			expect(await shown()).toEqual([]);
			await saveBells(core, usual);
			expect(await shown()).toEqual(thursdays);
		});
	});

	describe('one lesson', () => {
		const move = (lesson: Lesson, plannedStart: number): Promise<string> => {
			tick();
			const params = { lessonId: lesson.lessonId };
			return admin.code(endpoints.moveLesson, { params, body: { plannedStart, reason: null } });
		};

		test('moved and moved back is as before; undone too', async () => {
			await plan();
			const before = await lessonsOf();
			const lesson = await nth(2);
			expect(await move(lesson, at('2026-05-08', '08:00'))).toBe('ok');
			expect(await nth(2)).toMatchObject({
				own: { time: true },
				plannedStart: at('2026-05-08', '08:00'),
				series: { from: lesson.plannedStart },
			});
			expect(await move(lesson, lesson.plannedStart)).toBe('ok');
			expect(await lessonsOf()).toEqual(before);
			expect(await move(lesson, at('2026-05-08', '08:00'))).toBe('ok');
			expect(await undo()).toBe('ok');
			expect(await lessonsOf()).toEqual(before);
			// The last change is the undoing itself, which can be undone; nothing can twice.
			const changes = await admin.ok(endpoints.listChanges, { query: { lessonId: lesson.lessonId } });
			expect(changes.items.map(({ kind, undoneAt }) => `${kind} ${undoneAt !== null}`)).toEqual([
				...['undone false', 'moved true', 'moved false', 'moved false', 'series false'],
			]);
			const again = { params: { changeId: changes.items[1]?.changeId ?? '' } };
			expect(await admin.code(endpoints.undoChange, again)).toBe('change-outdated');
		});

		test('cannot be moved to where another is, and is told which', async () => {
			await plan();
			expect(await move(await nth(2), at('2026-05-14', '09:00'))).toBe('clash');
			expect(await shown()).toEqual(thursdays);
		});

		test('has another teacher, who is told, and keeps them when the series changes', async () => {
			const series = await plan();
			const other = await installation.as('teacher', admin.countyId, { schoolId: core.schoolId });
			installation.changes.length = 0;
			const lesson = await nth(1);
			const params = { lessonId: lesson.lessonId };
			const body = { teacherId: other.personId, reason: '张老师培训' };
			const substituted = await admin.ok(endpoints.substituteTeacher, { params, body });
			expect(substituted).toMatchObject({ teacherId: other.personId, own: { teacher: true, time: false } });
			expect(installation.changes).toMatchObject([
				{ what: 'changed', teacherIds: [other.personId, input['teacherId']] },
			]);
			const changed = await update(series, {
				title: '三年级音乐（新）',
				slots: [{ weekday: 4, period: 3, own: null }],
			});
			expect(changed).toMatchObject({ changed: 1, lessons: 8 });
			expect(await nth(1)).toMatchObject({ teacherId: other.personId, title: '三年级音乐（新）' });
			expect((await shown())[1]).toBe('04-30T09:50');
		});

		test('two change places, and nothing else does', async () => {
			await plan();
			await plan({ title: '四年级美术', slots: [{ weekday: 3, period: 1, own: null }], weeks: '12周' });
			const before = await lessonsOf('年级');
			const [art] = await lessonsOf('四年级美术');
			const music = await nth(4);
			const body = { with: art?.lessonId, reason: null };
			tick();
			await admin.ok(endpoints.swapLessons, { params: { lessonId: music.lessonId }, body });
			const after = new Map((await lessonsOf('年级')).map((lesson) => [lesson.lessonId, lesson]));
			const touched = before.filter(
				(lesson) => after.get(lesson.lessonId)?.plannedStart !== lesson.plannedStart,
			);
			expect(touched.map(({ title }) => title).sort()).toEqual(['三年级音乐', '四年级美术'].sort());
			expect(after.get(music.lessonId)?.plannedStart).toBe(art?.plannedStart);
			expect(await undo()).toBe('ok');
			expect(await lessonsOf('年级')).toEqual(before);
			const itself = { params: { lessonId: music.lessonId }, body: { with: music.lessonId, reason: null } };
			expect(await admin.code(endpoints.swapLessons, itself)).toBe('bad-request, with duplicate');
		});

		test('that was cancelled is made up for, once', async () => {
			await plan();
			const params = { lessonId: (await nth(0)).lessonId };
			const makeUp = (day: string): Promise<string> => {
				tick();
				const body = { plannedStart: at(day, '14:00'), reason: null };
				return admin.code(endpoints.makeUpLesson, { params, body });
			};
			expect(await makeUp('2026-04-24')).toBe('conflict');
			await admin.ok(endpoints.cancelLesson, { params, body: { reason: '停电' } });
			expect(await makeUp('2026-04-24')).toBe('ok');
			expect(await makeUp('2026-04-25')).toBe('made-up-already');
			expect(await makeUp('2026-04-24')).toBe('made-up-already');
			const madeUp = (await lessonsOf()).find(({ makesUp }) => makesUp === params.lessonId);
			expect(madeUp).toMatchObject({ plannedStart: at('2026-04-24', '14:00'), series: null });
			expect(await undo()).toBe('ok');
			expect((await shown())[0]).toBe(thursdays[1]);
		});
	});

	describe('the rest of a series', () => {
		test('from a day on is another series; taken back it is one again', async () => {
			const series = await plan();
			const before = await lessonsOf();
			const later = await update(series, { slots: [{ weekday: 5, period: 1, own: null }] }, '2026-05-20');
			expect(later.seriesId).not.toBe(series.seriesId);
			expect(later).toMatchObject({ fromDay: '2026-05-20', lessons: 4 });
			const fridays = ['05-22T08:00', '05-29T08:00', '06-05T08:00', '06-12T08:00'];
			expect(await shown()).toEqual([...thursdays.slice(0, 4), ...fridays]);
			// They are the same lessons: whoever has them in a calendar sees them move.
			expect((await lessonsOf()).map(({ lessonId }) => lessonId)).toEqual(
				before.map(({ lessonId }) => lessonId),
			);
			expect(await undo()).toBe('ok');
			expect(await lessonsOf()).toEqual(before);
		});

		test('has fewer weeks, or none; what was given stays', async () => {
			const series = await plan();
			installation.clock.advance(at('2026-05-08', '08:00') - installation.clock.now());
			admin = await installation.as('county-admin', admin.countyId);
			const fewer = await update(series, { weeks: '8-12周' });
			expect(fewer).toMatchObject({ lessons: 5, given: 3 });
			const params = { seriesId: series.seriesId };
			const ended = await admin.ok(endpoints.endSeries, { params, body: { from: null, reason: '教师调走' } });
			expect(ended).toMatchObject({ lessons: 3, untilDay: dayOf(installation.clock.now(), timeZone) });
			expect((await nth(3)).cancelReason).toBe('教师调走');
			expect(await shown()).toEqual(thursdays.slice(0, 3));
		});
	});
});
