// `npm run load -- timetablePage`: the county's day with 5,000 lessons in a real browser: how long it takes until it
// stands there, and how long a frame takes while it is scrolled from the first classroom to the last.
import { ClassroomId, CountyId, endpoints, LessonId, SchoolId } from '@classroom/protocol';
import type { Page } from 'playwright-core';
import { inChunks, inTransaction, newId, openDatabase } from '../../server/src/platform/index.ts';
import { addDays, dayOf, startOfDay } from '../../server/src/timetable/index.ts';
import type { TimetableTables } from '../../server/src/timetable/index.ts';
import { startBrowser } from '../e2e/browser.ts';
import { signInAs } from '../fixtures/httpClient.ts';
import type { Installation } from '../fixtures/installation.ts';
import { startInstallation } from '../fixtures/installation.ts';
import type { Result } from './figures.ts';
import { absolute } from './figures.ts';

const CLASSROOMS = 625;
const LESSONS_EACH = 8;
/** A frame that takes longer is seen as a jerk; the machine draws without a graphics card, ms. */
const BOUND_FRAME_MS = 50;
const BOUND_SHOWN_MS = 5_000;
const REPEATS = 3;

const zone = 'Asia/Shanghai';
const minute = 60_000;

/** A county ten times as large on one day, written beside the running server. */
const fill = async (
	{ databaseFile }: Installation,
	countyId: CountyId,
	teacherId: string,
	day: string,
): Promise<void> => {
	const database = await openDatabase(`sqlite:${databaseFile}`);
	const now = Date.now();
	const start = startOfDay(day, zone) + 8 * 60 * minute;
	const schools = Array.from({ length: CLASSROOMS }, (_, place) => ({
		school_id: newId(SchoolId, now),
		classroom_id: newId(ClassroomId, now),
		name: `第${place + 1}教学点`,
	}));
	const lessons = schools.flatMap((school) =>
		Array.from({ length: LESSONS_EACH }, (_, place) => ({
			...school,
			lesson_id: newId(LessonId, now),
			from: start + place * 60 * minute,
		})),
	);
	const person = endpoints.updatePerson.params.parse({ personId: teacherId }).personId;
	await inTransaction(database.as<TimetableTables>(), async (tx) => {
		await inChunks(schools, (chunk) =>
			tx
				.insertInto('school')
				.values(
					chunk.map(({ school_id, name }) => ({
						school_id,
						county_id: countyId,
						name,
						name_key: name,
						kind: 'teaching-point',
						town: null,
						link_down_kbps: null,
						link_up_kbps: null,
						created_at: now,
					})),
				)
				.execute(),
		);
		await inChunks(schools, (chunk) =>
			tx
				.insertInto('classroom')
				.values(
					chunk.map(({ school_id, classroom_id }) => ({
						classroom_id,
						school_id,
						county_id: countyId,
						name: '互动教室',
						name_key: '互动教室',
						kind: 'interactive',
						created_at: now,
					})),
				)
				.execute(),
		);
		await inChunks(lessons, (chunk) =>
			tx
				.insertInto('lesson')
				.values(
					chunk.map(({ lesson_id, from }) => ({
						lesson_id,
						county_id: countyId,
						title: '三年级音乐',
						title_key: '三年级音乐',
						kind: 'delivered',
						subject: 'music',
						teacher_id: person,
						teacher_school_id: null,
						planned_start: from,
						planned_end: from + 40 * minute,
						cancelled_at: null,
						cancel_reason: null,
						cancel_cause: null,
						created_at: now,
						revision: 0,
						changed_at: now,
						series_id: null,
						series_key: null,
						slot_start: null,
						slot_end: null,
						own_teacher: 0,
						own_rest: 0,
						makes_up: null,
						phase: null,
						started_at: null,
						ended_at: null,
						moved_end: null,
						recording_id: null,
						log_seq: 0,
					})),
				)
				.execute(),
		);
		await inChunks(lessons, (chunk) =>
			tx
				.insertInto('lesson_classroom')
				.values(
					chunk.map(({ lesson_id, classroom_id, school_id, from }) => ({
						lesson_id,
						classroom_id,
						school_id,
						county_id: countyId,
						part: 'receiving',
						position: 0,
						planned_start: from,
					})),
				)
				.execute(),
		);
	});
	await database.close();
};

/** Frames while the list is scrolled to its end, ms each, the slowest last. */
const framesOf = (page: Page): Promise<number[]> =>
	page.evaluate(async () => {
		const list = document.querySelector('.tt-county');
		if (list === null) throw new Error('there is no list');
		list.scrollTop = 0;
		const frames: number[] = [];
		let last = performance.now();
		while (list.scrollTop + list.clientHeight < list.scrollHeight - 1) {
			list.scrollTop += 240;
			await new Promise((resolve) => requestAnimationFrame(resolve));
			const now = performance.now();
			frames.push(now - last);
			last = now;
		}
		return frames.toSorted((a, b) => a - b);
	});

export const run = async (): Promise<Result> => {
	const installation = await startInstallation({ name: 'load-timetable-page' });
	const browser = await startBrowser();
	try {
		const administrator = await signInAs(installation.url, 'county-admin');
		const [teacher] = (
			await administrator.ask(endpoints.listPeople, { query: { role: 'teacher', limit: 1 } })
		).items;
		if (teacher === undefined) throw new Error('the county has no teachers');
		const day = addDays(dayOf(Date.now(), zone), 3);
		await fill(installation, CountyId.parse('demonstration'), teacher.personId, day);
		const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } });
		await context.addCookies(administrator.cookies().map((cookie) => ({ ...cookie, url: installation.url })));
		const page = await context.newPage();
		const shown: number[] = [];
		const slow: number[] = [];
		for (let turn = 0; turn < REPEATS; turn += 1) {
			const began = performance.now();
			await page.goto(`${installation.url}/admin/timetable?view=day&day=${day}`);
			await page.locator('.tt-block').first().waitFor();
			shown.push(performance.now() - began);
			const frames = await framesOf(page);
			slow.push(frames[Math.floor(frames.length * 0.95)] ?? Infinity);
		}
		const lessons = CLASSROOMS * LESSONS_EACH;
		return {
			figures: [
				absolute(
					`the county's day with ${lessons} lessons, until it stands there`,
					'ms',
					shown,
					BOUND_SHOWN_MS,
				),
				absolute(`a frame while it is scrolled, the 95th of 100`, 'ms', slow, BOUND_FRAME_MS),
			],
		};
	} finally {
		await browser.close();
		await installation.stop();
	}
};
