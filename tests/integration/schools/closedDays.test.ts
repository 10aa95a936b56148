// Single lessons and days without lessons: none is put there, and those that are there fall away and come back.
import type { Lesson } from '@classroom/protocol';
import { endpoints, ErrorBody } from '@classroom/protocol';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Installation, SignedIn } from './installation.ts';
import { onBothDatabases, startInstallation } from './installation.ts';
import type { SeriesStage } from './seriesStage.ts';
import { at, setSeriesStage, thursdays } from './seriesStage.ts';

const length = 40 * 60_000;

onBothDatabases('days without lessons', (newUrl) => {
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

	const inputOf = (day: string, time: string, more: object = {}) => {
		const { termId: _term, slots: _slots, weeks: _weeks, ...parts } = stage.input;
		return {
			...parts,
			title: '名师讲座',
			kind: 'master',
			plannedStart: at(day, time),
			lengthMs: length,
			...more,
		};
	};
	const plan = (day: string, time: string, more: object = {}): Promise<Lesson> =>
		admin.ok(endpoints.planLesson, { body: inputOf(day, time, more) });
	const read = (lessonId: string): Promise<Lesson> =>
		admin.ok(endpoints.readLesson, { params: { lessonId } });
	const refusal = async (asked: ReturnType<SignedIn['ask']>) => {
		const { status, body } = await asked;
		return [status, ErrorBody.parse(body)];
	};
	const change = (what: object, dryRun = false) => {
		stage.tick();
		const params = { termId: stage.termId };
		return admin.ok(endpoints.changeCalendar, { params, body: { change: what, dryRun } });
	};
	const close = (whom: object, day: string, dryRun = false) =>
		change({ what: 'close', closure: { from: day, until: day, whom, reason: '大雪' } }, dryRun);
	const village = () => ({ kind: 'school', schoolId: stage.village.schoolId });
	const reopen = async () => {
		const { closures } = await admin.ok(endpoints.readCalendar, { params: { termId: stage.termId } });
		return change({ what: 'reopen', closureId: closures.at(-1)?.closureId });
	};

	test('a single lesson is not put on one, is told why, and is offered days that run', async () => {
		const labour = { day: '2026-05-01', why: 'holiday', reason: '劳动节', school: '' };
		const closed = { code: 'day-closed', details: labour };
		const plans = inputOf('2026-05-01', '10:00');
		expect(await refusal(admin.ask(endpoints.planLesson, { body: plans }))).toMatchObject([409, closed]);
		const lesson = await plan('2026-05-08', '10:00');
		const check = (lessonInput: object) =>
			admin.ok(endpoints.checkLesson, { body: { lesson: lessonInput, lessonId: null } });
		expect(await check(plans)).toEqual({
			clashes: [],
			closed: { ...labour, school: null },
			free: ['2026-05-06', '2026-05-07', '2026-05-09'].map((day) => at(day, '10:00')),
		});
		// Saturday 9 May runs as a Tuesday; another one, like any Saturday, is open to who wants it.
		expect((await check(inputOf('2026-05-08', '10:00'))).free).toContain(at('2026-05-09', '10:00'));
		expect(await check(inputOf('2026-05-16', '10:00'))).toEqual({ clashes: [], free: [] });

		const params = { lessonId: lesson.lessonId };
		const moved = { plannedStart: at('2026-05-01', '10:00'), reason: null };
		expect(await refusal(admin.ask(endpoints.moveLesson, { params, body: moved }))).toMatchObject([
			409,
			closed,
		]);
		expect(await refusal(admin.ask(endpoints.updateLesson, { params, body: plans }))).toMatchObject([
			409,
			closed,
		]);
		await admin.ok(endpoints.cancelLesson, { params, body: { reason: '停电' } });
		expect(await refusal(admin.ask(endpoints.makeUpLesson, { params, body: moved }))).toMatchObject([
			409,
			closed,
		]);
		expect(
			await admin.code(endpoints.makeUpLesson, {
				params,
				body: { ...moved, plannedStart: at('2026-05-09', '10:00') },
			}),
		).toBe('ok');
		expect(await read(lesson.lessonId)).toMatchObject({
			status: 'cancelled',
			plannedStart: lesson.plannedStart,
		});
	});

	test('who has no lesson on a day that a school is closed, is one of that school', async () => {
		const lesson = await plan('2026-05-07', '15:00');
		await close(village(), '2026-05-08');
		const moved = { plannedStart: at('2026-05-08', '15:00'), reason: null };
		const snowed = { day: '2026-05-08', why: 'closed', reason: '大雪', school: '罗山教学点' };
		const params = { lessonId: lesson.lessonId };
		expect(await refusal(admin.ask(endpoints.moveLesson, { params, body: moved }))).toMatchObject([
			409,
			{ code: 'day-closed', details: snowed },
		]);
		const days = { from: '2026-04-27', until: '2026-05-10' };
		const free = await admin.ok(endpoints.freePlaces, { params, query: days });
		expect(free.closed.map(({ day, why, school }) => [day, why, school])).toEqual([
			...['01', '02', '03', '04', '05'].map((day) => [`2026-05-${day}`, 'holiday', null]),
			['2026-05-08', 'closed', '罗山教学点'],
		]);
		// As long as one of those that receive it is there, it is given.
		const both = [stage.village.classroomId, stage.hamlet.classroomId];
		await plan('2026-05-08', '15:00', { receivingClassroomIds: both, classGroupIds: [] });
		expect(
			await admin.code(endpoints.moveLesson, {
				params,
				body: { ...moved, plannedStart: at('2026-05-11', '15:00') },
			}),
		).toBe('ok');
		// A swap puts neither there.
		const other = await plan('2026-05-12', '15:00', {
			receivingClassroomIds: [stage.hamlet.classroomId],
			classGroupIds: [],
		});
		await close({ kind: 'school', schoolId: stage.village.schoolId }, '2026-05-12');
		const swap = { params, body: { with: other.lessonId, reason: null } };
		expect(await refusal(admin.ask(endpoints.swapLessons, swap))).toMatchObject([
			409,
			{ code: 'day-closed' },
		]);
	});

	test('taking back a cancellation puts no lesson on a day that has closed since', async () => {
		const lesson = await plan('2026-05-14', '15:00');
		const params = { lessonId: lesson.lessonId };
		await admin.ok(endpoints.cancelLesson, { params, body: { reason: '停电' } });
		const changes = await admin.ok(endpoints.listChanges, { query: params });
		const back = { params: { changeId: changes.items[0]?.changeId ?? '' } };
		await close(village(), '2026-05-14');
		expect(await refusal(admin.ask(endpoints.undoChange, back))).toMatchObject([
			409,
			{ code: 'day-closed', details: { day: '2026-05-14', reason: '大雪' } },
		]);
		expect(await read(lesson.lessonId)).toMatchObject({ status: 'cancelled', cancelCause: 'person' });
		await reopen();
		await admin.ok(endpoints.undoChange, back);
		expect(await read(lesson.lessonId)).toMatchObject({ status: 'planned' });
	});

	test('a lesson that stands on a day that closes falls away with those of series, and comes back with them', async () => {
		await stage.plan();
		const music = await stage.nth(3);
		await admin.ok(endpoints.cancelLesson, {
			params: { lessonId: music.lessonId },
			body: { reason: '停电' },
		});
		const body = { plannedStart: at('2026-05-21', '14:00'), reason: null };
		const madeUp = await admin.ok(endpoints.makeUpLesson, { params: { lessonId: music.lessonId }, body });
		const talk = await plan('2026-05-21', '15:00');
		const both = [stage.village.classroomId, stage.hamlet.classroomId];
		const shared = await plan('2026-05-21', '16:00', { receivingClassroomIds: both, classGroupIds: [] });
		const elsewhere = await plan('2026-05-22', '15:00');
		const dropped = await plan('2026-05-21', '17:00');
		const params = { lessonId: dropped.lessonId };
		await admin.ok(endpoints.cancelLesson, { params, body: { reason: '老师生病' } });

		const tried = await close(village(), '2026-05-21', true);
		expect(tried.effect).toMatchObject({ fallAway: 3, move: 0, added: 0, clashing: 0 });
		expect(tried.effect.examples.map(({ what, title }) => `${what} ${title}`).sort()).toEqual([
			'falls-away 三年级音乐',
			'falls-away 三年级音乐',
			'falls-away 名师讲座',
		]);
		expect(await read(talk.lessonId)).toEqual(talk);
		installation.changes.length = 0;
		expect((await close(village(), '2026-05-21')).effect).toEqual(tried.effect);
		expect(installation.changes.map(({ what }) => what)).toEqual(['cancelled', 'cancelled', 'cancelled']);
		const fell = { status: 'cancelled', cancelCause: 'calendar', cancelReason: '大雪' };
		const ofSeries = (await stage.lessonsOf()).find(
			({ plannedStart }) => plannedStart === at('2026-05-21', '08:50'),
		);
		for (const each of [madeUp, talk, ofSeries]) expect(await read(each?.lessonId ?? '')).toMatchObject(fell);
		for (const each of [shared, elsewhere]) expect(await read(each.lessonId)).toEqual(each);
		expect(await read(dropped.lessonId)).toMatchObject({ cancelCause: 'person', cancelReason: '老师生病' });

		// Another change of the calendar leaves all that as it is.
		const exam = { what: 'special-days', days: [{ kind: 'exam', day: '2026-06-29', name: '期末考试' }] };
		expect((await change(exam)).effect).toMatchObject({ fallAway: 0, added: 0 });
		expect((await reopen()).effect).toMatchObject({ fallAway: 0, added: 3 });
		for (const each of [madeUp, talk]) {
			expect(await read(each.lessonId)).toMatchObject({ ...each, status: 'planned', cancelReason: null });
		}
		expect(await stage.shown()).toEqual(
			[...thursdays.filter((_, place) => place !== 3), '05-21T14:00'].sort(),
		);
		expect(await read(dropped.lessonId)).toMatchObject({ cancelCause: 'person' });
	});

	test('one that fell away does not come back to where another is by now, nor beside the one that makes up for it', async () => {
		const [talk, made] = [await plan('2026-05-21', '15:00'), await plan('2026-05-21', '16:00')];
		await close(village(), '2026-05-21');
		// Its teacher and classroom are in another lesson by then, of a school that is open.
		await plan('2026-05-21', '15:10', {
			receivingClassroomIds: [stage.hamlet.classroomId],
			classGroupIds: [],
		});
		const body = { plannedStart: at('2026-05-25', '15:00'), reason: null };
		await admin.ok(endpoints.makeUpLesson, { params: { lessonId: made.lessonId }, body });
		expect((await reopen()).effect).toMatchObject({ fallAway: 0, added: 0, clashing: 1 });
		expect(await read(talk.lessonId)).toMatchObject({ status: 'cancelled', cancelCause: 'clash' });
		expect(await read(made.lessonId)).toMatchObject({ status: 'cancelled', cancelCause: 'calendar' });
	});

	test('those that were planned before a term fall away on its holidays, and come back when it is deleted', async () => {
		const [feast, usual] = [await plan('2026-10-01', '10:00'), await plan('2026-10-15', '10:00')];
		const body = { name: '2026 秋季学期', firstDay: '2026-08-31', lastDay: '2027-01-22' };
		const { effect } = await admin.ok(endpoints.checkTerm, { body });
		expect(effect).toMatchObject({ fallAway: 1, move: 0, added: 0, clashing: 0 });
		expect(effect.examples).toMatchObject([{ what: 'falls-away', day: '2026-10-01' }]);
		expect(await read(feast.lessonId)).toEqual(feast);
		installation.changes.length = 0;
		stage.tick();
		const { termId } = await admin.ok(endpoints.createTerm, { body });
		expect(installation.changes).toMatchObject([{ what: 'cancelled', lessonId: feast.lessonId }]);
		const fell = { status: 'cancelled', cancelCause: 'calendar', cancelReason: '国庆节' };
		expect(await read(feast.lessonId)).toMatchObject(fell);
		expect(await read(usual.lessonId)).toEqual(usual);
		expect(await admin.code(endpoints.checkTerm, { body })).toBe('terms-overlap');
		const { items } = await admin.ok(endpoints.audit, { query: { search: body.name } });
		expect(items[0]).toMatchObject({ action: 'term.created', details: { fallAway: 1 } });
		const removal = await admin.ok(endpoints.checkTermRemoval, { params: { termId } });
		expect(removal.effect).toMatchObject({ fallAway: 0, move: 0, added: 1, clashing: 0, madeUp: 0 });
		expect(removal.effect.examples).toEqual([
			{ what: 'added', title: feast.title, day: '2026-10-01', from: null },
		]);
		expect(await read(feast.lessonId)).toMatchObject(fell);
		installation.changes.length = 0;
		await admin.ok(endpoints.deleteTerm, { params: { termId } });
		expect(await read(feast.lessonId)).toMatchObject({ status: 'planned', cancelReason: null });
		expect(installation.changes).toMatchObject([{ what: 'changed', lessonId: feast.lessonId }]);
		expect(await admin.code(endpoints.checkTermRemoval, { params: { termId } })).toBe('not-found');
	});

	test('a term that is to be deleted says what would come back, and what would not find its place', async () => {
		const { termId } = stage;
		const talk = await plan('2026-05-21', '15:00');
		await close(village(), '2026-05-21');
		const removal = () => admin.ok(endpoints.checkTermRemoval, { params: { termId } });
		expect((await removal()).effect).toMatchObject({ added: 1, clashing: 0 });
		await plan('2026-05-21', '15:10', {
			receivingClassroomIds: [stage.hamlet.classroomId],
			classGroupIds: [],
		});
		expect((await removal()).effect).toMatchObject({
			...{ fallAway: 0, added: 0, clashing: 1 },
			examples: [{ what: 'clashes', title: talk.title, day: '2026-05-21' }],
		});
		await stage.plan();
		expect(await admin.code(endpoints.checkTermRemoval, { params: { termId } })).toBe('still-in-use');
		expect(await admin.code(endpoints.deleteTerm, { params: { termId } })).toBe('still-in-use');
	});

	test('a lesson of a series that somebody moved to a day that closes says why, too', async () => {
		await stage.plan();
		const music = await stage.nth(3);
		const body = { plannedStart: at('2026-05-15', '14:00'), reason: null };
		await admin.ok(endpoints.moveLesson, { params: { lessonId: music.lessonId }, body });
		expect((await close({ kind: 'county' }, '2026-05-15')).effect).toMatchObject({ fallAway: 1 });
		expect(await read(music.lessonId)).toMatchObject({ cancelCause: 'calendar', cancelReason: '大雪' });
	});
});
