// Changes of single lessons of a series: moving, another teacher, swapping, making up; and taking them back.
import type { Lesson } from '@classroom/protocol';
import { endpoints } from '@classroom/protocol';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Installation, SignedIn } from './installation.ts';
import { onBothDatabases, startInstallation } from './installation.ts';
import type { SeriesStage } from './seriesStage.ts';
import { at, setSeriesStage, thursdays } from './seriesStage.ts';

onBothDatabases('changes of one lesson', (newUrl) => {
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

	const move = (lesson: Lesson, plannedStart: number): Promise<string> => {
		stage.tick();
		const params = { lessonId: lesson.lessonId };
		return admin.code(endpoints.moveLesson, { params, body: { plannedStart, reason: null } });
	};

	test('moved and moved back is as before; undone too', async () => {
		await stage.plan();
		const before = await stage.lessonsOf();
		const lesson = await stage.nth(2);
		expect(await move(lesson, at('2026-05-08', '08:00'))).toBe('ok');
		expect(await stage.nth(2)).toMatchObject({
			own: { time: true },
			plannedStart: at('2026-05-08', '08:00'),
			series: { from: lesson.plannedStart },
		});
		expect(await move(lesson, lesson.plannedStart)).toBe('ok');
		expect(await stage.lessonsOf()).toEqual(before);
		expect(await move(lesson, at('2026-05-08', '08:00'))).toBe('ok');
		expect(await stage.undo()).toBe('ok');
		expect(await stage.lessonsOf()).toEqual(before);
		// The last change is the undoing itself, which can be undone; nothing can twice.
		const changes = await admin.ok(endpoints.listChanges, { query: { lessonId: lesson.lessonId } });
		expect(changes.items.map(({ kind, undoneAt }) => `${kind} ${undoneAt !== null}`)).toEqual([
			...['undone false', 'moved true', 'moved false', 'moved false', 'series false'],
		]);
		const again = { params: { changeId: changes.items[1]?.changeId ?? '' } };
		expect(await admin.code(endpoints.undoChange, again)).toBe('change-outdated');
	});

	test('cannot be moved to where another is, and is told which', async () => {
		await stage.plan();
		expect(await move(await stage.nth(2), at('2026-05-14', '09:00'))).toBe('clash');
		expect(await stage.shown()).toEqual(thursdays);
	});

	test('has another teacher, who is told, and keeps them when the series changes', async () => {
		const series = await stage.plan();
		const other = await installation.as('teacher', admin.countyId, { schoolId: stage.core.schoolId });
		installation.changes.length = 0;
		const lesson = await stage.nth(1);
		const params = { lessonId: lesson.lessonId };
		const body = { teacherId: other.personId, reason: '张老师培训' };
		const substituted = await admin.ok(endpoints.substituteTeacher, { params, body });
		expect(substituted).toMatchObject({ teacherId: other.personId, own: { teacher: true, time: false } });
		expect(installation.changes).toMatchObject([
			{ what: 'changed', teacherIds: [other.personId, stage.input['teacherId']] },
		]);
		const changed = await stage.update(series, {
			title: '三年级音乐（新）',
			slots: [{ weekday: 4, period: 3, own: null }],
		});
		expect(changed).toMatchObject({ changed: 1, lessons: 8 });
		expect(await stage.nth(1)).toMatchObject({ teacherId: other.personId, title: '三年级音乐（新）' });
		expect((await stage.shown())[1]).toBe('04-30T09:50');
	});

	test('two change places, and nothing else does', async () => {
		await stage.plan();
		await stage.plan({ title: '四年级美术', slots: [{ weekday: 3, period: 1, own: null }], weeks: '12周' });
		const before = await stage.lessonsOf('年级');
		const [art] = await stage.lessonsOf('四年级美术');
		const music = await stage.nth(4);
		const body = { with: art?.lessonId, reason: null };
		stage.tick();
		await admin.ok(endpoints.swapLessons, { params: { lessonId: music.lessonId }, body });
		const after = new Map((await stage.lessonsOf('年级')).map((lesson) => [lesson.lessonId, lesson]));
		const touched = before.filter(
			(lesson) => after.get(lesson.lessonId)?.plannedStart !== lesson.plannedStart,
		);
		expect(touched.map(({ title }) => title).sort()).toEqual(['三年级音乐', '四年级美术'].sort());
		expect(after.get(music.lessonId)?.plannedStart).toBe(art?.plannedStart);
		expect(await stage.undo()).toBe('ok');
		expect(await stage.lessonsOf('年级')).toEqual(before);
		const itself = { params: { lessonId: music.lessonId }, body: { with: music.lessonId, reason: null } };
		expect(await admin.code(endpoints.swapLessons, itself)).toBe('bad-request, with duplicate');
	});

	test('that was cancelled is made up for, once', async () => {
		await stage.plan();
		const params = { lessonId: (await stage.nth(0)).lessonId };
		const makeUp = (day: string): Promise<string> => {
			stage.tick();
			const body = { plannedStart: at(day, '14:00'), reason: null };
			return admin.code(endpoints.makeUpLesson, { params, body });
		};
		expect(await makeUp('2026-04-24')).toBe('conflict');
		await admin.ok(endpoints.cancelLesson, { params, body: { reason: '停电' } });
		expect(await makeUp('2026-04-24')).toBe('ok');
		expect(await makeUp('2026-04-25')).toBe('made-up-already');
		expect(await makeUp('2026-04-24')).toBe('made-up-already');
		const madeUp = (await stage.lessonsOf()).find(({ makesUp }) => makesUp === params.lessonId);
		expect(madeUp).toMatchObject({ plannedStart: at('2026-04-24', '14:00'), series: null });
		expect(await stage.undo()).toBe('ok');
		expect((await stage.shown())[0]).toBe(thursdays[1]);
	});
});
