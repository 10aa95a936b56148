// What a Room and the timetable say of each other, on a real database: nothing that was taught may read as missed.
import type { CalendarChange, LessonId } from '@classroom/protocol';
import { endpoints, lessonsEndpoints } from '@classroom/protocol';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HttpClient } from '../../fixtures/httpClient.ts';
import { signInAs } from '../../fixtures/httpClient.ts';
import { dayInChina, makeOrdinary } from '../../fixtures/plannedLesson.ts';
import { join, liveLesson, stateOf } from './live/liveLesson.ts';
import type { Joined, LiveLesson, Who } from './live/liveLesson.ts';
import { startLiveServer } from './live/liveServer.ts';
import type { LiveServer } from './live/liveServer.ts';
import type { LiveSocket } from './live/liveSocket.ts';

let server: LiveServer;
let database: Database.Database;
const opened: LiveSocket[] = [];

beforeAll(async () => {
	server = await startLiveServer();
	database = new Database(server.databaseFile, { timeout: 20_000 });
});

afterAll(async () => {
	for (const socket of opened) socket.close();
	database.close();
	await server.stop();
});

const enter = async (lesson: LiveLesson, who: Who): Promise<Joined> => {
	const joined = await join(server, lesson, who);
	opened.push(joined.socket);
	return joined;
};

const row = (lessonId: LessonId) =>
	database.prepare('select phase, started_at, moved_end from lesson where lesson_id = ?').get(lessonId) as {
		phase: string | null;
		started_at: number | null;
		moved_end: number | null;
	};
const shows = (lessonId: LessonId, expected: object): Promise<void> =>
	expect.poll(() => row(lessonId)).toMatchObject(expected);

test('a Room that opens is on the timetable at once', async () => {
	const lesson = await liveLesson(server, { startsInMs: 300_000 });
	await enter(lesson, lesson.teacher);
	await shows(lesson.lesson.lessonId, { phase: 'waiting', started_at: null });
});

test('what the database would not take for a while is on the timetable afterwards', async () => {
	const lesson = await liveLesson(server, { startsInMs: 300_000 });
	const { lessonId } = lesson.lesson;
	const teacher = await enter(lesson, lesson.teacher);
	await shows(lessonId, { phase: 'waiting' });
	database.exec(`create trigger refused before update on lesson
		when new.lesson_id = '${lessonId}' and new.started_at is not null
		begin select raise(abort, 'refused by the test'); end`);
	await teacher.socket.ask('startTeaching');
	await expect.poll(() => server.output()).toMatch(/could not read the lesson log into the timetable/);
	await teacher.socket.ask('endLesson');
	await shows(lessonId, { started_at: null });
	database.exec('drop trigger refused');
	await shows(lessonId, { phase: 'ended' });
	await expect.poll(() => row(lessonId).started_at).not.toBeNull();
});

test('a lesson that is put off to tomorrow sends home who waits, and its Room stays closed until then', async () => {
	const lesson = await liveLesson(server, { startsInMs: 300_000 });
	const { lessonId, plannedStart, plannedEnd } = lesson.lesson;
	const classroom = await enter(lesson, lesson.classrooms[0]);
	const administrator = await signInAs(server.url, 'county-admin');
	const putOff = async (byMs: number): Promise<void> => {
		const { title, kind, subject, teacherId, receivingClassrooms, classGroups } = lesson.lesson;
		await administrator.ask(lessonsEndpoints.updateLesson, {
			params: { lessonId },
			body: {
				...{ title, kind, subject, teacherId },
				sendingClassroomId: null,
				receivingClassroomIds: receivingClassrooms.map(({ classroomId }) => classroomId),
				classGroupIds: classGroups.map(({ classGroupId }) => classGroupId),
				plannedStart: plannedStart + byMs,
				lengthMs: plannedEnd - plannedStart,
			},
		});
	};
	await makeOrdinary(administrator, dayInChina(plannedStart + 24 * 3_600_000));
	await putOff(24 * 3_600_000);
	await classroom.socket.hears('goingAway');
	await classroom.socket.closed();
	const refusal = await enter(lesson, lesson.classrooms[0]).catch((error: unknown) => error);
	expect(refusal).toMatchObject({ code: 'room-not-open' });
	// Brought forward again, it is as it was planned last, whatever the log has heard in between.
	await putOff(60_000);
	const back = await enter(lesson, lesson.classrooms[0]);
	await back.socket.until(() => stateOf(back).plannedEnd === plannedEnd + 60_000, 'hears of the new end');
	expect(stateOf(back).phase).toBe('waiting');
	await shows(lessonId, { phase: 'waiting', moved_end: null });
});

