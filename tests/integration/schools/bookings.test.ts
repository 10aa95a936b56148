// Nobody and nothing is in two lessons at a time, whoever plans them on whichever server.
import type { Lesson, LessonFit } from '@classroom/protocol';
import { endpoints, ErrorBody } from '@classroom/protocol';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { TimetableTables } from '../../../server/src/timetable/index.ts';
import type { Browser } from '../identity/browser.ts';
import type { AddedSchool, Installation, SignedIn } from './installation.ts';
import { onBothDatabases, startInstallation } from './installation.ts';
import { minute, setStage } from './lessonStage.ts';
import { startOther } from './startOther.ts';

onBothDatabases('bookings', (newUrl) => {
	let url: string;
	let installation: Installation;
	let admin: SignedIn;
	let core: AddedSchool;
	let village: AddedSchool;
	let hamlet: AddedSchool;
	let plan: Record<string, unknown>;
	/** The lesson that is there already: 09:00 to 09:40. */
	let first: Lesson;
	let start: number;
	beforeAll(async () => {
		url = await newUrl();
		installation = await startInstallation(url);
	});
	afterAll(() => installation.close());
	beforeEach(async () => {
		({ admin, core, village, hamlet, plan } = await setStage(installation));
		first = await admin.ok(endpoints.planLesson, { body: plan });
		start = first.plannedStart;
	});

	const another = async (): Promise<Record<string, unknown>> => {
		const teacher = await installation.as('teacher', admin.countyId, { schoolId: core.schoolId });
		return {
			...plan,
			title: '二年级美术',
			teacherId: teacher.personId,
			sendingClassroomId: null,
			receivingClassroomIds: [hamlet.classroomId],
			classGroupIds: [hamlet.classGroupId],
		};
	};
	const planCode = (body: unknown, by: Browser = admin): Promise<string> =>
		by.code(endpoints.planLesson, { body });
	/** A busy database gives some of many no connection within its ten seconds; whoever hears that asks again. */
	const planned = async (body: unknown, by: Browser): Promise<string> => {
		for (;;) {
			const code = await planCode(body, by);
			if (code !== 'unavailable') return code;
		}
	};
	const check = (lesson: unknown, lessonId: string | null = null): Promise<LessonFit> =>
		admin.ok(endpoints.checkLesson, { body: { lesson, lessonId } });

	test('teacher, both kinds of classrooms and classes can be in one lesson at a time', async () => {
		const other = await another();
		const taken: [string, object][] = [
			['teacher', { teacherId: plan['teacherId'] }],
			['classroom', { sendingClassroomId: core.classroomId }],
			['classroom', { receivingClassroomIds: [hamlet.classroomId, village.classroomId] }],
			['classroom', { receivingClassroomIds: [core.classroomId] }],
			['class', { classGroupIds: [village.classGroupId] }],
		];
		for (const [resource, change] of taken) {
			const body = { ...other, ...change };
			expect(await planCode(body), resource).toBe('clash');
			expect((await check(body)).clashes.map((clash) => clash.resource)).toEqual([resource]);
		}
		expect((await check(other)).clashes).toEqual([]);
		expect(await planCode(other)).toBe('ok');
	});

	test('a clash names the other lesson and the nearest free times', async () => {
		const body = {
			...(await another()),
			classGroupIds: [village.classGroupId],
			plannedStart: start + 10 * minute,
		};
		const { status, body: answer } = await admin.ask(endpoints.planLesson, { body });
		expect(status).toBe(409);
		expect(ErrorBody.parse(answer)).toMatchObject({
			code: 'clash',
			details: { resource: 'class', name: '罗山教学点三年级', from: start, until: start + 40 * minute },
		});
		const { clashes, free } = await check(body);
		expect(clashes[0]?.title).toContain('三年级音乐（teacher');
		expect(free.map((at) => (at - start) / minute)).toEqual([40, -40, 10 + 24 * 60]);
		for (const plannedStart of free.slice(0, 1)) expect(await planCode({ ...body, plannedStart })).toBe('ok');
	});

	test('one after the other is no clash, a minute of both is', async () => {
		expect(await planCode({ ...plan, plannedStart: start + 39 * minute })).toBe('clash');
		expect(await planCode({ ...plan, plannedStart: start - 39 * minute })).toBe('clash');
		expect(await planCode({ ...plan, plannedStart: start + 5 * minute, lengthMs: minute })).toBe('clash');
		expect(await planCode({ ...plan, plannedStart: start - 40 * minute })).toBe('ok');
		expect(await planCode({ ...plan, plannedStart: start + 40 * minute })).toBe('ok');
	});

	test('a lesson is not in its own way, moves only to where there is room, and gives free what it leaves', async () => {
		const params = { lessonId: first.lessonId };
		const later = await admin.ok(endpoints.planLesson, {
			body: { ...plan, plannedStart: start + 60 * minute },
		});
		const move = (plannedStart: number): Promise<string> =>
			admin.code(endpoints.updateLesson, { params, body: { ...plan, plannedStart } });
		expect((await check(plan, first.lessonId)).clashes).toEqual([]);
		expect(await move(start + 10 * minute)).toBe('ok');
		expect(await move(start + 30 * minute)).toBe('clash');
		expect((await admin.ok(endpoints.readLesson, { params })).plannedStart).toBe(start + 10 * minute);
		expect(await planCode({ ...plan, plannedStart: start - 30 * minute })).toBe('ok');
		const cancelled = { params: { lessonId: later.lessonId }, body: { reason: '停电' } };
		await admin.ok(endpoints.cancelLesson, cancelled);
		expect(await move(start + 60 * minute)).toBe('ok');
	});

	test('who may not know of the other lesson hears when, not what', async () => {
		const own = await installation.as('school-admin', admin.countyId, { schoolId: hamlet.schoolId });
		const teacher = await installation.as('teacher', admin.countyId, { schoolId: hamlet.schoolId });
		const body = {
			...(await another()),
			teacherId: teacher.personId,
			receivingClassroomIds: [hamlet.classroomId],
		};
		expect(await planCode(body)).toBe('ok');
		const { clashes } = await own.ok(endpoints.checkLesson, { body: { lesson: body, lessonId: null } });
		expect(clashes.map(({ title }) => title !== null)).toEqual([true, true, true]);
		expect(await own.code(endpoints.checkLesson, { body: { lesson: plan, lessonId: null } })).toBe(
			'forbidden',
		);
	});

	test('200 plans for the same places on two servers at once: no place is taken twice, each refusal has its reason', async () => {
		const server = await startOther(url, installation.clock.now());
		try {
			const bodies = await Promise.all(
				Array.from({ length: 200 }, async (_, place) => ({
					...(place % 2 === 0 ? plan : await another()),
					title: `第${place}个`,
					receivingClassroomIds: [[village, hamlet, core][place % 3]!.classroomId],
					sendingClassroomId: null,
					plannedStart: start + 120 * minute + (place % 7) * 15 * minute,
				})),
			);
			const there = admin.copy(server.base);
			const answers = await Promise.all(
				bodies.map((body, place) => planned(body, place % 4 < 2 ? admin : there)),
			);
			expect(new Set(answers)).toEqual(new Set(['ok', 'clash']));
			const bookings = await installation.database
				.as<TimetableTables>()
				.selectFrom('booking')
				.selectAll()
				.where('starts_at', '>=', start + 120 * minute)
				.orderBy('starts_at')
				.execute();
			const kept = answers.filter((answer) => answer === 'ok').length;
			expect(new Set(bookings.map((booking) => booking.lesson_id)).size).toBe(kept);
			for (const of of Map.groupBy(
				bookings,
				({ resource, resource_id }) => `${resource} ${resource_id}`,
			).values()) {
				for (const [place, booking] of of.entries()) {
					expect(booking.starts_at).toBeGreaterThanOrEqual(of[place - 1]?.ends_at ?? 0);
				}
			}
		} finally {
			await server.stop();
		}
	});

	test('the database itself refuses a second booking, whoever writes it', async () => {
		const db = installation.database.as<TimetableTables>();
		const second = await admin.ok(endpoints.planLesson, { body: await another() });
		const steal = (starts_at: number): Promise<unknown> =>
			db
				.insertInto('booking')
				.values({
					lesson_id: second.lessonId,
					resource: 'classroom',
					resource_id: village.classroomId,
					starts_at,
					ends_at: starts_at + 40 * minute,
				})
				.execute();
		await expect(steal(start + minute)).rejects.toMatchObject({ code: 'conflict' });
		await steal(start + 40 * minute);
		const move = db
			.updateTable('booking')
			.set({ starts_at: start + 20 * minute })
			.where('lesson_id', '=', second.lessonId)
			.where('resource_id', '=', village.classroomId)
			.execute();
		await expect(move).rejects.toMatchObject({ code: 'conflict' });
	});
});
