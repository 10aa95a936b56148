// A school that missed a lesson which others had: found in the log, asked why, counted for itself.
import type { Lesson, LessonEvent, MissedReason, PeerRole } from '@classroom/protocol';
import { endpoints, LessonId, PeerId, PersonId } from '@classroom/protocol';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { TimetableTables } from '../../../server/src/timetable/index.ts';
import { addDays, dayOf } from '../../../server/src/timetable/index.ts';
import type { Browser } from '../identity/browser.ts';
import type { AddedSchool, Installation, SignedIn } from './installation.ts';
import { addSchool, onBothDatabases, startInstallation, timeZone } from './installation.ts';
import { minute, setStage } from './lessonStage.ts';

onBothDatabases('schools that missed a lesson', (newUrl) => {
	let url: string;
	let installation: Installation;
	let admin: SignedIn;
	let stranger: SignedIn;
	let core: AddedSchool;
	let village: AddedSchool;
	let hamlet: AddedSchool;
	let island: AddedSchool;
	let plan: Record<string, unknown>;
	let start: number;
	beforeAll(async () => {
		url = await newUrl();
		installation = await startInstallation(url, { givenShare: 0.5 });
	});
	afterAll(() => installation.close());
	beforeEach(async () => {
		({ admin, stranger, core, village, hamlet, plan } = await setStage(installation));
		island = await addSchool(admin, '沙洲教学点');
		start = installation.clock.now();
	});

	const headOf = (school: AddedSchool) =>
		installation.as('school-admin', admin.countyId, { schoolId: school.schoolId });
	const ofSchool = (school: AddedSchool, role: 'assistant' | 'student') =>
		installation.as(role, admin.countyId, {
			schoolId: school.schoolId,
			...(role === 'student' && { classGroupId: school.classGroupId }),
		});
	const planned = (change: object = {}): Promise<Lesson> =>
		admin.ok(endpoints.planLesson, {
			body: {
				...plan,
				receivingClassroomIds: [village.classroomId, hamlet.classroomId, island.classroomId],
				classGroupIds: [],
				plannedStart: installation.clock.now() + minute,
				...change,
			},
		});
	const read = (by: Browser, { lessonId }: Lesson): Promise<Lesson> =>
		by.ok(endpoints.readLesson, { params: { lessonId } });
	const absences = async (by: Browser, lesson: Lesson) =>
		((await read(by, lesson)).absences ?? []).map(({ school, mayExplain }) => [school, mayExplain]);
	const says = (
		by: Browser,
		{ lessonId }: Lesson,
		reason: MissedReason,
		school?: AddedSchool,
		note?: string,
	) =>
		by.code(endpoints.explainMissed, {
			params: { lessonId },
			body: { reason, note: note ?? null, ...(school !== undefined && { schoolId: school.schoolId }) },
		});
	const listed = async (by: Browser, only: 'missed' | 'unexplained'): Promise<string[]> => {
		const { items, total } = await by.ok(endpoints.listLessons, { query: { only } });
		expect(total).toBe(items.length);
		return items.map(({ lessonId }) => lessonId);
	};
	const rate = (by: Browser) =>
		by.ok(endpoints.openingRate, {
			query: { from: String(start), until: String(start + 24 * 60 * minute) },
		});
	const rates = async (by: Browser) =>
		Object.fromEntries(
			(await rate(by)).schools.map(({ name, counts }) => [name, [counts.taught, counts.missed]]),
		);

	const closedToday = async (by: Browser, whom: object): Promise<void> => {
		const day = dayOf(installation.clock.now(), timeZone);
		const { termId } = await by.ok(endpoints.createTerm, {
			body: { name: '学期', firstDay: day, lastDay: addDays(day, 30) },
		});
		const closure = { whom, from: day, until: day, reason: '大风' };
		await by.ok(endpoints.changeCalendar, {
			params: { termId },
			body: { change: { what: 'close', closure }, dryRun: false },
		});
	};
	/** Nobody opens its Room. */
	const passed = ({ plannedEnd }: Lesson): void =>
		installation.clock.advance(plannedEnd - installation.clock.now());

	/** Who comes in which minute after the bell, and for how many. The teacher is there from the bell to the end. */
	type Comes = readonly [who: AddedSchool | SignedIn, role: PeerRole, from: number, minutes: number];
	const taught = async (lesson: Lesson, comes: readonly Comes[]): Promise<void> => {
		const lessonId = LessonId.parse(lesson.lessonId);
		const writer = await installation.lessonLog.open(lessonId);
		const append = async (event: LessonEvent): Promise<void> => {
			const entry = await writer.append(event);
			await installation.timetable.project({ lessonId, ...entry, event });
		};
		const teacher = { kind: 'person' as const, personId: lesson.teacherId };
		await append({ type: 'room-opened', epoch: writer.epoch, node: 'n', plannedEnd: lesson.plannedEnd });
		await append({ type: 'peer-joined', peerId: PeerId.parse('t'), role: 'teacher', subject: teacher });
		installation.clock.advance(lesson.plannedStart - installation.clock.now());
		await append({ type: 'phase-changed', phase: 'teaching', cause: 'bell' });
		const steps = comes.flatMap(([who, role, from, minutes], place): [number, LessonEvent][] => {
			const peerId = PeerId.parse(`p${place}`);
			const subject =
				'personId' in who
					? { kind: 'person' as const, personId: PersonId.parse(who.personId) }
					: { kind: 'classroom' as const, classroomId: who.classroomId };
			return [
				[from, { type: 'peer-joined', peerId, role, subject }],
				[from + minutes, { type: 'peer-lost', peerId }],
			];
		});
		for (const [at, event] of steps.toSorted(([one], [other]) => one - other)) {
			installation.clock.advance(lesson.plannedStart + at * minute - installation.clock.now());
			await append(event);
		}
		installation.clock.advance(lesson.plannedEnd - installation.clock.now());
		await append({ type: 'phase-changed', phase: 'ended', cause: 'time' });
		await writer.close();
	};

	test('one comes, one comes too late, one never: who is asked, who may say, what each one’s rate is', async () => {
		await admin.ok(endpoints.createCommunity, {
			body: { name: '一片', kind: 'community', coreSchoolId: core.schoolId, from: '2020-01-01' },
		});
		const { communityId } = await admin.ok(endpoints.createCommunity, {
			body: { name: '二片', kind: 'community', coreSchoolId: island.schoolId, from: '2020-01-01' },
		});
		const body = { schoolId: hamlet.schoolId, from: '2020-01-01', until: null };
		await admin.ok(endpoints.addMember, { params: { communityId }, body });
		const lesson = await planned();
		await taught(lesson, [
			[village, 'classroom', 0, 40],
			[hamlet, 'classroom', 21, 19],
		]);
		const [giving, there, late, never] = await Promise.all([core, village, hamlet, island].map(headOf));
		const inspector = await installation.as('inspector', admin.countyId);
		const pupil = await ofSchool(village, 'student');

		expect(await read(admin, lesson)).toMatchObject({
			status: 'ended',
			mayExplain: false,
			explanation: null,
		});
		const both = ['柳湾教学点', '沙洲教学点'];
		expect(await absences(admin, lesson)).toEqual(both.map((name) => [name, true]));
		expect(await absences(inspector, lesson)).toEqual(both.map((name) => [name, false]));
		expect(await absences(late!, lesson)).toEqual([['柳湾教学点', true]]);
		expect(await absences(never!, lesson)).toEqual([['沙洲教学点', true]]);
		for (const by of [giving!, there!]) expect(await absences(by, lesson)).toEqual([]);
		const asked = [admin, late!, never!];
		for (const by of asked) expect(await listed(by, 'unexplained')).toEqual([lesson.lessonId]);
		for (const by of [giving!, there!, pupil]) expect(await listed(by, 'missed')).toEqual([]);

		for (const by of [giving!, there!, never!]) {
			expect(await says(by, lesson, 'power-cut', hamlet)).toBe('forbidden');
		}
		expect(await says(there!, lesson, 'power-cut', village)).toBe('lesson-not-missed');
		for (const by of asked) expect(await says(by, lesson, 'power-cut')).toBe('lesson-not-missed');
		expect(await says(never!, lesson, 'other', island)).toBe('bad-request, note required');
		const before = installation.changes.length;
		expect(await says(never!, lesson, 'other', island, '渡船停了')).toBe('ok');
		expect(installation.changes[before]).toMatchObject({ what: 'progressed', lessonId: lesson.lessonId });
		expect(await listed(never!, 'unexplained')).toEqual([]);
		expect(await listed(never!, 'missed')).toEqual([lesson.lessonId]);
		// The other one has still to say.
		expect(await listed(admin, 'unexplained')).toEqual([lesson.lessonId]);
		expect(await says(late!, lesson, 'network-down', hamlet)).toBe('ok');
		installation.clock.advance(minute);
		expect(await says(admin, lesson, 'device-fault', hamlet)).toBe('ok');
		expect(await listed(admin, 'unexplained')).toEqual([]);
		const now = installation.clock.now();
		expect((await read(admin, lesson)).absences).toMatchObject([
			{ explanation: { reason: 'device-fault', note: null, at: now } },
			{ explanation: { reason: 'other', note: '渡船停了', at: now - minute } },
		]);
		expect((await read(admin, lesson)).explanation).toBeNull();
		const { items } = await admin.ok(endpoints.audit, { query: { limit: '1' } });
		expect(items[0]).toMatchObject({
			action: 'lesson.missed-explained',
			details: { school: '柳湾教学点', reason: 'device-fault', before: 'network-down' },
		});

		expect(await rates(admin)).toEqual({
			...{ 中心小学: [1, 0], 罗山教学点: [1, 0], 柳湾教学点: [0, 1], 沙洲教学点: [0, 1] },
		});
		const { total, communities, schools } = await rate(admin);
		expect([total.taught, total.missed, total.rate]).toEqual([1, 0, 1]);
		const byCommunity = new Map(
			communities.map(({ name, counts }) => [name, [counts.taught, counts.missed]]),
		);
		expect(byCommunity).toEqual(
			new Map([
				['一片', [1, 0]],
				['二片', [0, 1]],
			]),
		);
		expect(schools.find(({ name }) => name === '沙洲教学点')?.counts.missedBy.other).toBe(1);
		expect(await rate(never!)).toMatchObject({ total: { taught: 0, missed: 1, unexplained: 0, rate: 0 } });
		expect(await rate(there!)).toMatchObject({ total: { taught: 1, missed: 0, rate: 1 } });
	});

	test('a server that died before it wrote who was there: the next one reads it, and what was said stays', async () => {
		const lesson = await planned();
		await taught(lesson, [
			[village, 'classroom', 0, 40],
			[hamlet, 'classroom', 0, 10],
		]);
		const lessonId = LessonId.parse(lesson.lessonId);
		const expected = { 中心小学: [1, 0], 罗山教学点: [1, 0], 柳湾教学点: [0, 1], 沙洲教学点: [0, 1] };
		expect(await rates(admin)).toEqual(expected);
		expect(await says(admin, lesson, 'network-down', hamlet)).toBe('ok');
		const db = installation.database.as<TimetableTables>();
		await db.deleteFrom('lesson_absence').where('school_id', '=', island.schoolId).execute();
		await db
			.updateTable('lesson')
			.set({ phase: 'teaching', given_at: null, ended_at: null, log_seq: 3 })
			.where('lesson_id', '=', lessonId)
			.execute();
		const second = await startInstallation(url, { givenShare: 0.5, clock: installation.clock });
		await second.close();
		expect(await rates(admin)).toEqual(expected);
		expect((await read(admin, lesson)).absences).toMatchObject([
			{ school: '柳湾教学点', explanation: { reason: 'network-down' } },
			{ school: '沙洲教学点', explanation: null },
		]);
		// Also where all the rest was written.
		await db.deleteFrom('lesson_absence').where('lesson_id', '=', lessonId).execute();
		const before = installation.changes.length;
		await installation.timetable.rebuild(lessonId);
		expect(await absences(admin, lesson)).toHaveLength(2);
		await installation.timetable.rebuild(lessonId);
		// What is announced is heard a moment later, before this is answered.
		await read(admin, lesson);
		expect(installation.changes.slice(before)).toHaveLength(1);
	});

	test('assistants and students are their schools; a closed school is not asked; what nobody had is the lesson’s', async () => {
		const [assistant, pupil] = [await ofSchool(hamlet, 'assistant'), await ofSchool(island, 'student')];
		const lesson = await planned({ classGroupIds: [island.classGroupId] });
		await taught(lesson, [
			[assistant, 'assistant', 5, 30],
			[pupil, 'viewer', 0, 25],
		]);
		expect(await absences(admin, lesson)).toEqual([['罗山教学点', true]]);
		expect(await rates(admin)).toEqual({
			...{ 中心小学: [1, 0], 罗山教学点: [0, 1], 柳湾教学点: [1, 0], 沙洲教学点: [1, 0] },
		});

		// One after the other, neither for half of it: nobody had the lesson.
		const split = await planned();
		await taught(split, [
			[village, 'classroom', 0, 19],
			[hamlet, 'classroom', 19, 19],
		]);
		expect(await read(admin, split)).toMatchObject({ status: 'missed', mayExplain: true });
		expect(await absences(admin, split)).toEqual([]);
		expect(await says(await headOf(village), split, 'network-down', village)).toBe('lesson-not-missed');
		expect(await says(await headOf(village), split, 'network-down')).toBe('ok');

		await closedToday(admin, { kind: 'school', schoolId: island.schoolId });
		const windy = await planned();
		await taught(windy, [[village, 'classroom', 0, 40]]);
		expect(await absences(admin, windy)).toEqual([['柳湾教学点', true]]);
		const { schools } = await rate(admin);
		expect(schools.find(({ name }) => name === '沙洲教学点')?.counts).toMatchObject({
			...{ taught: 1, missed: 0, cancelled: 2, planned: 1 },
		});
		expect(await says(admin, windy, 'school-event', island)).toBe('lesson-not-missed');
	});

	test('a closed school has not missed what nobody had, and is not asked why; whoever gives it is', async () => {
		const { schoolId: coreSchoolId } = island;
		const body = { name: '沙洲片', kind: 'community', coreSchoolId, from: '2020-01-01' };
		await admin.ok(endpoints.createCommunity, { body });
		const theirs = { receivingClassroomIds: [village.classroomId, island.classroomId] };
		const teacher = await installation.as('teacher', admin.countyId, { schoolId: island.schoolId });
		const given = await planned({
			...{ receivingClassroomIds: [hamlet.classroomId], plannedStart: start + 200 * minute },
			...{ teacherId: teacher.personId, sendingClassroomId: core.classroomId },
		});
		await closedToday(admin, { kind: 'school', schoolId: island.schoolId });
		const [giving, there, away] = await Promise.all([core, village, island].map(headOf));
		const counted = async () => {
			const { schools } = await rate(admin);
			return new Map(schools.map(({ name, counts: of }) => [name, [of.missed, of.cancelled, of.ahead]]));
		};

		// The Room of one opens and waits in vain; that of the other never does.
		const waited = await planned(theirs);
		await taught(waited, []);
		const never = await planned(theirs);
		const names = ['中心小学', '沙洲教学点', '罗山教学点', '柳湾教学点'];
		const inAll = (...counts: number[][]) => new Map(names.map((name, place) => [name, counts[place]]));
		expect(await counted()).toEqual(inAll([1, 0, 2], [0, 1, 2], [1, 0, 1], [0, 0, 1]));
		passed(never);
		expect(await counted()).toEqual(inAll([2, 0, 1], [0, 2, 1], [2, 0, 0], [0, 0, 1]));
		const { total, communities } = await rate(admin);
		expect(total).toMatchObject({ missed: 2, cancelled: 0, rate: 0 });
		expect(communities[0]?.counts).toMatchObject({ missed: 0, cancelled: 2, ahead: 1, rate: null });
		expect((await rate(away!)).total).toMatchObject({ planned: 0, missed: 0, cancelled: 2, rate: null });

		const both = [waited.lessonId, never.lessonId];
		for (const only of ['missed', 'unexplained'] as const) {
			expect(await listed(away!, only)).toEqual([]);
			for (const by of [admin, giving!, there!]) expect(await listed(by, only)).toEqual(both);
		}
		for (const lesson of [waited, never]) {
			expect(await read(away!, lesson)).toMatchObject({ status: 'missed', mayExplain: false });
			expect(await says(away!, lesson, 'school-event')).toBe('forbidden');
			expect(await says(away!, lesson, 'school-event', island)).toBe('forbidden');
			for (const by of [admin, giving!, there!])
				expect(await read(by, lesson)).toMatchObject({ mayExplain: true });
			expect(await says(there!, lesson, 'teacher-absent')).toBe('ok');
		}
		expect((await rate(admin)).total.missedBy['teacher-absent']).toBe(2);

		// One that it gives itself is its own to explain.
		passed(given);
		expect(await listed(away!, 'unexplained')).toEqual([given.lessonId]);
		expect(await read(away!, given)).toMatchObject({ status: 'missed', mayExplain: true });
		expect(await counted()).toEqual(inAll([3, 0, 0], [1, 2, 0], [2, 0, 0], [1, 0, 0]));
	});

	test('another county’s school goes by the calendar of its own county', async () => {
		const body = { guestCountyId: stranger.countyId };
		const { agreementId } = await admin.ok(endpoints.createAgreement, { body });
		await stranger.ok(endpoints.acceptAgreement, { params: { agreementId } });
		const guest = await addSchool(stranger, '邻县小学');
		const head = await installation.as('school-admin', stranger.countyId, { schoolId: guest.schoolId });
		const theirs = { receivingClassroomIds: [village.classroomId, guest.classroomId] };
		const open = await planned(theirs);
		await taught(open, [[village, 'classroom', 0, 40]]);
		expect(await absences(head, open)).toEqual([['邻县小学', true]]);
		await closedToday(stranger, { kind: 'county' });
		const had = await planned(theirs);
		await taught(had, [[village, 'classroom', 0, 40]]);
		expect(await absences(admin, had)).toEqual([]);
		expect(await absences(head, had)).toEqual([]);
		const nobody = await planned(theirs);
		passed(nobody);
		expect(await read(head, nobody)).toMatchObject({ status: 'missed', mayExplain: false });
		expect(await listed(head, 'missed')).toEqual([open.lessonId]);
	});

	test('the number of queries of the opening rate and of what is asked does not grow with the lessons', async () => {
		await closedToday(admin, { kind: 'school', schoolId: island.schoolId });
		const away = await headOf(island);
		const counts = async (): Promise<number[]> => {
			const numbers: number[] = [];
			for (const ask of [() => rate(admin), () => listed(away, 'missed'), () => listed(admin, 'missed')]) {
				const before = installation.queries();
				await ask();
				numbers.push(installation.queries() - before);
			}
			return numbers;
		};
		const some = async (most: number): Promise<void> => {
			for (let n = 0; n < most; n += 1) await taught(await planned(), [[village, 'classroom', 0, 40]]);
			for (let n = 0; n < most; n += 1) passed(await planned());
		};
		await some(1);
		const few = await counts();
		await some(4);
		expect((await rate(admin)).total).toMatchObject({ taught: 5, missed: 5 });
		expect(await counts()).toEqual(few);
	});
});
