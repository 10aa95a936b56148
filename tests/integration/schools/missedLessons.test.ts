// Lessons that did not take place: found, explained, counted; and what the next lesson needs.
import type { Lesson, LessonEvent, MissedReason, PeerRole, PeerSubject } from '@classroom/protocol';
import { endpoints, LessonId, PeerId, RoomPhase } from '@classroom/protocol';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { TimetableTables } from '../../../server/src/timetable/index.ts';
import type { Browser } from '../identity/browser.ts';
import type { AddedSchool, Installation, SignedIn } from './installation.ts';
import { onBothDatabases, startInstallation } from './installation.ts';
import { minute, setStage } from './lessonStage.ts';

onBothDatabases('missed lessons', (newUrl) => {
	let installation: Installation;
	let admin: SignedIn;
	let stranger: SignedIn;
	let core: AddedSchool;
	let village: AddedSchool;
	let hamlet: AddedSchool;
	let plan: Record<string, unknown>;
	let start: number;
	beforeAll(async () => {
		installation = await startInstallation(await newUrl(), { givenShare: 0.5 });
	});
	afterAll(() => installation.close());
	beforeEach(async () => {
		({ admin, stranger, core, village, hamlet, plan } = await setStage(installation));
		start = installation.clock.now() + 60 * minute;
	});

	const planned = (change: object = {}): Promise<Lesson> =>
		admin.ok(endpoints.planLesson, { body: { ...plan, ...change } });
	const goTo = (instant: number): void => installation.clock.advance(instant - installation.clock.now());
	const body = (reason: MissedReason, note: string | null = null) => ({ reason, note });
	const says = (by: Browser, { lessonId }: Lesson, reason: MissedReason, note: string | null = null) =>
		by.code(endpoints.explainMissed, { params: { lessonId }, body: body(reason, note) });
	const listed = async (by: Browser, only: 'missed' | 'unexplained'): Promise<string[]> => {
		const { items, total } = await by.ok(endpoints.listLessons, { query: { only } });
		expect(total).toBe(items.length);
		return items.map(({ lessonId }) => lessonId);
	};
	const headOf = (school: AddedSchool) =>
		installation.as('school-admin', admin.countyId, { schoolId: school.schoolId });
	const between = (from: number, until: number) => ({ query: { from: String(from), until: String(until) } });
	const rate = (by: Browser) =>
		by.ok(endpoints.openingRate, between(start - 60 * minute, start + 600 * minute));
	const read = (by: Browser, { lessonId }: Lesson): Promise<Lesson> =>
		by.ok(endpoints.readLesson, { params: { lessonId } });
	const cancel = ({ lessonId }: Lesson): Promise<Lesson> =>
		admin.ok(endpoints.cancelLesson, { params: { lessonId }, body: { reason: '停电' } });

	test('the schools that give and receive it, and the county, are asked why; what they say can be corrected', async () => {
		const lesson = await planned();
		const [giving, receiving, other] = await Promise.all([core, village, hamlet].map(headOf));
		expect(await says(admin, lesson, 'power-cut')).toBe('lesson-not-missed');
		goTo(start + 40 * minute);
		for (const by of [admin, giving!, receiving!]) {
			expect(await listed(by, 'unexplained')).toEqual([lesson.lessonId]);
			expect((await read(by, lesson)).mayExplain).toBe(true);
		}
		expect(await listed(other!, 'missed')).toEqual([]);
		expect(await says(other!, lesson, 'power-cut')).toBe('forbidden');
		expect(await says(stranger, lesson, 'power-cut')).toBe('other-county');
		expect(await says(receiving!, lesson, 'other')).toBe('bad-request, note required');
		const before = installation.changes.length;
		expect(await says(receiving!, lesson, 'other', '桥被水冲了')).toBe('ok');
		expect(installation.changes[before]).toMatchObject({ what: 'progressed', lessonId: lesson.lessonId });
		expect((await read(giving!, lesson)).explanation).toEqual({
			...{ reason: 'other', note: '桥被水冲了', at: installation.clock.now() },
		});
		expect(await listed(admin, 'unexplained')).toEqual([]);
		expect(await listed(admin, 'missed')).toEqual([lesson.lessonId]);
		installation.clock.advance(minute);
		expect(await says(giving!, lesson, 'school-event')).toBe('ok');
		expect((await read(admin, lesson)).explanation).toMatchObject({
			...{ reason: 'school-event', note: null },
		});
		const { items } = await admin.ok(endpoints.audit, { query: { limit: '2' } });
		expect(items.map(({ action, details }) => [action, details['reason'], details['before']])).toEqual([
			['lesson.missed-explained', 'school-event', 'other'],
			['lesson.missed-explained', 'other', undefined],
		]);
	});

	test('what a cancelled lesson, one to come, or one that was given says is refused', async () => {
		const cancelled = await planned();
		await cancel(cancelled);
		const given = await planned({ plannedStart: start + 60 * minute });
		await installation.database
			.as<TimetableTables>()
			.updateTable('lesson')
			.set({ phase: 'ended', given_at: start + 61 * minute })
			.where('lesson_id', '=', given.lessonId)
			.execute();
		const coming = await planned({ plannedStart: start + 300 * minute });
		goTo(start + 200 * minute);
		for (const lesson of [cancelled, given, coming]) {
			expect(await says(admin, lesson, 'not-needed')).toBe('lesson-not-missed');
		}
		expect(await listed(admin, 'missed')).toEqual([]);
	});

	test('the list of missed lessons is what every lesson says of itself, whatever the log and the clock say', async () => {
		const db = installation.database.as<TimetableTables>();
		const phases = [null, ...RoomPhase.options];
		const lessons = await Promise.all(
			Array.from({ length: 5 * 2 * 2 * 3 }, (_, n) => n).map(async (n) => {
				const { lessonId } = await planned({ plannedStart: start + n * 45 * minute });
				const set = {
					phase: phases[n % 5] ?? null,
					given_at: Math.floor(n / 5) % 2 === 0 ? null : start,
					cancelled_at: Math.floor(n / 10) % 2 === 0 ? null : start,
					moved_end: [null, start + n * 45 * minute + minute, start + 99_000 * minute][Math.floor(n / 20)],
				};
				await db.updateTable('lesson').set(set).where('lesson_id', '=', lessonId).execute();
				return lessonId;
			}),
		);
		for (const later of [1, 40, 900, 3000]) {
			goTo(start + later * minute);
			const someone = await installation.as('county-admin', admin.countyId);
			const { items } = await someone.ok(endpoints.listLessons, { query: { limit: '200' } });
			expect(items).toHaveLength(lessons.length);
			const missed = items.filter(({ status }) => status === 'missed').map(({ lessonId }) => lessonId);
			const only = await someone.ok(endpoints.listLessons, { query: { limit: '200', only: 'missed' } });
			expect(only.items.map(({ lessonId }) => lessonId)).toEqual(missed);
			const { total } = await rate(someone);
			const inTime = items.filter(({ plannedStart }) => plannedStart < start + 600 * minute);
			expect(total.missed).toBe(inTime.filter(({ status }) => status === 'missed').length);
			expect(total.planned + total.cancelled + total.ahead).toBe(inTime.length);
		}
	});

	test('the opening rate of the county, its communities and schools; a school reads its own', async () => {
		await admin.ok(endpoints.createCommunity, {
			body: { name: '一片', kind: 'community', coreSchoolId: core.schoolId, from: '2020-01-01' },
		});
		const toHamlet = { receivingClassroomIds: [hamlet.classroomId], classGroupIds: [hamlet.classGroupId] };
		const [given, quiet, dark] = [
			await planned(),
			await planned({ plannedStart: start + 50 * minute }),
			await planned({ plannedStart: start + 100 * minute, ...toHamlet }),
		];
		await installation.database
			.as<TimetableTables>()
			.updateTable('lesson')
			.set({ phase: 'ended', given_at: start })
			.where('lesson_id', '=', given.lessonId)
			.execute();
		const cancelled = await planned({ plannedStart: start + 150 * minute });
		await cancel(cancelled);
		await planned({ plannedStart: start + 500 * minute });
		goTo(start + 200 * minute);
		expect(await says(admin, dark, 'power-cut')).toBe('ok');
		const { total, communities, schools } = await rate(admin);
		const { missedBy, ...counts } = total;
		expect(counts).toEqual({
			...{ planned: 3, taught: 1, missed: 2, unexplained: 1, cancelled: 1, ahead: 1, rate: 1 / 3 },
		});
		expect(missedBy['power-cut']).toBe(1);
		expect(communities).toEqual([expect.objectContaining({ name: '一片', counts: total })]);
		const rates = new Map(schools.map(({ name, counts: of }) => [name, [of.taught, of.planned]]));
		expect(rates).toEqual(
			new Map([
				['中心小学', [1, 3]],
				['罗山教学点', [1, 2]],
				['柳湾教学点', [0, 1]],
			]),
		);
		const own = await rate(await headOf(hamlet));
		expect([own.total.taught, own.total.planned, own.communities]).toEqual([0, 1, []]);
		expect(own.schools.map(({ name }) => name)).toEqual(['柳湾教学点']);
		expect(await listed(admin, 'unexplained')).toEqual([quiet.lessonId]);
		expect((await rate(stranger)).total.planned).toBe(0);
		const query = (from: number, until: number) => admin.code(endpoints.openingRate, between(from, until));
		expect(await query(start, start)).toBe('bad-request, until end-before-start');
		expect(await query(start, start + 401 * 86_400_000)).toBe('bad-request, until out-of-range');
	});

	test('the next lesson: which first needs the teacher, a classroom or a class', async () => {
		const first = LessonId.parse((await planned()).lessonId);
		const spare = await installation.as('teacher', admin.countyId, { schoolId: core.schoolId });
		const apart = {
			...{ teacherId: spare.personId, sendingClassroomId: null },
			...{ receivingClassroomIds: [hamlet.classroomId], classGroupIds: [hamlet.classGroupId] },
		};
		const end = start + 40 * minute;
		const next = (until = end + 60 * minute) =>
			installation.timetable.store.nextAtPlaces(first, installation.clock.now(), until);
		await planned({ ...apart, plannedStart: end });
		await planned({ plannedStart: start - 45 * minute });
		expect(await next()).toBeNull();
		const classOnly = await planned({
			...apart,
			...{ plannedStart: end + 50 * minute, classGroupIds: [village.classGroupId] },
		});
		expect(await next()).toEqual({
			startsAt: end + 50 * minute,
			teacher: false,
			classes: true,
			classroomIds: [],
		});
		expect(await next(end + 50 * minute)).toBeNull();
		const room = await planned({
			...{ ...apart, plannedStart: end + 41 * minute, lengthMs: 5 * minute },
			receivingClassroomIds: [village.classroomId],
		});
		expect(await next()).toEqual({
			...{ startsAt: end + 41 * minute, teacher: false, classes: false },
			classroomIds: [village.classroomId],
		});
		goTo(end + 46 * minute);
		expect((await next())?.startsAt).toBe(end + 50 * minute);
		goTo(end + 40 * minute);
		await cancel(room);
		await cancel(classOnly);
		expect(await next()).toBeNull();
	});

	test('taught for less than half of its time it is missed, for half of it given', async () => {
		const taughtFor = async (minutes: number): Promise<Lesson> => {
			const lesson = await planned({ plannedStart: installation.clock.now() + minute });
			const lessonId = LessonId.parse(lesson.lessonId);
			const writer = await installation.lessonLog.open(lessonId);
			const append = async (event: LessonEvent): Promise<void> => {
				const entry = await writer.append(event);
				await installation.timetable.project({ lessonId, ...entry, event });
			};
			const joins = (peerId: string, role: PeerRole, subject: PeerSubject): LessonEvent => ({
				...{ type: 'peer-joined', peerId: PeerId.parse(peerId), role, subject },
			});
			await append({ type: 'room-opened', epoch: writer.epoch, node: 'n', plannedEnd: lesson.plannedEnd });
			await append(joins('t', 'teacher', { kind: 'person', personId: lesson.teacherId }));
			const { classroomId } = lesson.receivingClassrooms[0]!;
			await append(joins('c', 'classroom', { kind: 'classroom', classroomId }));
			installation.clock.advance(minute);
			await append({ type: 'phase-changed', phase: 'teaching', cause: 'bell' });
			installation.clock.advance(minutes * minute);
			await append({ type: 'peer-lost', peerId: PeerId.parse('c') });
			installation.clock.advance(40 * minute);
			await append({ type: 'phase-changed', phase: 'ended', cause: 'time' });
			await writer.close();
			return read(admin, lesson);
		};
		expect((await taughtFor(19)).status).toBe('missed');
		expect((await taughtFor(20)).status).toBe('ended');
	});
});
