// Changes of single lessons of a series: moving, another teacher, swapping, making up; and taking them back.
import type { Lesson } from '@classroom/protocol';
import { endpoints, SchoolId } from '@classroom/protocol';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { Installation, SignedIn } from './installation.ts';
import { addSchool, onBothDatabases, startInstallation } from './installation.ts';
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

	/** A lesson of two other schools, at another time. */
	const foreign = async (day: string): Promise<Lesson> => {
		const far = await addSchool(admin, '河口教学点');
		const teacher = await installation.as('teacher', admin.countyId, { schoolId: stage.hamlet.schoolId });
		const { termId: _t, slots: _s, weeks: _w, ...parts } = stage.input;
		const body = {
			...parts,
			...{ title: '五年级美术', teacherId: teacher.personId, sendingClassroomId: stage.hamlet.classroomId },
			...{ receivingClassroomIds: [far.classroomId], classGroupIds: [far.classGroupId] },
			...{ plannedStart: at(day, '14:00'), lengthMs: 2_400_000 },
		};
		return admin.ok(endpoints.planLesson, { body });
	};

	test('a school reads of a change what concerns its own lessons, and takes back only what is all its own', async () => {
		await stage.plan();
		const own = await stage.nth(1);
		const other = await foreign('2026-04-24');
		const asSchool = ({ schoolId }: { schoolId: string }) =>
			installation.as('school-admin', admin.countyId, { schoolId: SchoolId.parse(schoolId) });
		const [core, village, hamlet] = [
			await asSchool(stage.core),
			await asSchool(stage.village),
			await asSchool(stage.hamlet),
		];
		const latest = async (who: SignedIn) => {
			const [change] = (await who.ok(endpoints.listChanges, { query: { limit: '1' } })).items;
			return {
				titles: change?.lessons.map(({ title }) => title),
				total: change?.total,
				mayUndo: change?.mayUndo,
			};
		};
		stage.tick();
		const body = { with: other.lessonId, reason: null };
		await admin.ok(endpoints.swapLessons, { params: { lessonId: own.lessonId }, body });
		const [mine, theirs] = [own.title, other.title];
		expect(await latest(core)).toEqual({ titles: [mine], total: 1, mayUndo: false });
		expect(await latest(village)).toEqual({ titles: [mine], total: 1, mayUndo: false });
		expect(await latest(hamlet)).toEqual({ titles: [theirs], total: 1, mayUndo: false });
		expect(await latest(admin)).toMatchObject({ total: 2, mayUndo: true });
		expect(await move(own, at('2026-05-08', '08:00'))).toBe('ok');
		expect(await latest(core)).toEqual({ titles: [mine], total: 1, mayUndo: true });
		expect(await latest(village)).toEqual({ titles: [mine], total: 1, mayUndo: false });
		expect(await latest(hamlet)).toEqual({ titles: [theirs], total: 1, mayUndo: false });
	});

	test('given to a classroom or class that is taken, it is told which', async () => {
		await stage.plan();
		const other = await foreign('2026-04-23');
		expect(await move(await stage.nth(0), other.plannedStart)).toBe('ok');
		const { termId: _t, slots: _s, weeks: _w, ...parts } = stage.input;
		const edited = async (change: object): Promise<string> => {
			const { lessonId, plannedStart } = await stage.nth(0);
			const body = { ...parts, plannedStart, lengthMs: 2_400_000, ...change };
			const answer = await admin.ask(endpoints.updateLesson, { params: { lessonId }, body });
			const { code, details } = z
				.object({ code: z.string(), details: z.object({ name: z.string() }) })
				.parse(answer.body);
			return `${code} ${details.name}`;
		};
		const [classroom] = other.receivingClassrooms;
		const [group] = other.classGroups;
		expect(await edited({ receivingClassroomIds: [classroom?.classroomId] })).toBe(
			'clash 河口教学点互动教室',
		);
		expect(await edited({ classGroupIds: [group?.classGroupId] })).toBe('clash 河口教学点三年级');
	});
});
