// The last place of a lesson cannot be given twice, whoever gives it on whichever server.
import type { Lesson } from '@classroom/protocol';
import { endpoints } from '@classroom/protocol';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { TimetableTables } from '../../../server/src/timetable/index.ts';
import type { Browser } from '../identity/browser.ts';
import type { Installation, SignedIn } from './installation.ts';
import { onBothDatabases, startInstallation } from './installation.ts';
import type { School } from './openingStage.ts';
import { hour, openingStage } from './openingStage.ts';
import { startOther } from './startOther.ts';

onBothDatabases('places', (newUrl) => {
	let url: string;
	let installation: Installation;
	let admin: SignedIn;
	let plan: Record<string, unknown>;
	let lesson: Lesson;
	let start: number;
	let schools: readonly School[];
	beforeAll(async () => {
		url = await newUrl();
		installation = await startInstallation(url);
	});
	afterAll(() => installation.close());
	const stage = openingStage(() => installation);
	const { addSchools, open, apply, applyCode, read, ofSchool, withdraw, receivers, seatsOf } = stage;
	beforeEach(async () => {
		({ admin, plan, lesson, start, schools } = await stage.set());
	});

	test('two servers, everybody at once: each place is given once, in both ways of confirming', async () => {
		const server = await startOther(url, installation.clock.now());
		try {
			const many = await addSchools(24);
			const of = (school: School, place: number): Browser =>
				place % 2 === 0 ? school.head : school.head.copy(server.base);
			await open({ confirmation: 'at-once', places: 5, closesAt: start });
			const codes = await Promise.all(many.map((school, place) => applyCode(school, of(school, place))));
			expect(new Set(codes)).toEqual(new Set(['ok']));
			const full = await read();
			expect(full).toMatchObject({ status: 'full', accepted: 5, waiting: 19 });
			expect(await receivers()).toHaveLength(5);
			expect(await seatsOf(lesson.lessonId)).toEqual([1, 2, 3, 4, 5]);
			// The first five have it, whoever was answered by which server.
			expect(full.applications.slice(0, 5).map(({ state }) => state)).toEqual(Array(5).fill('accepted'));
			const leaving = many.filter((school) => ofSchool(full, school).state === 'accepted').slice(0, 3);
			expect(await Promise.all(leaving.map((school, place) => withdraw(school, of(school, place))))).toEqual(
				Array(3).fill('ok'),
			);
			expect(await seatsOf(lesson.lessonId)).toEqual([1, 2, 3, 4, 5]);
			const line = (await read()).applications.filter(({ state }) => state === 'accepted');
			expect(line.map(({ applicationId }) => applicationId)).toEqual(
				full.applications
					.filter(({ schoolId }) => !leaving.some((school) => school.schoolId === schoolId))
					.slice(0, 5)
					.map(({ applicationId }) => applicationId),
			);

			lesson = await admin.ok(endpoints.planLesson, { body: { ...plan, plannedStart: start + 2 * hour } });
			stage.take(lesson);
			await open({ places: 4, closesAt: start + 2 * hour });
			for (const school of many.slice(0, 16)) expect(await applyCode(school)).toBe('ok');
			const waiting = (await read()).applications;
			const there = admin.copy(server.base);
			const answers = await Promise.all(
				waiting.map(({ applicationId }, place) =>
					(place % 2 === 0 ? admin : there).code(endpoints.acceptApplication, { params: { applicationId } }),
				),
			);
			expect(answers.filter((answer) => answer === 'ok')).toHaveLength(4);
			expect(answers.filter((answer) => answer === 'opening-full')).toHaveLength(12);
			expect(await receivers()).toHaveLength(4);
			expect(await seatsOf(lesson.lessonId)).toEqual([1, 2, 3, 4]);
		} finally {
			await server.stop();
		}
	});

	test('taken back in the moment in which it is given a place: the last word of the school stands', async () => {
		const many = await addSchools(12);
		await open({ places: 12 });
		for (const school of many) await apply(school);
		const line = await read();
		const left = await Promise.all(
			many.map(async (school) => {
				const { applicationId } = ofSchool(line, school);
				const params = { applicationId };
				const accepting = admin.code(endpoints.acceptApplication, { params });
				const leaving = await school.head.code(endpoints.withdrawApplication, {
					params,
					body: { reason: null },
				});
				await accepting;
				return leaving === 'ok';
			}),
		);
		const after = await read();
		const receiving = await receivers();
		for (const [place, school] of many.entries()) {
			expect(ofSchool(after, school).state === 'withdrawn').toBe(left[place]);
			expect(receiving.includes(school.classroomId)).toBe(!left[place]);
		}
	});

	test('given a place in the moment in which an older form of the lesson is saved: one of both hears of it', async () => {
		const many = await addSchools(12);
		await open({ places: 12 });
		for (const school of many) await apply(school);
		const line = await read();
		for (const [place, school] of many.entries()) {
			// As the form had it: without this one.
			const before = await admin.ok(endpoints.readLesson, { params: { lessonId: lesson.lessonId } });
			const update = {
				...plan,
				title: `草原之歌（${place}）`,
				receivingClassroomIds: before.receivingClassrooms.map(({ classroomId }) => classroomId),
				classGroupIds: before.classGroups.map(({ classGroupId }) => classGroupId),
			};
			const { applicationId } = ofSchool(line, school);
			const [accepted, updated] = await Promise.all([
				admin.code(endpoints.acceptApplication, { params: { applicationId } }),
				admin.code(endpoints.updateLesson, { params: { lessonId: lesson.lessonId }, body: update }),
			]);
			expect(accepted).toBe('ok');
			expect(['ok', 'place-given']).toContain(updated);
			expect(await receivers()).toContain(school.classroomId);
		}
	});

	test('the database itself refuses a place that is taken', async () => {
		const [first, second] = schools as [School, School];
		await open({ confirmation: 'at-once' });
		await apply(first);
		await apply(second);
		const steal = installation.database
			.as<TimetableTables>()
			.updateTable('lesson_application')
			.set({ seat: 1 })
			.where('lesson_id', '=', lesson.lessonId)
			.where('seat', '=', 2)
			.execute();
		await expect(steal).rejects.toMatchObject({ code: 'conflict' });
	});
});
