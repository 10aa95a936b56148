// What is limited: a school's link, and the places of the recorders. However many plan at the same moment.
import type { LessonFit } from '@classroom/protocol';
import { endpoints, ErrorBody } from '@classroom/protocol';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { dayOf } from '../../../server/src/timetable/index.ts';
import type { AddedSchool, Installation, SignedIn } from './installation.ts';
import { onBothDatabases, startInstallation, timeZone } from './installation.ts';
import { minute, setStage } from './lessonStage.ts';

/** Far more than other tests' lessons take at any time; see the last test. */
const RECORDINGS = 4;

onBothDatabases('capacity', (newUrl) => {
	let installation: Installation;
	let admin: SignedIn;
	let core: AddedSchool;
	let village: AddedSchool;
	let hamlet: AddedSchool;
	let plan: Record<string, unknown>;
	let start: number;
	beforeAll(async () => {
		installation = await startInstallation(await newUrl(), { mostRecordings: RECORDINGS });
	});
	afterAll(() => installation.close());
	beforeEach(async () => {
		({ admin, core, village, hamlet, plan } = await setStage(installation));
		start = installation.clock.now() + 60 * minute;
	});

	const carries = async ({ schoolId }: AddedSchool, linkDownKbps: number | null): Promise<void> => {
		const body = { name: '罗山教学点', kind: 'teaching-point', town: null, linkDownKbps, linkUpKbps: null };
		await admin.ok(endpoints.updateSchool, { params: { schoolId }, body });
	};
	/** Another classroom of the school, with another teacher. */
	const another = async (school: AddedSchool, more: object = {}): Promise<Record<string, unknown>> => {
		const { schoolId } = school;
		const teacher = await installation.as('teacher', admin.countyId, { schoolId: core.schoolId });
		const name = `互动教室 ${teacher.personId}`;
		const room = await admin.ok(endpoints.createClassroom, { body: { schoolId, name, kind: 'interactive' } });
		return {
			...plan,
			teacherId: teacher.personId,
			sendingClassroomId: null,
			receivingClassroomIds: [room.classroomId],
			classGroupIds: [],
			...more,
		};
	};
	const code = (body: unknown): Promise<string> => admin.code(endpoints.planLesson, { body });
	const check = (lesson: unknown): Promise<LessonFit> =>
		admin.ok(endpoints.checkLesson, { body: { lesson, lessonId: null } });

	test('a link carries as many lessons as it can, and whoever is refused hears why and when it is free', async () => {
		await carries(village, 2_400);
		expect(await code(plan)).toBe('ok');
		expect(await code(await another(village))).toBe('ok');
		const third = await another(village);
		const answer = await admin.ask(endpoints.planLesson, { body: third });
		expect([answer.status, ErrorBody.parse(answer.body)]).toMatchObject([
			409,
			{ code: 'clash', details: { resource: 'link', name: '罗山教学点' } },
		]);
		const { clashes, free } = await check(third);
		expect(clashes).toMatchObject([{ resource: 'link', name: '罗山教学点' }]);
		expect(free).toContain(start + 24 * 60 * minute);
		expect(await code({ ...third, plannedStart: start + 40 * minute })).toBe('ok');
		expect(await code(await another(hamlet))).toBe('ok');
	});

	test('a link that nobody measured, or that carries less than one lesson, refuses none', async () => {
		await carries(village, 500);
		expect(await code(plan)).toBe('ok');
		expect(await code(await another(village))).toBe('clash');
		await carries(village, null);
		expect(await code(await another(village))).toBe('ok');
	});

	test('a lesson that is moved to where the link is used up stays where it is; one that is cancelled gives it free', async () => {
		await carries(village, 1_400);
		const first = await admin.ok(endpoints.planLesson, { body: plan });
		const body = await another(village, { plannedStart: start + 60 * minute });
		const second = await admin.ok(endpoints.planLesson, { body });
		const move = () =>
			admin.code(endpoints.moveLesson, {
				params: { lessonId: second.lessonId },
				body: { plannedStart: start + 20 * minute, reason: null },
			});
		expect(await move()).toBe('clash');
		// And while it is carried there, the place is shown as what it is.
		const day = dayOf(start, timeZone);
		const query = { from: day, until: day };
		const free = async () =>
			(await admin.ok(endpoints.freePlaces, { params: { lessonId: second.lessonId }, query })).taken.map(
				({ resource, name, from, until }) => ({ resource, name, from, until }),
			);
		expect(await free()).toEqual([
			{ resource: 'link', name: '罗山教学点', from: start, until: first.plannedEnd },
		]);
		await admin.ok(endpoints.cancelLesson, {
			params: { lessonId: first.lessonId },
			body: { reason: '停电' },
		});
		expect(await free()).toEqual([]);
		expect(await move()).toBe('ok');
	});

	test('of many plans at the same moment as many are taken as recorders have places', async () => {
		const rooms = Array.from({ length: 8 }, (_, place) => (place % 2 === 0 ? village : hamlet));
		const plans = await Promise.all(rooms.map((school) => another(school)));
		const codes = await Promise.all(plans.map(code));
		expect(codes.filter((each) => each === 'ok')).toHaveLength(RECORDINGS);
		expect(codes.filter((each) => each === 'clash')).toHaveLength(8 - RECORDINGS);
		expect((await check(plans[codes.indexOf('clash')])).clashes).toMatchObject([{ resource: 'recorder' }]);
	});
});
