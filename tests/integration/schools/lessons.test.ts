// Planning single lessons, everybody's day, and what the lesson log makes of a lesson.
import type { Lesson, PersonRole, SchoolId } from '@classroom/protocol';
import { endpoints, LessonId } from '@classroom/protocol';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addDays, dayOf, joinRoleOf, startOfDay } from '../../../server/src/timetable/index.ts';
import type { Browser } from '../identity/browser.ts';
import type { AddedSchool, Installation, SignedIn } from './installation.ts';
import { addSchool, onBothDatabases, startInstallation, timeZone } from './installation.ts';
import { minute, setStage } from './lessonStage.ts';

onBothDatabases('lessons', (newUrl) => {
	let installation: Installation;
	let admin: SignedIn;
	let stranger: SignedIn;
	let core: AddedSchool;
	let village: AddedSchool;
	let hamlet: AddedSchool;
	let teacher: SignedIn;
	let plan: Record<string, unknown>;
	beforeAll(async () => {
		installation = await startInstallation(await newUrl());
	});
	afterAll(() => installation.close());
	beforeEach(async () => {
		({ admin, stranger, core, village, hamlet, teacher, plan } = await setStage(installation));
	});

	const ofSchool = (role: PersonRole, schoolId: SchoolId): Promise<SignedIn> =>
		installation.as(role, admin.countyId, { schoolId });
	const inDays = (days: number): string => addDays(dayOf(installation.clock.now(), timeZone), days);
	const planned = (change: object = {}): Promise<Lesson> =>
		admin.ok(endpoints.planLesson, { body: { ...plan, ...change } });
	const planCode = (change: object, by: Browser = admin): Promise<string> =>
		by.code(endpoints.planLesson, { body: { ...plan, ...change } });
	const updateCode = (lessonId: string, change: object, by: Browser = admin): Promise<string> =>
		by.code(endpoints.updateLesson, { params: { lessonId }, body: { ...plan, ...change } });
	const cancelCode = (lessonId: string, by: Browser = admin): Promise<string> =>
		by.code(endpoints.cancelLesson, { params: { lessonId }, body: { reason: '停电' } });
	const titles = async (who: Browser, day?: string): Promise<string[]> => {
		const { lessons } = await who.ok(endpoints.myDay, day === undefined ? {} : { query: { day } });
		return lessons.map((lesson) => lesson.title);
	};

	test('a lesson is planned, read, changed and cancelled', async () => {
		const lesson = await planned();
		expect(lesson).toMatchObject({
			teacher: expect.stringContaining('teacher') as string,
			sendingClassroom: { school: '中心小学' },
			receivingClassrooms: [{ school: '罗山教学点', name: '互动教室' }],
			classGroups: [{ school: '罗山教学点', name: '三年级' }],
			status: 'planned',
			plannedEnd: lesson.plannedStart + 40 * minute,
			joinAs: 'inspector',
			mayChange: true,
			mayReplay: false,
		});
		const params = { lessonId: lesson.lessonId };
		const change = {
			...plan,
			title: '美术',
			receivingClassroomIds: [hamlet.classroomId, village.classroomId],
		};
		const changed = await admin.ok(endpoints.updateLesson, { params, body: change });
		expect(changed.receivingClassrooms.map((place) => place.school)).toEqual(['柳湾教学点', '罗山教学点']);
		const cancelled = await admin.ok(endpoints.cancelLesson, { params, body: { reason: '停电' } });
		expect(cancelled).toMatchObject({ status: 'cancelled', cancelReason: '停电', mayChange: false });
		expect(await cancelCode(lesson.lessonId)).toBe('conflict');
		expect(await updateCode(lesson.lessonId, {})).toBe('conflict');
		expect(installation.changes.map(({ what }) => what)).toEqual(['planned', 'changed', 'cancelled']);
		expect(installation.changes[1]?.classroomIds).toHaveLength(3);
		const { items } = await admin.ok(endpoints.audit, { query: { search: 'lesson.' } });
		expect(items.map((entry) => entry.action).sort()).toEqual([
			'lesson.cancelled',
			'lesson.changed',
			'lesson.planned',
		]);
	});

	test('bad plans are refused with what is wrong', async () => {
		const now = installation.clock.now();
		const student = await ofSchool('student', village.schoolId);
		const elsewhere = await installation.as('teacher', stranger.countyId);
		const expected: [object, string][] = [
			[{ plannedStart: now - 6 * minute }, 'lesson-in-the-past'],
			[{ plannedStart: now - 4 * minute }, 'ok'],
			[{ plannedStart: -1 }, 'bad-request, plannedStart out-of-range'],
			[{ plannedStart: 8.64e15 }, 'bad-request, plannedStart out-of-range'],
			[{ plannedStart: now + 0.5 }, 'bad-request, plannedStart bad-format'],
			[{ lengthMs: 0 }, 'bad-request, lengthMs out-of-range'],
			[{ lengthMs: -minute }, 'bad-request, lengthMs out-of-range'],
			[{ lengthMs: 5 * 60 * minute }, 'bad-request, lengthMs out-of-range'],
			[{ receivingClassroomIds: [core.classroomId] }, 'sender-is-receiver'],
			[
				{ receivingClassroomIds: [village.classroomId, village.classroomId] },
				'bad-request, receivingClassroomIds.1 duplicate',
			],
			[{ receivingClassroomIds: ['nothing'] }, 'bad-request, receivingClassroomIds.0 not-found'],
			[
				{ sendingClassroomId: 'nothing', classGroupIds: ['nothing'] },
				'bad-request, sendingClassroomId not-found, classGroupIds.0 not-found',
			],
			[{ teacherId: student.personId }, 'not-a-teacher'],
			[{ teacherId: elsewhere.personId }, 'other-county'],
			[{ teacherId: 'nobody' }, 'not-a-teacher'],
			[{ title: ' ' }, 'bad-request, title required'],
			[{ title: '🎵'.repeat(81) }, 'bad-request, title too-long'],
			[{ title: '🎵'.repeat(80) }, 'ok'],
			[{ kind: 'party' }, 'bad-request, kind bad-format'],
			[{ extra: 1 }, 'bad-request, extra unknown-field'],
			[
				{
					sendingClassroomId: null,
					receivingClassroomIds: [],
					classGroupIds: [],
					plannedStart: now + 120 * minute,
				},
				'ok',
			],
		];
		for (const [change, code] of expected) expect(await planCode(change), JSON.stringify(change)).toBe(code);
	});

	test('everybody has their own day', async () => {
		await planned();
		await planned({ title: '明天', plannedStart: installation.clock.now() + 24 * 60 * minute });
		await planned({
			title: '柳湾',
			receivingClassroomIds: [hamlet.classroomId],
			classGroupIds: [],
			plannedStart: installation.clock.now() + 100 * minute,
		});
		const all = ['三年级音乐', '柳湾'];
		const inClass = await installation.as('student', admin.countyId, {
			schoolId: village.schoolId,
			classGroupId: village.classGroupId,
		});
		expect(await titles(admin)).toEqual(all);
		expect(await titles(await installation.as('inspector', admin.countyId))).toEqual(all);
		expect(await titles(teacher)).toEqual(all);
		expect(await titles(await ofSchool('teacher', core.schoolId))).toEqual([]);
		expect(await titles(await ofSchool('school-admin', village.schoolId))).toEqual(['三年级音乐']);
		expect(await titles(await ofSchool('assistant', village.schoolId))).toEqual(['三年级音乐']);
		expect(await titles(await ofSchool('assistant', core.schoolId))).toEqual([]);
		expect(await titles(inClass)).toEqual(['三年级音乐']);
		expect(await titles(await installation.asDevice(village.classroomId))).toEqual(['三年级音乐']);
		expect(await titles(await installation.asDevice(core.classroomId))).toEqual(all);
		expect(await titles(stranger)).toEqual([]);
		expect(await titles(admin, inDays(1))).toEqual(['明天']);
		expect(await titles(admin, inDays(2))).toEqual([]);
		expect(await admin.code(endpoints.myDay, { query: { day: '2026-02-30' } })).toBe(
			'bad-request, day bad-format',
		);
		expect(await installation.browser().code(endpoints.myDay)).toBe('signed-out');
	});

	test('a lesson over midnight is on both days', async () => {
		const midnight = startOfDay(inDays(1), timeZone);
		await planned({ title: '夜课', plannedStart: midnight - 20 * minute });
		expect(await titles(admin)).toEqual(['夜课']);
		expect(await titles(admin, inDays(1))).toEqual(['夜课']);
		installation.clock.advance(midnight + 10 * minute - installation.clock.now());
		const awake = await installation.as('inspector', admin.countyId);
		expect((await awake.ok(endpoints.myDay)).day).toBe(inDays(0));
		expect(await titles(awake)).toEqual(['夜课']);
	});

	test('what a list shows is what each lesson lets be read, for every role', async () => {
		await planned();
		const later = (hours: number) => ({ plannedStart: installation.clock.now() + hours * 60 * minute });
		await planned({
			...later(2),
			title: '柳湾',
			receivingClassroomIds: [hamlet.classroomId],
			classGroupIds: [],
		});
		await planned({
			...later(3),
			title: '无教室',
			sendingClassroomId: null,
			receivingClassroomIds: [],
			classGroupIds: [hamlet.classGroupId],
		});
		const lessons = (await admin.ok(endpoints.listLessons)).items;
		expect(lessons).toHaveLength(3);
		const callers: Browser[] = [await installation.as('inspector', admin.countyId), teacher];
		for (const school of [core, village, hamlet]) {
			for (const role of ['school-admin', 'teacher', 'assistant'] as const) {
				callers.push(await ofSchool(role, school.schoolId));
			}
			const { schoolId, classGroupId, classroomId } = school;
			callers.push(await installation.as('student', admin.countyId, { schoolId, classGroupId }));
			callers.push(await installation.asDevice(classroomId));
		}
		for (const caller of callers) {
			const { items, total } = await caller.ok(endpoints.listLessons);
			const readable: string[] = [];
			for (const { lessonId } of lessons) {
				const code = await caller.code(endpoints.readLesson, { params: { lessonId } });
				expect(['ok', 'forbidden']).toContain(code);
				if (code === 'ok') readable.push(lessonId);
			}
			expect(items.map((lesson) => lesson.lessonId)).toEqual(readable);
			expect(total).toBe(readable.length);
		}
	});

	test('lists go by start, page by page, within times, and are searched by title, place and teacher', async () => {
		for (let n = 0; n < 5; n += 1) {
			await planned({ title: `第${n}课`, plannedStart: installation.clock.now() + (10 - n) * 60 * minute });
		}
		const first = await admin.ok(endpoints.listLessons, { query: { limit: '3' } });
		const second = await admin.ok(endpoints.listLessons, { query: { limit: '3', cursor: first.next! } });
		expect([...first.items, ...second.items].map(({ title }) => title)).toEqual([
			'第4课',
			'第3课',
			'第2课',
			'第1课',
			'第0课',
		]);
		const search = async (text: string) =>
			(await admin.ok(endpoints.listLessons, { query: { search: text } })).total;
		expect(await search('第2')).toBe(1);
		expect(await search('罗山')).toBe(5);
		expect(await search('柳湾')).toBe(0);
		expect(await search(first.items[0]!.teacher)).toBe(5);
		const from = String(installation.clock.now() + 7 * 60 * minute);
		const until = String(installation.clock.now() + 9 * 60 * minute);
		expect(
			(await admin.ok(endpoints.listLessons, { query: { from, until } })).items.map(({ title }) => title),
		).toEqual(['第3课', '第2课']);
	});

	test('only the county and the school that gives a lesson plan it', async () => {
		await admin.ok(endpoints.createCommunity, {
			body: { name: '教共体', kind: 'community', coreSchoolId: core.schoolId, from: '2026-01-01' },
		});
		const [community] = (await admin.ok(endpoints.listCommunities)).items;
		await admin.ok(endpoints.addMember, {
			params: { communityId: community!.communityId },
			body: { schoolId: village.schoolId, from: '2026-01-01', until: null },
		});
		const giver = await ofSchool('school-admin', core.schoolId);
		const receiver = await ofSchool('school-admin', village.schoolId);
		expect(await planCode({}, giver)).toBe('ok');
		expect(await planCode({ receivingClassroomIds: [hamlet.classroomId] }, giver)).toBe('forbidden');
		expect(await planCode({}, receiver)).toBe('forbidden');
		const { lessonId } = await planned({
			receivingClassroomIds: [village.classroomId, hamlet.classroomId],
			plannedStart: installation.clock.now() + 120 * minute,
		});
		expect(await updateCode(lessonId, {}, receiver)).toBe('forbidden');
		expect(await cancelCode(lessonId, receiver)).toBe('forbidden');
		expect(
			await updateCode(
				lessonId,
				{
					title: '新',
					receivingClassroomIds: [hamlet.classroomId],
					plannedStart: installation.clock.now() + 120 * minute,
				},
				giver,
			),
		).toBe('ok');
		for (const role of ['teacher', 'assistant', 'student', 'inspector'] as const) {
			const somebody = await ofSchool(role, core.schoolId);
			expect(await planCode({}, somebody)).toBe('forbidden');
			expect(await cancelCode(lessonId, somebody)).toBe('forbidden');
		}
		expect(await planCode({}, await installation.asDevice(core.classroomId))).toBe('forbidden');
		expect(await cancelCode('nothing')).toBe('lesson-not-found');
		expect(await stranger.code(endpoints.readLesson, { params: { lessonId } })).toBe('other-county');
		expect(await cancelCode(lessonId, stranger)).toBe('other-county');
		expect(await cancelCode(lessonId, giver)).toBe('ok');
	});

	test('a teacher with lessons ahead is not disabled and stays one, and the refusal says how many', async () => {
		const { lessonId, teacherId } = await planned({});
		const { items } = await admin.ok(endpoints.listPeople, { query: { role: 'teacher' } });
		const { personId, name, role, schoolId, subjects, classGroupId } = items.find(
			(person) => person.personId === teacherId,
		)!;
		const change = (more: object) =>
			admin.ask(endpoints.updatePerson, {
				params: { personId },
				body: { name, role, schoolId, subjects, classGroupId, disabled: false, ...more },
			});
		for (const more of [{ disabled: true }, { role: 'assistant' }]) {
			expect(await change(more)).toMatchObject({
				status: 409,
				body: { code: 'lessons-ahead', details: { lessons: 1 } },
			});
		}
		expect((await change({ name: '新名字' })).status).toBe(200);
		expect(await cancelCode(lessonId)).toBe('ok');
		expect((await change({ disabled: true })).status).toBe(200);
	});

	test('what may be chosen is what may be planned: partners of the day, and guests while an agreement holds', async () => {
		const guest = await addSchool(stranger, '邻县小学');
		const giver = await installation.as('school-admin', admin.countyId, { schoolId: core.schoolId });
		const rooms = async (browser: Browser) => {
			const { classrooms } = await browser.ok(endpoints.planPlaces, { query: { day: '2026-03-02' } });
			return classrooms.map(({ classroomId }) => classroomId);
		};
		expect(await rooms(giver)).toEqual([core.classroomId]);
		const { communityId } = await admin.ok(endpoints.createCommunity, {
			body: { name: '青石', kind: 'community', coreSchoolId: core.schoolId, from: '2026-03-01' },
		});
		const join = { schoolId: village.schoolId, from: '2026-03-02', until: '2026-03-03' };
		await admin.ok(endpoints.addMember, { params: { communityId }, body: join });
		expect(new Set(await rooms(giver))).toEqual(new Set([core.classroomId, village.classroomId]));
		const partner = await ofSchool('teacher', village.schoolId);
		const teachers = async (browser: Browser, day: string, search = '') => {
			const { items } = await browser.ok(endpoints.planTeachers, { query: { day, search } });
			return new Set(items.map(({ personId }) => personId));
		};
		const own = [teacher.personId];
		expect(await teachers(giver, '2026-03-02')).toEqual(new Set([...own, partner.personId]));
		expect(await teachers(giver, '2026-03-03')).toEqual(new Set(own));
		for (const whole of [admin, await installation.as('inspector', admin.countyId)]) {
			expect(await teachers(whole, '2026-03-03')).toEqual(new Set([...own, partner.personId]));
		}
		const later = await giver.ok(endpoints.planPlaces, { query: { day: '2026-03-03' } });
		expect(later.classrooms.map(({ classroomId }) => classroomId)).toEqual([core.classroomId]);
		expect(await rooms(admin)).not.toContain(guest.classroomId);
		const { agreementId } = await admin.ok(endpoints.createAgreement, {
			body: { guestCountyId: stranger.countyId },
		});
		expect(await rooms(admin)).not.toContain(guest.classroomId);
		await stranger.ok(endpoints.acceptAgreement, { params: { agreementId } });
		expect(await rooms(admin)).toContain(guest.classroomId);
		expect(await rooms(giver)).not.toContain(guest.classroomId);
		const { groups } = await admin.ok(endpoints.planPlaces, { query: { day: '2026-03-02' } });
		expect(groups.at(-1)).toMatchObject({ name: '邻县', schoolIds: [guest.schoolId] });
	});

	test("another county's classrooms take part only under an agreement in force", async () => {
		const guest = await addSchool(stranger, '邻县小学');
		const device = await installation.asDevice(guest.classroomId);
		const theirs = {
			receivingClassroomIds: [village.classroomId, guest.classroomId],
			classGroupIds: [guest.classGroupId],
		};
		expect(await planCode(theirs)).toBe('other-county');
		const { agreementId } = await admin.ok(endpoints.createAgreement, {
			body: { guestCountyId: stranger.countyId },
		});
		expect(await planCode(theirs)).toBe('other-county');
		await stranger.ok(endpoints.acceptAgreement, { params: { agreementId } });
		const { lessonId } = await planned(theirs);
		expect(await titles(device)).toEqual(['三年级音乐']);
		expect(await device.ok(endpoints.readLesson, { params: { lessonId } })).toMatchObject({
			joinAs: 'classroom',
		});

		await stranger.ok(endpoints.revokeAgreement, { params: { agreementId } });
		expect(await titles(device)).toEqual([]);
		expect(await device.code(endpoints.readLesson, { params: { lessonId } })).toBe('other-county');
		expect(await planCode(theirs)).toBe('agreement-revoked');
		const record = await installation.timetable.store.find(LessonId.parse(lessonId));
		expect(record?.guestCounties).toEqual([]);
		expect(joinRoleOf({ kind: 'service', service: 'recorder' }, record!)).toBe('recorder');
	});
});
