// Lessons that are open for sign-up: who may apply, who gets a place, and what a change of the lesson does to it.
import type { Lesson } from '@classroom/protocol';
import { endpoints, ErrorBody } from '@classroom/protocol';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { AddedSchool, Installation, SignedIn } from './installation.ts';
import { onBothDatabases, startInstallation } from './installation.ts';
import { minute } from './lessonStage.ts';
import type { School } from './openingStage.ts';
import { hour, openingStage } from './openingStage.ts';

onBothDatabases('openings', (newUrl) => {
	let installation: Installation;
	let admin: SignedIn;
	let giver: SignedIn;
	let core: AddedSchool;
	let plan: Record<string, unknown>;
	let lesson: Lesson;
	let start: number;
	let schools: readonly School[];
	beforeAll(async () => {
		installation = await startInstallation(await newUrl());
	});
	afterAll(() => installation.close());
	const stage = openingStage(() => installation);
	const {
		how,
		params,
		open,
		withRoom,
		apply,
		applyCode,
		read,
		ofSchool,
		idOf,
		accept,
		decline,
		withdraw,
		states,
		receivers,
		listed,
		news,
		undoLast,
	} = stage;
	beforeEach(async () => {
		({ admin, giver, core, plan, lesson, start, schools } = await stage.set());
	});

	test('opened, applied for, confirmed: the classroom receives the lesson, its day shows it, everybody is told', async () => {
		const [first, second] = schools as [School, School];
		expect(await open()).toMatchObject({ status: 'open', places: 2, accepted: 0, mayChange: true });
		expect(await listed('open', first.head)).toEqual([lesson.lessonId]);
		const applied = await apply(first);
		expect(applied).toMatchObject({ waiting: 1, accepted: 0, mayConfirm: false });
		expect(applied.applications).toMatchObject([{ state: 'waiting', position: 1, news: false }]);
		expect((await apply(second)).applications).toMatchObject([{ position: 2, mayWithdraw: true }]);
		expect(await news(admin)).toEqual({ toConfirm: 2, news: 0 });
		expect(await listed('confirm', admin)).toEqual([lesson.lessonId]);
		installation.changes.length = 0;
		expect(await accept(second)).toBe('ok');
		expect(installation.changes.some(({ schoolIds }) => schoolIds.includes(second.schoolId as never))).toBe(
			true,
		);
		expect(await states()).toEqual(['waiting', 'accepted', 'none']);
		expect(await news(second.head)).toEqual({ toConfirm: 0, news: 1 });
		await second.head.ok(endpoints.seeOpening, { params: params() });
		expect((await news(second.head)).news).toBe(0);
		const device = await installation.asDevice(second.classroomId);
		installation.clock.advance(start - hour / 2 - installation.clock.now());
		const { lessons } = await device.ok(endpoints.myDay);
		expect(lessons).toMatchObject([
			{ lessonId: lesson.lessonId, classGroups: [{ classGroupId: second.classGroupId }] },
		]);
		const { revision } = (await installation.timetable.store.find(lesson.lessonId))!;
		expect(revision).toBe(1);
		const { items } = await admin.ok(endpoints.audit, { query: { search: '草原' } });
		expect(items.map(({ action }) => action)).toEqual(
			expect.arrayContaining(['opening.opened', 'application.made', 'application.accepted']),
		);
	});

	test('first come, first served, until full; then a line, which moves up when somebody leaves', async () => {
		const [first, second, third] = schools as [School, School, School];
		await open({ confirmation: 'at-once', places: 1 });
		expect((await apply(first)).applications).toMatchObject([{ state: 'accepted', news: false }]);
		expect(await apply(second)).toMatchObject({ status: 'full', applications: [{ position: 1 }] });
		expect((await apply(third)).applications).toMatchObject([{ position: 2 }]);
		expect(await listed('full', third.head)).toEqual([lesson.lessonId]);
		expect(await listed('open', third.head)).toEqual([]);
		expect(await accept(third)).toBe('opening-full');
		expect(await withdraw(first)).toBe('ok');
		expect(await states()).toEqual(['withdrawn', 'accepted', 'waiting']);
		expect(await receivers()).toEqual([second.classroomId]);
		expect((await news(second.head)).news).toBe(1);
		expect((await apply(first)).applications.at(-1)).toMatchObject({ state: 'waiting', position: 2 });
		expect(await decline(second)).toBe('ok');
		expect(await states()).toEqual(['waiting', 'declined', 'accepted']);
		expect(ofSchool(await read(second.head), second)).toMatchObject({ reason: '人数已满', news: true });
		await open({ confirmation: 'at-once', places: 2 });
		expect(await states()).toEqual(['accepted', 'declined', 'accepted']);
	});

	test('what is taken then is said at once, with the other lesson named, and who cannot come is passed over', async () => {
		const [first, second] = schools as [School, School];
		await open({ confirmation: 'at-once', places: 1 });
		const teacher = await installation.as('teacher', admin.countyId, { schoolId: first.schoolId });
		const other = {
			...plan,
			kind: 'delivered',
			title: '三年级美术',
			teacherId: teacher.personId,
			sendingClassroomId: null,
			receivingClassroomIds: [first.classroomId],
			plannedStart: start + 10 * minute,
		};
		const away = await admin.ok(endpoints.planLesson, { body: other });
		const { clashes } = await first.head.ok(endpoints.checkApplication, {
			params: params(),
			body: withRoom(first),
		});
		expect(clashes).toMatchObject([{ resource: 'classroom', name: '第0教学点互动教室' }]);
		expect(clashes[0]?.title).toContain('三年级美术');
		const { status, body } = await first.head.ask(endpoints.applyForLesson, {
			params: params(),
			body: withRoom(first),
		});
		expect(status).toBe(409);
		expect(ErrorBody.parse(body)).toMatchObject({
			code: 'clash',
			details: { name: '第0教学点互动教室', title: expect.stringContaining('三年级美术') as string },
		});
		// Both wait; then the first one's classroom is wanted elsewhere.
		await admin.ok(endpoints.cancelLesson, { params: { lessonId: away.lessonId }, body: { reason: '停电' } });
		await open({ confirmation: 'by-hand', places: 1 });
		await apply(first);
		await apply(second);
		await admin.ok(endpoints.planLesson, { body: { ...other, title: '又一节' } });
		expect(ofSchool(await read(), first).clashes).toMatchObject([{ name: '第0教学点互动教室' }]);
		const refused = await admin.ask(endpoints.acceptApplication, { params: await idOf(first) });
		expect(ErrorBody.parse(refused.body)).toMatchObject({
			code: 'clash',
			details: { name: '第0教学点互动教室', title: expect.stringContaining('又一节') as string },
		});
		await open({ confirmation: 'at-once', places: 2 });
		expect(await states()).toEqual(['waiting', 'accepted', 'none']);
	});

	test('taking an acceptance back in the timetable puts the school back in line, and redoing gives its place again', async () => {
		const [first] = schools as [School];
		await open({ confirmation: 'at-once' });
		await apply(first);
		expect(await undoLast()).toBe('ok');
		expect(await receivers()).toEqual([]);
		expect(ofSchool(await read(), first)).toMatchObject({ state: 'waiting', held: true, position: 1 });
		// It does not slip in again behind the planner's back.
		await apply(schools[1]!);
		expect(await states()).toEqual(['waiting', 'accepted', 'none']);
		expect(await accept(first)).toBe('ok');
		expect(ofSchool(await read(), first)).toMatchObject({ state: 'accepted', held: false });
		expect(await undoLast()).toBe('ok');
		expect(await undoLast()).toBe('ok');
		expect(await states()).toEqual(['accepted', 'accepted', 'none']);
		expect(await read()).toMatchObject({ accepted: 2, status: 'full' });
		// So does taking back that a place was taken away.
		installation.clock.advance(1000);
		expect(await decline(first)).toBe('ok');
		expect(await states()).toEqual(['declined', 'accepted', 'none']);
		expect(await undoLast()).toBe('ok');
		expect(ofSchool(await read(), first)).toMatchObject({ state: 'accepted', reason: null });
		expect(await read()).toMatchObject({ accepted: 2 });
		// A form that was opened before they had their places does not take these from them.
		const update = (ofSchools: readonly AddedSchool[], withClasses = ofSchools): Promise<string> =>
			admin.code(endpoints.updateLesson, {
				params: params(),
				body: {
					...plan,
					title: '名师课堂：又见草原',
					receivingClassroomIds: ofSchools.map(({ classroomId }) => classroomId),
					classGroupIds: withClasses.map(({ classGroupId }) => classGroupId),
				},
			});
		expect(await update([schools[1]!])).toBe('place-given');
		// Nor its class alone: the device's day would show a lesson for nobody.
		expect(await update([schools[1]!, first, schools[2]!], [first, schools[2]!])).toBe('place-given');
		expect(await update([schools[1]!, first, schools[2]!])).toBe('ok');
		expect(await states()).toEqual(['accepted', 'accepted', 'none']);
		// The class of a classroom that did not sign up is the planner's to take out.
		expect(await update([schools[1]!, first, schools[2]!], [schools[1]!, first])).toBe('ok');
	});

	test('a form that was opened before a school left does not bring it back; adding it anew does', async () => {
		const [first, second] = schools as [School, School];
		await open({ confirmation: 'at-once' });
		await apply(first);
		await apply(second);
		const save = (receivedBefore: readonly string[]): Promise<string> =>
			admin.code(endpoints.updateLesson, {
				params: params(),
				body: {
					...plan,
					receivingClassroomIds: [first.classroomId, second.classroomId],
					classGroupIds: [first.classGroupId, second.classGroupId],
					receivedBefore,
				},
			});
		const before = await receivers();
		expect(await withdraw(first)).toBe('ok');
		expect(await save(before)).toBe('place-left');
		expect(await states()).toEqual(['withdrawn', 'accepted', 'none']);
		expect(await save(await receivers())).toBe('ok');
		expect(await states()).toEqual(['accepted', 'accepted', 'none']);
	});

	test('moved: applications stay and are told, an accepted classroom is in the way of a move; the deadline never outlasts the start', async () => {
		const [first, second] = schools as [School, School];
		await open({ confirmation: 'at-once', places: 1, closesAt: start });
		await apply(first);
		await apply(second);
		const teacher = await installation.as('teacher', admin.countyId, { schoolId: core.schoolId });
		const other = { ...plan, teacherId: teacher.personId, kind: 'delivered', sendingClassroomId: null };
		await admin.ok(endpoints.planLesson, {
			body: { ...other, receivingClassroomIds: [first.classroomId], plannedStart: start + 2 * hour },
		});
		const move = (plannedStart: number): Promise<string> =>
			admin.code(endpoints.moveLesson, { params: params(), body: { plannedStart, reason: null } });
		expect(await move(start + 2 * hour)).toBe('clash');
		expect(await move(start - 2 * hour)).toBe('ok');
		for (const school of [first, second]) {
			expect(ofSchool(await read(school.head), school)).toMatchObject({ news: true, movedFrom: start });
			expect((await news(school.head)).news).toBe(1);
		}
		expect(await read()).toMatchObject({ closesAt: start - 2 * hour, status: 'full' });
		expect(await states()).toEqual(['accepted', 'waiting', 'none']);
	});

	test('cancelled and back again: nobody loses a place; once it has begun nothing moves any more', async () => {
		const [first, second, third] = schools as [School, School, School];
		await open({ confirmation: 'at-once', places: 1, closesAt: start });
		await apply(first);
		await apply(second);
		installation.clock.advance(1000);
		await admin.ok(endpoints.cancelLesson, { params: params(), body: { reason: '停电' } });
		expect(await read(first.head)).toMatchObject({ status: 'cancelled', mayApply: false });
		expect((await news(second.head)).news).toBe(1);
		expect(await applyCode(third)).toBe('opening-closed');
		expect(await withdraw(first)).toBe('opening-closed');
		expect(await undoLast()).toBe('ok');
		expect(await states()).toEqual(['accepted', 'waiting', 'none']);
		installation.clock.advance(start - installation.clock.now());
		expect(await read(second.head)).toMatchObject({ status: 'over', mayApply: false });
		expect(await applyCode(third)).toBe('opening-closed');
		expect(await withdraw(second)).toBe('opening-closed');
		expect(await decline(second)).toBe('opening-closed');
		expect(await listed('past', second.head)).toEqual([lesson.lessonId]);
		expect(await admin.code(endpoints.openLesson, { params: params(), body: how() })).toBe(
			'lesson-taken-place',
		);
	});

	test('after the deadline nobody applies, but the line goes on; closed by hand and opened again', async () => {
		const [first, second, third] = schools as [School, School, School];
		await open();
		await apply(first);
		await apply(second);
		await admin.ok(endpoints.closeOpening, { params: params() });
		expect(await applyCode(third)).toBe('opening-closed');
		expect(await admin.code(endpoints.closeOpening, { params: params() })).toBe('opening-closed');
		expect(await accept(first)).toBe('ok');
		expect(await listed('past', first.head)).toEqual([lesson.lessonId]);
		await open();
		expect(await applyCode(third)).toBe('ok');
		installation.clock.advance(start - hour - installation.clock.now());
		expect(await read()).toMatchObject({ status: 'closed', mayConfirm: true });
		expect(await accept(second)).toBe('ok');
		expect(await accept(third)).toBe('opening-full');
		expect(await listed('applied', third.head)).toEqual([lesson.lessonId]);
	});

	test('who may: the giver opens, a community’s schools apply, its core school confirms; others do not', async () => {
		const [leader, member, outsider] = schools as [School, School, School];
		const community = await admin.ok(endpoints.createCommunity, {
			body: { name: '罗山教联体', kind: 'alliance', coreSchoolId: leader.schoolId, from: '2020-01-01' },
		});
		const { communityId } = community;
		await admin.ok(endpoints.addMember, {
			params: { communityId },
			body: { schoolId: member.schoolId, from: '2020-01-01', until: null },
		});
		const input = how({ confirmedBy: communityId, communityIds: [communityId] });
		// A school does not make another community its judge.
		const refused = await giver.ask(endpoints.openLesson, { params: params(), body: input });
		expect(ErrorBody.parse(refused.body).issues).toEqual([{ path: 'confirmedBy', code: 'not-found' }]);
		expect(await member.head.code(endpoints.openLesson, { params: params(), body: input })).toBe('forbidden');
		await admin.ok(endpoints.openLesson, { params: params(), body: input });
		expect(await applyCode(outsider)).toBe('forbidden');
		expect(await listed('open', outsider.head)).toEqual([]);
		expect(await applyCode(outsider, admin)).toBe('not-invited');
		expect(await applyCode(outsider, member.head)).toBe('forbidden');
		expect(await applyCode(member)).toBe('ok');
		expect(await applyCode(member)).toBe('already-applied');
		expect(await accept(member, member.head)).toBe('forbidden');
		expect(await accept(member, giver)).toBe('forbidden');
		expect(await news(leader.head)).toEqual({ toConfirm: 1, news: 0 });
		expect(await news(admin)).toEqual({ toConfirm: 0, news: 0 });
		expect(await accept(member, leader.head)).toBe('ok');
		expect((await read(giver)).applications).toHaveLength(1);
		const stranger = await installation.as('county-admin', await installation.addCounty('邻县'));
		expect(await stranger.code(endpoints.readOpening, { params: params() })).toBe('other-county');
	});

	test('bad input says what is wrong and changes nothing', async () => {
		const issuesOf = async (more: object) => {
			const { body } = await admin.ask(endpoints.openLesson, { params: params(), body: how(more) });
			return ErrorBody.parse(body).issues;
		};
		expect(await issuesOf({ places: 0 })).toEqual([{ path: 'places', code: 'out-of-range' }]);
		expect(await issuesOf({ places: 61 })).toEqual([{ path: 'places', code: 'out-of-range' }]);
		expect(await issuesOf({ closesAt: installation.clock.now() })).toEqual([
			{ path: 'closesAt', code: 'in-the-past' },
		]);
		expect(await issuesOf({ closesAt: start + 1 })).toEqual([{ path: 'closesAt', code: 'out-of-range' }]);
		expect(await issuesOf({ schoolIds: ['nobody'] })).toEqual([{ path: 'schoolIds.0', code: 'not-found' }]);
		expect(await admin.code(endpoints.readOpening, { params: params() })).toBe('not-found');
		const [first, second] = schools as [School, School];
		await open();
		await apply(first);
		await accept(first);
		await apply(second);
		await accept(second);
		expect(await issuesOf({ places: 1 })).toEqual([{ path: 'places', code: 'out-of-range' }]);
		const mixed = { classroomId: first.classroomId, classGroupId: second.classGroupId };
		const answer = await first.head.ask(endpoints.applyForLesson, { params: params(), body: mixed });
		expect(ErrorBody.parse(answer.body).issues).toEqual([{ path: 'classGroupId', code: 'not-found' }]);
		const village = await admin.ok(endpoints.planLesson, {
			body: { ...plan, kind: 'delivered', plannedStart: start + 3 * hour },
		});
		const delivered = { params: { lessonId: village.lessonId }, body: how() };
		expect(await admin.code(endpoints.openLesson, delivered)).toBe('kind-not-bookable');
	});
});
