// What becomes of a planned lesson: by the lesson log, by the clock, and by several who change it at once.
import type { Lesson, LessonEvent } from '@classroom/protocol';
import { endpoints, LessonId, PeerId, PersonId, RecordingId } from '@classroom/protocol';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { AddedSchool, Installation, SignedIn } from './installation.ts';
import { onBothDatabases, startInstallation } from './installation.ts';
import { minute, setStage } from './lessonStage.ts';

const joined = (
	name: string,
	subject: Extract<LessonEvent, { type: 'peer-joined' }>['subject'],
	role: 'teacher' | 'classroom',
): LessonEvent => ({ type: 'peer-joined', peerId: PeerId.parse(name), role, subject });

onBothDatabases('the life of a lesson', (newUrl) => {
	let installation: Installation;
	let admin: SignedIn;
	let core: AddedSchool;
	let village: AddedSchool;
	let teacher: SignedIn;
	let plan: Record<string, unknown>;
	beforeAll(async () => {
		installation = await startInstallation(await newUrl());
	});
	afterAll(() => installation.close());
	beforeEach(async () => {
		({ admin, core, village, teacher, plan } = await setStage(installation));
	});

	const planned = (change: object = {}): Promise<Lesson> =>
		admin.ok(endpoints.planLesson, { body: { ...plan, ...change } });
	const updateCode = (lessonId: string, change: object): Promise<string> =>
		admin.code(endpoints.updateLesson, { params: { lessonId }, body: { ...plan, ...change } });
	const cancelCode = (lessonId: string): Promise<string> =>
		admin.code(endpoints.cancelLesson, { params: { lessonId }, body: { reason: '停电' } });

	test('the next lesson of its classroom calls a device back, as it is planned now', async () => {
		const start = installation.clock.now() + 20 * minute;
		const first = await planned({ plannedStart: start });
		await planned({ plannedStart: start + 40 * minute });
		const device = await installation.asDevice(village.classroomId);
		const guest = await installation.as('teacher', admin.countyId, { schoolId: village.schoolId });
		device.cookies.set('scc_session', guest.cookies.get('scc_session')!);
		const kind = async () => (await device.ok(endpoints.session)).kind;
		installation.clock.advance(7 * minute);
		expect(await kind()).toBe('person');
		expect(await cancelCode(first.lessonId)).toBe('ok');
		installation.clock.advance(2 * minute);
		expect(await kind()).toBe('person');
		await planned({ plannedStart: start });
		expect(await kind()).toBe('classroom');
	});

	test('the log carries the lesson on: waiting, teaching, recorded, ended; then nothing changes it', async () => {
		const { lessonId } = await planned({ plannedStart: installation.clock.now() + 5 * minute });
		const id = LessonId.parse(lessonId);
		expect(await installation.timetable.store.due(installation.clock.now())).toContain(id);
		const writer = await installation.lessonLog.open(id);
		const append = async (event: LessonEvent) => {
			const { seq, at } = await writer.append(event);
			await installation.timetable.project({ lessonId: id, seq, at, event });
		};
		const read = () => admin.ok(endpoints.readLesson, { params: { lessonId } });
		await append({ type: 'room-opened', epoch: writer.epoch, node: 'n', plannedEnd: 0 });
		expect((await read()).status).toBe('waiting');
		expect(await updateCode(lessonId, {})).toBe('ok');
		installation.clock.advance(60 * minute);
		await append({ type: 'phase-changed', phase: 'teaching', cause: 'bell' });
		const startedAt = installation.clock.now();
		await append(joined('p', { kind: 'person', personId: PersonId.parse(teacher.personId) }, 'teacher'));
		await append(joined('c', { kind: 'classroom', classroomId: village.classroomId }, 'classroom'));
		await append({ type: 'hand-raised', peerId: PeerId.parse('p'), by: null });
		await append({
			type: 'recording-started',
			recordingId: RecordingId.parse('r'),
			peerId: PeerId.parse('p'),
		});
		expect(await read()).toMatchObject({
			status: 'teaching',
			startedAt,
			recordingId: 'r',
			mayReplay: true,
			mayChange: false,
		});
		expect(await updateCode(lessonId, {})).toBe('lesson-taken-place');
		expect(await cancelCode(lessonId)).toBe('lesson-taken-place');
		const movedEnd = installation.clock.now() + 60 * minute;
		await append({ type: 'end-moved', plannedEnd: movedEnd, by: PeerId.parse('p') });
		expect((await read()).plannedEnd).toBe(movedEnd);
		installation.clock.advance(30 * minute);
		// Written to the log, but the server dies before it is projected: the next start finds it.
		await writer.append({ type: 'phase-changed', phase: 'ended', cause: 'teacher' });
		expect((await read()).status).toBe('teaching');
		await installation.timetable.start();
		expect(await read()).toMatchObject({ status: 'ended', startedAt, endedAt: installation.clock.now() });
		expect(await installation.timetable.store.due(installation.clock.now())).not.toContain(id);
		expect(installation.changes.some(({ what }) => what === 'progressed')).toBe(true);
		await writer.close();
	});

	test.each(['nobody', 'only the teacher', 'only the classrooms'])(
		'a lesson whose bell rang for %s did not take place',
		async (whom) => {
			const { lessonId } = await planned({ plannedStart: installation.clock.now() + 5 * minute });
			const id = LessonId.parse(lessonId);
			const writer = await installation.lessonLog.open(id);
			const append = async (event: LessonEvent) => {
				const { seq, at } = await writer.append(event);
				await installation.timetable.project({ lessonId: id, seq, at, event });
			};
			await append({ type: 'room-opened', epoch: writer.epoch, node: 'n', plannedEnd: 0 });
			if (whom === 'only the teacher') {
				await append(joined('p', { kind: 'person', personId: PersonId.parse(teacher.personId) }, 'teacher'));
			}
			if (whom === 'only the classrooms') {
				await append(joined('s', { kind: 'classroom', classroomId: core.classroomId }, 'classroom'));
				await append(joined('c', { kind: 'classroom', classroomId: village.classroomId }, 'classroom'));
			}
			await append({ type: 'phase-changed', phase: 'teaching', cause: 'bell' });
			const read = () => admin.ok(endpoints.readLesson, { params: { lessonId } });
			expect((await read()).status).toBe('teaching');
			await append({ type: 'phase-changed', phase: 'ended', cause: 'time' });
			expect(await read()).toMatchObject({ status: 'missed', mayExplain: true });
			await writer.close();
		},
	);

	test('a lesson that nobody opened is missed, and cannot be changed any more', async () => {
		const { lessonId, plannedStart } = await planned();
		const due = async () =>
			(await installation.timetable.store.due(installation.clock.now())).filter((id) => id === lessonId);
		expect(await due()).toEqual([]);
		installation.clock.advance(plannedStart - 10 * minute - installation.clock.now());
		expect(await due()).toEqual([lessonId]);
		installation.clock.advance(49 * minute);
		expect(await due()).toEqual([lessonId]);
		installation.clock.advance(minute);
		expect(await due()).toEqual([]);
		expect((await admin.ok(endpoints.readLesson, { params: { lessonId } })).status).toBe('missed');
		expect(await updateCode(lessonId, { plannedStart: installation.clock.now() + minute })).toBe(
			'lesson-in-the-past',
		);
		expect(await cancelCode(lessonId)).toBe('lesson-in-the-past');
	});

	test('two who change and cancel at once: one of them is told', async () => {
		const { lessonId } = await planned();
		const outcomes = await Promise.all([cancelCode(lessonId), cancelCode(lessonId), cancelCode(lessonId)]);
		expect(outcomes.filter((outcome) => outcome === 'ok')).toHaveLength(1);
	});

	test('what lessons name is kept', async () => {
		await planned();
		expect(await admin.code(endpoints.deletePerson, { params: { personId: teacher.personId } })).toBe(
			'still-in-use',
		);
		expect(
			await admin.code(endpoints.deleteClassroom, { params: { classroomId: village.classroomId } }),
		).toBe('still-in-use');
		expect(
			await admin.code(endpoints.deleteClassGroup, { params: { classGroupId: village.classGroupId } }),
		).toBe('still-in-use');
		expect((await teacher.ok(endpoints.session)).kind).toBe('person');
	});

	test('the number of queries of a day does not grow with the day', async () => {
		const count = async () => {
			const before = installation.queries();
			await admin.ok(endpoints.myDay);
			await admin.ok(endpoints.listLessons);
			return installation.queries() - before;
		};
		await planned();
		const few = await count();
		for (let n = 0; n < 10; n += 1) {
			await planned({ title: `第${n}课`, plannedStart: installation.clock.now() + (n + 2) * 60 * minute });
		}
		expect(await count()).toBe(few);
		// The day: who is calling, lessons, classrooms, classes, teachers; the list counts them besides.
		expect(few).toBeLessThanOrEqual(11);
	});
});
