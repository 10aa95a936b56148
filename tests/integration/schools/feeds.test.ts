// Calendar feeds over HTTP, read by ical.js, which shares no code with their writer.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import ICAL from 'ical.js';
import { endpoints, LessonId, PeerId } from '@classroom/protocol';
import type { Lesson } from '@classroom/protocol';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createLog } from '../../../server/src/platform/index.ts';
import type { AddedSchool, Installation, SignedIn } from './installation.ts';
import { onBothDatabases, startInstallation } from './installation.ts';
import { minute, setStage } from './lessonStage.ts';

const hour = 60 * minute;
const zones = ['Asia/Shanghai', 'America/New_York', 'Europe/Berlin'];
const language = { body: { language: 'zh-CN' } };

interface Entry {
	readonly uid: string;
	readonly sequence: number;
	readonly status: string;
	readonly summary: string;
	readonly location: string;
	readonly description: string;
	/** UTC ms. */
	readonly start: number;
	readonly end: number;
	readonly stamp: number;
	readonly modified: number;
}

const InZone = z.object({
	zone: z.string(),
	events: z.array(z.object({ start: z.number(), end: z.number() })),
});

/** Reads the feed in a process of its own whose zone is `zone`, as a calendar there would. */
const readIn = async (zone: string, feed: string) => {
	const program = new URL('./feedReader.ts', import.meta.url).pathname;
	const reading = promisify(execFile)(process.execPath, [program], { env: { ...process.env, TZ: zone } });
	reading.child.stdin?.end(feed);
	return InZone.parse(JSON.parse((await reading).stdout));
};

/** As calendars ask: `fetch` would add that it wants nothing kept. */
const ask = async (url: string, headers: Record<string, string>): Promise<Response> => {
	const [response] = (await once(http.get(url, { headers }), 'response')) as [http.IncomingMessage];
	const body = await text(response);
	const answered = Object.entries(response.headers).map(([name, value]): [string, string] => [
		name,
		String(value),
	]);
	const status = response.statusCode ?? 0;
	return new Response(status === 304 ? null : body, { status, headers: answered });
};

const property = (event: ICAL.Component, name: string): string =>
	z.string().parse(event.getFirstPropertyValue(name));
const instant = (event: ICAL.Component, name: string): number => {
	const value = event.getFirstPropertyValue(name);
	if (!(value instanceof ICAL.Time)) throw new Error(`${name} is no time`);
	return value.toJSDate().getTime();
};

const parse = (feed: string): { calendar: ICAL.Component; entries: Entry[] } => {
	// The county's zone is known from the feed itself, whatever the reader knows.
	ICAL.TimezoneService.reset();
	const calendar = ICAL.Component.fromString(feed);
	const entries = calendar.getAllSubcomponents('vevent').map((component) => {
		const event = new ICAL.Event(component);
		return {
			uid: event.uid,
			sequence: event.sequence,
			status: property(component, 'status'),
			summary: event.summary,
			location: event.location,
			description: event.description,
			start: event.startDate.toJSDate().getTime(),
			end: event.endDate.toJSDate().getTime(),
			stamp: instant(component, 'dtstamp'),
			modified: instant(component, 'last-modified'),
		};
	});
	return { calendar, entries };
};

