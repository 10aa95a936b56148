// Timetables as pages show them: whose lessons, to whom, in how many queries; free places; a term's gaps.
import type { Lesson, Timetable } from '@classroom/protocol';
import { endpoints } from '@classroom/protocol';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addDays, dayOf } from '../../../server/src/timetable/index.ts';
import type { TimetableTables } from '../../../server/src/timetable/index.ts';
import type { PersonCaller } from '../../../server/src/identity/index.ts';
import { shownTo } from '../../../server/src/timetable/views/shownTo.ts';
import { spanOfDays, scopeOfQuery } from '../../../server/src/timetable/views/timetableQuery.ts';
import type { Browser } from '../identity/browser.ts';
import type { AddedSchool, Installation, SignedIn } from './installation.ts';
import { onBothDatabases, startInstallation, timeZone } from './installation.ts';
import { minute, setStage } from './lessonStage.ts';

onBothDatabases('timetable views', (newUrl) => {
	let installation: Installation;
	let admin: SignedIn;
	let stranger: SignedIn;
	let core: AddedSchool;
	let village: AddedSchool;
	let hamlet: AddedSchool;
	let teacher: SignedIn;
	let plan: Record<string, unknown>;
	let first: Lesson;
	let today: string;
	beforeAll(async () => {
		installation = await startInstallation(await newUrl());
	});
	afterAll(() => installation.close());
	beforeEach(async () => {
		({ admin, stranger, core, village, hamlet, teacher, plan } = await setStage(installation));
		first = await admin.ok(endpoints.planLesson, { body: plan });
		today = dayOf(installation.clock.now(), timeZone);
	});

	const planned = (change: object): Promise<Lesson> =>
		admin.ok(endpoints.planLesson, { body: { ...plan, ...change } });
	const at = (minutes: number): number => first.plannedStart + minutes * minute;
	const shown = (by: string, id?: string, reader: Browser = admin, days = 7): Promise<Timetable> =>
		reader.ok(endpoints.readTimetable, {
			query: { by, ...(id !== undefined && { id }), from: today, until: addDays(today, days - 1) },
		});
	const titles = async (...asked: Parameters<typeof shown>): Promise<string[]> =>
		(await shown(...asked)).lessons.map(({ title }) => title);

	/** The village's music, then art of the hamlet by somebody else, without a sending classroom. */
	const addArt = async (): Promise<{ art: Lesson; artist: SignedIn }> => {
		const artist = await installation.as('teacher', admin.countyId, { schoolId: core.schoolId });
		const art = await planned({
			title: '二年级美术',
			teacherId: artist.personId,
			sendingClassroomId: null,
			receivingClassroomIds: [hamlet.classroomId],
			classGroupIds: [],
			plannedStart: at(24 * 60),
		});
		return { art, artist };
	};

	test('a lesson stands in the timetable of its teacher, classrooms, classes, schools, community and county', async () => {
		const { artist } = await addArt();
		const community = await admin.ok(endpoints.createCommunity, {
			body: {
				name: '东片教共体',
				kind: 'community',
				coreSchoolId: core.schoolId,
				from: today,
			},
		});
		await admin.ok(endpoints.addMember, {
			params: { communityId: community.communityId },
			body: { schoolId: village.schoolId, from: today, until: null },
		});
		const music = ['三年级音乐'];
		const both = [...music, '二年级美术'];
		expect(await titles('teacher', teacher.personId)).toEqual(music);
		expect(await titles('teacher', artist.personId)).toEqual(['二年级美术']);
		expect(await titles('classroom', core.classroomId)).toEqual(music);
		expect(await titles('classroom', hamlet.classroomId)).toEqual(['二年级美术']);
		expect(await titles('class', village.classGroupId)).toEqual(music);
		expect(await titles('class', hamlet.classGroupId)).toEqual([]);
		expect(await titles('school', village.schoolId)).toEqual(music);
		expect(await titles('school', core.schoolId)).toEqual(both);
		expect(await titles('community', community.communityId)).toEqual(both);
		expect(await titles('county')).toEqual(both);
		expect(await titles('county', undefined, admin, 1)).toEqual(music);
	});

	test('a lesson that is moved to another week stands there, for each of them, and nowhere else', async () => {
		const asked = [
			['teacher', teacher.personId],
			['classroom', village.classroomId],
			['class', village.classGroupId],
			['school', village.schoolId],
		] as const;
		const plannedStart = at(7 * 24 * 60);
		const params = { lessonId: first.lessonId };
		await admin.ok(endpoints.moveLesson, { params, body: { plannedStart, reason: null } });
		const head = await installation.as('school-admin', admin.countyId, { schoolId: village.schoolId });
		for (const [by, id] of asked) {
			for (const reader of [admin, head]) {
				expect(await titles(by, id, reader), by).toEqual([]);
				const { lessons } = await shown(by, id, reader, 14);
				expect(
					lessons.map(({ from }) => from),
					by,
				).toEqual([plannedStart]);
			}
		}
	});

	test('names stand beside the lessons, and marks say what was changed', async () => {
		await admin.ok(endpoints.cancelLesson, {
			params: { lessonId: first.lessonId },
			body: { reason: '停电' },
		});
		const { lessons, teachers, classrooms, classes } = await shown('school', village.schoolId);
		expect(lessons).toEqual([
			{
				lessonId: first.lessonId,
				title: '三年级音乐',
				kind: 'delivered',
				subject: 'music',
				teacherId: teacher.personId,
				sending: core.classroomId,
				receiving: [village.classroomId],
				classes: [village.classGroupId],
				from: first.plannedStart,
				until: first.plannedEnd,
				status: 'cancelled',
				cancelCause: 'person',
				seriesId: null,
				makesUp: null,
				own: { time: false, teacher: false },
				mayChange: false,
			},
		]);
		expect(teachers.map(({ personId }) => personId)).toEqual([teacher.personId]);
		expect(classrooms).toEqual([
			{ classroomId: core.classroomId, schoolId: core.schoolId, name: '互动教室', school: '中心小学' },
			{
				classroomId: village.classroomId,
				schoolId: village.schoolId,
				name: '互动教室',
				school: '罗山教学点',
			},
		]);
		expect(classes.map(({ name, school }) => [name, school])).toEqual([['三年级', '罗山教学点']]);
	});

	test('nobody sees more of a timetable than of the list of lessons', async () => {
		await addArt();
		const { countyId } = admin;
		const head = await installation.as('school-admin', countyId, { schoolId: village.schoolId });
		const giving = await installation.as('school-admin', countyId, { schoolId: core.schoolId });
		const assistant = await installation.as('assistant', countyId, { schoolId: hamlet.schoolId });
		const pupil = await installation.as('student', countyId, {
			schoolId: village.schoolId,
			classGroupId: village.classGroupId,
		});
		const inspector = await installation.as('inspector', countyId);
		for (const reader of [admin, head, giving, teacher, assistant, pupil, inspector, stranger]) {
			const listed = await reader.ok(endpoints.listLessons, { query: {} });
			const { lessons } = await shown('county', undefined, reader);
			expect(lessons.map(({ lessonId }) => lessonId)).toEqual(listed.items.map(({ lessonId }) => lessonId));
			expect(lessons.map(({ mayChange }) => mayChange)).toEqual(
				listed.items.map(({ mayChange }) => mayChange),
			);
		}
		expect(await titles('school', hamlet.schoolId, head)).toEqual([]);
		expect(await titles('school', village.schoolId, stranger)).toEqual([]);
	});

	test('three queries for however many lessons, each by an index', async () => {
		const queriesFor = async (ask: () => Promise<unknown>): Promise<number> => {
			const before = installation.queries();
			await ask();
			return installation.queries() - before;
		};
		// What it takes to know who asks; a list of terms is one query more.
		const alone = (await queriesFor(() => admin.ok(endpoints.listTerms))) - 1;
		for (let place = 1; place <= 12; place += 1) await planned({ plannedStart: at(place * 60) });
		const asked = [
			['teacher', teacher.personId],
			['classroom', village.classroomId],
			['class', village.classGroupId],
			['school', core.schoolId],
			['community', 'none'],
			['county', undefined],
		] as const;
		for (const [by, id] of asked) {
			const queries = await queriesFor(async () => {
				if (by !== 'community') expect((await shown(by, id)).lessons).toHaveLength(13);
				else await shown(by, id);
			});
			expect(queries - alone, by).toBeLessThanOrEqual(3);
		}
		const db = installation.database.as<TimetableTables>();
		if (installation.database.kind !== 'sqlite') return;
		const caller: PersonCaller = {
			kind: 'person',
			role: 'county-admin',
			personId: endpoints.updatePerson.params.parse({ personId: admin.personId }).personId,
			countyId: admin.countyId,
			schoolId: null,
			classGroupId: null,
			mustChangePassword: false,
			name: '',
			sessionId: '',
		};
		for (const [by, id] of asked) {
			const scope = scopeOfQuery({ by, ...(id !== undefined && { id }) });
			const query = shownTo(db, caller, scope, spanOfDays({ from: today, until: today }, timeZone))
				.select('lesson.lesson_id')
				.compile();
			const { rows } = await sql<{ detail: string }>`explain query plan ${sql.raw(
				query.sql.replaceAll('?', "''"),
			)}`.execute(db);
			const details = rows.map(({ detail }) => detail);
			expect(
				details.filter((detail) => /^SCAN (?!mine)/.test(detail)),
				`${by}: ${details.join('; ')}`,
			).toEqual([]);
		}
	});

	test('days that cannot be shown are refused by name', async () => {
		const refused = async (query: Record<string, string>) =>
			(await admin.ask(endpoints.readTimetable, { query })).body;
		const whole = { by: 'county', from: today, until: addDays(today, 45) };
		expect(await refused(whole)).toMatchObject({ issues: [{ path: 'until', code: 'out-of-range' }] });
		expect(await refused({ ...whole, until: addDays(today, -1) })).toMatchObject({
			issues: [{ path: 'until', code: 'end-before-start' }],
		});
		expect(await refused({ ...whole, by: 'class', until: today })).toMatchObject({
			issues: [{ path: 'id', code: 'required' }],
		});
	});

	test('what is in the way of a lesson: its teacher, a classroom, a class; not itself, nor what is cancelled', async () => {
		const { art } = await addArt();
		const second = await planned({ title: '四年级音乐', plannedStart: at(60) });
		const gone = await planned({ title: '五年级音乐', plannedStart: at(120) });
		await admin.ok(endpoints.cancelLesson, { params: { lessonId: gone.lessonId }, body: { reason: '停电' } });
		const free = (lessonId: string, reader: Browser = admin) =>
			reader.ok(endpoints.freePlaces, {
				params: { lessonId },
				query: { from: today, until: addDays(today, 6) },
			});
		const { taken } = await free(first.lessonId);
		expect(taken.map(({ resource, from }) => [resource, from])).toEqual([
			['class', second.plannedStart],
			['classroom', second.plannedStart],
			['classroom', second.plannedStart],
			['teacher', second.plannedStart],
		]);
		expect(new Set(taken.map(({ title }) => title))).toEqual(new Set([`四年级音乐（${second.teacher}）`]));
		expect((await free(art.lessonId)).taken).toEqual([]);
		const head = await installation.as('school-admin', admin.countyId, { schoolId: village.schoolId });
		expect(
			await head.code(endpoints.freePlaces, {
				params: { lessonId: first.lessonId },
				query: { from: today, until: today },
			}),
		).toBe('forbidden');
	});

	test('the overview says what each school has a week, what it lacks, and what fell away', async () => {
		const term = await admin.ok(endpoints.createTerm, {
			body: { name: '春季学期', firstDay: today, lastDay: addDays(today, 139) },
		});
		const params = { termId: term.termId };
		const lines = async () => {
			const overview = await admin.ok(endpoints.termOverview, { params });
			const school = overview.schools.find(({ schoolId }) => schoolId === village.schoolId);
			return { overview, school };
		};
		const save = (needs: unknown, schoolId = village.schoolId, by: Browser = admin) =>
			by.ask(endpoints.saveNeeds, { params: { ...params, schoolId }, body: { needs } });
		const music = { subject: 'music', lessons: 1 };
		expect((await save([music, music])).body).toMatchObject({
			issues: [{ path: 'needs.1.subject', code: 'duplicate' }],
		});
		expect((await save([music])).status).toBe(200);
		expect((await lines()).school).toMatchObject({
			subjects: [{ subject: 'music', perWeek: 0, needed: 1, lacking: 1 }],
			fallenAway: 0,
		});
		const weekday = ((new Date(`${addDays(today, 1)}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
		await admin.ok(endpoints.planSeries, {
			body: {
				leaveOutClashing: false,
				series: {
					termId: term.termId,
					title: '三年级音乐',
					kind: 'delivered',
					subject: 'music',
					teacherId: teacher.personId,
					sendingClassroomId: core.classroomId,
					receivingClassroomIds: [village.classroomId],
					classGroupIds: [village.classGroupId],
					slots: [{ weekday, period: 1, own: { from: 900, until: 940 } }],
					weeks: `1-${term.weeks}周`,
				},
			},
		});
		const { school } = await lines();
		expect(school?.subjects).toMatchObject([{ subject: 'music', needed: 1, lacking: 0 }]);
		expect(school?.classes).toMatchObject([{ name: '三年级', subjects: [{ subject: 'music' }] }]);
		const [lesson] = (await shown('school', village.schoolId)).lessons.filter(
			({ seriesId }) => seriesId !== null,
		);
		const lost = { lessonId: lesson!.lessonId };
		await admin.ok(endpoints.cancelLesson, { params: lost, body: { reason: '停电' } });
		expect((await lines()).overview.fallenAway).toEqual([
			expect.objectContaining({ ...lost, cause: 'person', reason: '停电', schools: ['罗山教学点'] }),
		]);
		expect((await lines()).school?.fallenAway).toBe(1);
		await admin.ok(endpoints.makeUpLesson, {
			params: lost,
			body: { plannedStart: lesson!.from + 60 * minute, reason: null },
		});
		expect((await lines()).overview.fallenAway).toEqual([]);
		// A school reads its own line and changes nothing; another county has no part in it.
		const head = await installation.as('school-admin', admin.countyId, { schoolId: village.schoolId });
		const own = await head.ok(endpoints.termOverview, { params });
		expect(own).toMatchObject({ schools: [{ schoolId: village.schoolId }], mayChangeNeeds: false });
		expect((await save([], village.schoolId, head)).status).toBe(403);
		expect(await stranger.code(endpoints.termOverview, { params })).toBe('other-county');
	});
});