test('a lesson that is cancelled while its Room waits is given after all when that is taken back', async () => {
	const lesson = await liveLesson(server, { startsInMs: 240_000 });
	const { lessonId } = lesson.lesson;
	const classroom = await enter(lesson, lesson.classrooms[0]);
	await shows(lessonId, { phase: 'waiting' });
	const administrator = await signInAs(server.url, 'county-admin');
	const params = { lessonId };
	await administrator.ask(endpoints.cancelLesson, { params, body: { reason: '停电' } });
	await classroom.socket.hears('goingAway');
	await classroom.socket.closed();
	const refusal = await enter(lesson, lesson.classrooms[0]).catch((error: unknown) => error);
	expect(refusal).toMatchObject({ code: 'lesson-not-found' });
	expect(await administrator.ask(endpoints.readLesson, { params })).toMatchObject({ status: 'cancelled' });

	const { items } = await administrator.ask(endpoints.listChanges, { query: { lessonId } });
	const [cancelled] = items;
	if (cancelled === undefined) throw new Error('the cancellation is not among the changes');
	await administrator.ask(endpoints.undoChange, { params: { changeId: cancelled.changeId } });
	const back = await enter(lesson, lesson.classrooms[0]);
	expect(stateOf(back)).toMatchObject({ phase: 'waiting' });
	const teacher = await enter(lesson, lesson.teacher);
	await teacher.socket.ask('startTeaching');
	await shows(lessonId, { phase: 'teaching' });
	await teacher.socket.ask('endLesson');
	await shows(lessonId, { phase: 'ended' });
});

/** Of the demonstration county, or made now: the day of a lesson that is to be is in it. */
const termOn = async (administrator: HttpClient, day: string) => {
	const { terms } = await administrator.ask(endpoints.listTerms);
	const term = terms.find(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay);
	const body = { name: '学期', firstDay: day, lastDay: day };
	return (term ?? (await administrator.ask(endpoints.createTerm, { body }))).termId;
};

test('a preview of the calendar does not wait for whoever writes, and nobody who writes for it', async () => {
	const { lesson } = await liveLesson(server, { startsInMs: 240_000 });
	const administrator = await signInAs(server.url, 'county-admin');
	const day = dayInChina(lesson.plannedStart);
	const params = { termId: await termOn(administrator, day) };
	const closure = { from: day, until: day, whom: { kind: 'county' as const }, reason: '大雪' };
	database.exec('begin immediate');
	try {
		const body = { change: { what: 'close' as const, closure }, dryRun: true };
		const { effect } = await administrator.ask(endpoints.changeCalendar, { params, body });
		expect(effect.fallAway).toBeGreaterThan(0);
	} finally {
		database.exec('rollback');
	}
});

test('a school that closes and opens again within ten minutes of the bell has its lesson', async () => {
	const lesson = await liveLesson(server, { startsInMs: 240_000 });
	const { lessonId, plannedStart } = lesson.lesson;
	const classroom = await enter(lesson, lesson.classrooms[0]);
	const administrator = await signInAs(server.url, 'county-admin');
	const day = dayInChina(plannedStart);
	const termId = await termOn(administrator, day);
	const change = async (what: CalendarChange) =>
		administrator.ask(endpoints.changeCalendar, {
			params: { termId },
			body: { change: what, dryRun: false },
		});
	const closure = { from: day, until: day, whom: { kind: 'county' as const }, reason: '大雪' };
	const { calendar, effect } = await change({ what: 'close', closure });
	expect(effect.fallAway).toBeGreaterThan(0);
	await classroom.socket.hears('goingAway');
	const params = { lessonId };
	expect(await administrator.ask(endpoints.readLesson, { params })).toMatchObject({
		status: 'cancelled',
		cancelReason: '大雪',
	});
	const snow = calendar.closures.find(({ reason }) => reason === closure.reason);
	if (snow === undefined) throw new Error('the closure is not in the calendar');
	await change({ what: 'reopen', closureId: snow.closureId });
	const back = await enter(lesson, lesson.classrooms[0]);
	expect(stateOf(back)).toMatchObject({ phase: 'waiting' });
	await shows(lessonId, { phase: 'waiting' });
});