onBothDatabases('calendar feeds', (newUrl) => {
	let installation: Installation;
	let admin: SignedIn;
	let teacher: SignedIn;
	let core: AddedSchool;
	let village: AddedSchool;
	let plan: Record<string, unknown>;
	let lesson: Lesson;
	const logged: string[] = [];
	beforeAll(async () => {
		const log = createLog('trace', { write: (line) => void logged.push(line) });
		installation = await startInstallation(await newUrl(), { log });
	});
	afterAll(() => installation.close());
	beforeEach(async () => {
		({ admin, teacher, core, village, plan } = await setStage(installation));
		lesson = await admin.ok(endpoints.planLesson, { body: plan });
	});

	const get = (path: string, headers: Record<string, string> = {}) => ask(installation.base + path, headers);
	const read = async (path: string) => {
		const response = await get(path);
		expect(response.status).toBe(200);
		const feed = await response.text();
		return { response, feed, ...parse(feed) };
	};
	const ofTeacher = async (): Promise<string> => (await teacher.ok(endpoints.makeMyFeed, language)).path;
	const params = () => ({ lessonId: lesson.lessonId });

	test('read in three time zones, before and after a move and a cancellation', async () => {
		const path = await ofTeacher();
		const planned = installation.clock.now();
		const check = async (expected: Partial<Entry>, start: number): Promise<void> => {
			const { feed, entries } = await read(path);
			expect(entries).toMatchObject([{ uid: `${lesson.lessonId}@smart-cloud-classroom`, ...expected }]);
			for (const line of feed.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
			const readings = await Promise.all(zones.map((zone) => readIn(zone, feed)));
			expect(readings.map(({ zone }) => zone)).toEqual(zones);
			for (const { events } of readings) expect(events).toEqual([{ start, end: start + 40 * minute }]);
		};
		const start = lesson.plannedStart;
		const before = { sequence: 0, status: 'CONFIRMED', stamp: planned, modified: planned };
		await check({ ...before, summary: '三年级音乐' }, start);
		installation.clock.advance(5 * minute);
		const moved = start + 26 * hour;
		await admin.ok(endpoints.updateLesson, { params: params(), body: { ...plan, plannedStart: moved } });
		const changed = installation.clock.now();
		await check({ sequence: 1, status: 'CONFIRMED', stamp: changed, modified: changed }, moved);
		installation.clock.advance(5 * minute);
		await admin.ok(endpoints.cancelLesson, { params: params(), body: { reason: '停电；改为自习, 谢谢' } });
		const cancelled = { sequence: 2, status: 'CANCELLED', stamp: installation.clock.now() };
		await check({ ...cancelled, summary: '【停课】三年级音乐' }, moved);
		const { entries } = await read(path);
		expect(entries[0]?.description.split('\n')).toEqual([
			'专递课堂 · 音乐',
			expect.stringMatching(/^主讲教师：teacher-\d+$/),
			'主讲教室：中心小学 互动教室',
			'听课教室：罗山教学点 互动教室',
			'听课班级：罗山教学点 三年级',
			'停课原因：停电；改为自习, 谢谢',
		]);
	});

	test('the calendar names itself and its zone, and asks to be read again', async () => {
		const { response, calendar } = await read(await ofTeacher());
		expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
		expect(response.headers.get('cache-control')).toBe('private, no-cache');
		expect(calendar.getFirstPropertyValue('x-wr-calname')).toMatch(/^teacher-\d+的云课堂$/);
		expect(String(calendar.getFirstPropertyValue('refresh-interval'))).toBe('PT1H');
		expect(calendar.getFirstPropertyValue('x-published-ttl')).toBe('PT1H');
		const zone = calendar.getFirstSubcomponent('vtimezone');
		expect(zone?.getFirstPropertyValue('tzid')).toBe('Asia/Shanghai');
	});

	test('what has not changed is not sent again, by either validator; what has is', async () => {
		const path = await ofTeacher();
		const first = await get(path);
		const etag = first.headers.get('etag') ?? '';
		const modified = first.headers.get('last-modified') ?? '';
		await first.text();
		installation.clock.advance(hour);
		for (const headers of [{ 'if-none-match': etag }, { 'if-modified-since': modified }]) {
			const again = await get(path, { ...headers });
			expect([again.status, await again.text()]).toEqual([304, '']);
			expect(again.headers.get('etag')).toBe(etag);
			expect(again.headers.get('last-modified')).toBe(modified);
		}
		await admin.ok(endpoints.cancelLesson, { params: params(), body: { reason: '停电' } });
		for (const headers of [{ 'if-none-match': etag }, { 'if-modified-since': modified }]) {
			const changed = await get(path, { ...headers });
			expect(changed.status).toBe(200);
			expect(await changed.text()).toContain('STATUS:CANCELLED');
		}
	});

	test('each owner has their own lessons and place; a child’s name is nowhere', async () => {
		const student = await installation.as('student', admin.countyId, {
			schoolId: village.schoolId,
			classGroupId: village.classGroupId,
			name: '小明',
		});
		const classroom = { params: { classroomId: village.classroomId } };
		const classGroup = { params: { classGroupId: village.classGroupId } };
		const own = await student.ok(endpoints.makeMyFeed, language);
		const ofClassroom = await admin.ok(endpoints.makeClassroomFeed, { ...classroom, ...language });
		const ofClass = await admin.ok(endpoints.makeClassFeed, { ...classGroup, body: { language: 'en' } });
		for (const { path } of [own, ofClassroom, ofClass]) {
			const { feed, entries } = await read(path);
			expect(entries.map(({ location }) => location)).toEqual(['罗山教学点 互动教室']);
			expect(feed).not.toContain('小明');
		}
		expect((await read(ofClass.path)).entries[0]?.description).toContain('Taught from: 中心小学 互动教室');
		expect((await read(await ofTeacher())).entries[0]?.location).toBe('中心小学 互动教室');
		const other = await installation.as('teacher', admin.countyId, { schoolId: core.schoolId });
		expect((await read((await other.ok(endpoints.makeMyFeed, language)).path)).entries).toEqual([]);
		const listed = await admin.ok(endpoints.readClassroomFeed, classroom);
		expect(listed.feed?.lastReadAt).toBe(installation.clock.now());
	});

	test('an address ends when it is renewed or ended, and with its owner', async () => {
		const first = await ofTeacher();
		const second = await ofTeacher();
		expect((await get(first)).status).toBe(404);
		expect((await get(second)).status).toBe(200);
		await teacher.ok(endpoints.endMyFeed);
		expect((await get(second)).status).toBe(404);
		expect((await teacher.ok(endpoints.readMyFeed)).feed).toBeNull();

		const somebody = await installation.as('assistant', admin.countyId, { schoolId: village.schoolId });
		const { path } = await somebody.ok(endpoints.makeMyFeed, language);
		const person = { params: { personId: somebody.personId } };
		const input = {
			name: '王',
			role: 'assistant',
			schoolId: village.schoolId,
			classGroupId: null,
			subjects: [],
		};
		await admin.ok(endpoints.updatePerson, { ...person, body: { ...input, disabled: true } });
		expect((await get(path)).status).toBe(404);
		await admin.ok(endpoints.updatePerson, { ...person, body: { ...input, disabled: false } });
		expect((await get(path)).status).toBe(200);
		await admin.ok(endpoints.deletePerson, person);
		expect((await get(path)).status).toBe(404);

		const { classroomId } = await admin.ok(endpoints.createClassroom, {
			body: { schoolId: core.schoolId, name: '录播教室', kind: 'recording' },
		});
		const ofClassroom = await admin.ok(endpoints.makeClassroomFeed, { params: { classroomId }, ...language });
		expect((await get(ofClassroom.path)).status).toBe(200);
		await admin.ok(endpoints.deleteClassroom, { params: { classroomId } });
		expect((await get(ofClassroom.path)).status).toBe(404);
	});

	test('the secret stands in no log and in no table; guesses are refused', async () => {
		const path = await ofTeacher();
		const secret = /calendar\/([\w-]{43})\.ics/.exec(path)?.[1] ?? '';
		expect(secret).toHaveLength(43);
		await read(path);
		await get(`/calendar/${'x'.repeat(43)}.ics`);
		expect((await get('/calendar/guess.ics')).status).toBe(404);
		expect(logged.some((line) => line.includes('GET /calendar/:secret.ics'))).toBe(true);
		expect(logged.filter((line) => line.includes(secret))).toEqual([]);
		const { items } = await admin.ok(endpoints.audit, { query: { search: 'feed.made' } });
		expect(items).toHaveLength(1);
		const statuses = await Promise.all(Array.from({ length: 40 }, async () => (await get(path)).status));
		expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(5);
	});

	test('the log moves no end in it, and a lesson beyond the window is not in it', async () => {
		const path = await ofTeacher();
		const id = LessonId.parse(lesson.lessonId);
		const writer = await installation.lessonLog.open(id);
		const by = PeerId.parse('teacher');
		for (const event of [
			{ type: 'room-opened', epoch: writer.epoch, node: 'n', plannedEnd: 0 } as const,
			{ type: 'end-moved', plannedEnd: lesson.plannedEnd + 10 * minute, by } as const,
		]) {
			const { seq, at } = await writer.append(event);
			await installation.timetable.project({ lessonId: id, seq, at, event });
		}
		await writer.close();
		expect((await read(path)).entries).toMatchObject([{ end: lesson.plannedEnd, sequence: 0 }]);
		installation.clock.advance(59 * 24 * hour);
		expect((await read(path)).entries).toHaveLength(1);
		installation.clock.advance(2 * 24 * hour);
		expect((await read(path)).entries).toHaveLength(0);
	});

	test('where there are too many lessons, the coming ones stay, and of the past ones the last', async () => {
		const { store } = installation.timetable;
		const start = lesson.plannedStart;
		for (const after of [1, 2, 3]) {
			await admin.ok(endpoints.planLesson, { body: { ...plan, plannedStart: start + after * hour } });
		}
		const span = { from: start - hour, today: start + 2 * hour, until: start + 9 * hour };
		const shown = async (most: number): Promise<number[]> =>
			(await store.startingIn({ kind: 'county', countyId: admin.countyId }, span, most)).map(
				({ plannedStart }) => (plannedStart - start) / hour,
			);
		expect(await shown(9)).toEqual([0, 1, 2, 3]);
		expect(await shown(3)).toEqual([1, 2, 3]);
		expect(await shown(1)).toEqual([2]);
	});
});
