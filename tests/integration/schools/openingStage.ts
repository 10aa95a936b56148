// A lesson of a master teacher that is yet to be opened for sign-up, schools that may apply, and what they do.
import type { Lesson, Opening } from '@classroom/protocol';
import { endpoints, LessonId } from '@classroom/protocol';
import type { TimetableTables } from '../../../server/src/timetable/index.ts';
import type { Browser } from '../identity/browser.ts';
import type { AddedSchool, Installation, SignedIn } from './installation.ts';
import { addSchool } from './installation.ts';
import { minute, setStage } from './lessonStage.ts';

export type School = AddedSchool & { readonly head: SignedIn };

export const hour = 60 * minute;

const makeStage = async (installation: Installation) => {
	const { admin, core, plan: usual } = await setStage(installation);
	const giver = await installation.as('school-admin', admin.countyId, { schoolId: core.schoolId });
	const plan = {
		...usual,
		title: '名师课堂：草原之歌',
		kind: 'master',
		receivingClassroomIds: [],
		classGroupIds: [],
		plannedStart: installation.clock.now() + 10 * hour,
	};
	const lesson = await admin.ok(endpoints.planLesson, { body: plan });
	return { admin, giver, core, plan, lesson, start: lesson.plannedStart };
};

type Stage = Awaited<ReturnType<typeof makeStage>>;

/** What is done on the stage that `set` has last made. */
export const openingStage = (given: () => Installation) => {
	let installation: Installation;
	let admin: SignedIn;
	let lesson: Lesson;
	let start: number;
	let schools: readonly School[];
	let plan: Record<string, unknown>;
	const addSchools = (many: number): Promise<School[]> =>
		Promise.all(
			Array.from({ length: many }, async (_, place) => {
				const school = await addSchool(admin, `第${place}教学点`);
				const { schoolId } = school;
				const head = await installation.as('school-admin', admin.countyId, { schoolId });
				return { ...school, head };
			}),
		);
	const how = (more: object = {}) => ({
		places: 2,
		closesAt: start - hour,
		confirmation: 'by-hand',
		confirmedBy: null,
		communityIds: [],
		schoolIds: [],
		note: '请带好口琴',
		...more,
	});
	const params = () => ({ lessonId: lesson.lessonId });
	const open = (more: object = {}, by: Browser = admin): Promise<Opening> =>
		by.ok(endpoints.openLesson, { params: params(), body: how(more) });
	const withRoom = ({ classroomId, classGroupId }: AddedSchool) => ({ classroomId, classGroupId });
	const apply = (school: School, by: Browser = school.head): Promise<Opening> =>
		by.ok(endpoints.applyForLesson, { params: params(), body: withRoom(school) });
	const applyCode = (school: School, by: Browser = school.head): Promise<string> =>
		by.code(endpoints.applyForLesson, { params: params(), body: withRoom(school) });
	const read = (by: Browser = admin): Promise<Opening> => by.ok(endpoints.readOpening, { params: params() });
	const lastOf = (opening: Opening, { schoolId }: AddedSchool) =>
		opening.applications.findLast((each) => each.schoolId === schoolId);
	const ofSchool = (opening: Opening, school: AddedSchool) => lastOf(opening, school)!;
	const idOf = async (school: AddedSchool) => ({
		applicationId: ofSchool(await read(), school).applicationId,
	});
	const accept = async (school: AddedSchool, by: Browser = admin): Promise<string> => {
		installation.clock.advance(1000);
		return by.code(endpoints.acceptApplication, { params: await idOf(school) });
	};
	const decline = async (school: AddedSchool, by: Browser = admin): Promise<string> =>
		by.code(endpoints.declineApplication, { params: await idOf(school), body: { reason: '人数已满' } });
	const withdraw = async (school: School, by: Browser = school.head): Promise<string> =>
		by.code(endpoints.withdrawApplication, { params: await idOf(school), body: { reason: null } });
	const states = async (): Promise<string[]> => {
		const opening = await read();
		return schools.map((school) => lastOf(opening, school)?.state ?? 'none');
	};
	const receivers = async (): Promise<string[]> =>
		(await admin.ok(endpoints.readLesson, { params: params() })).receivingClassrooms.map(
			({ classroomId }) => classroomId,
		);
	const listed = async (show: string, by: Browser): Promise<string[]> =>
		(await by.ok(endpoints.listOpenings, { query: { show } })).items.map(({ lessonId }) => lessonId);
	const news = (by: Browser) => by.ok(endpoints.openingNews);
	const lastChange = async (): Promise<string> => {
		// The next change is a later one.
		installation.clock.advance(1000);
		const { items } = await admin.ok(endpoints.listChanges, { query: { lessonId: lesson.lessonId } });
		return items[0]!.changeId;
	};
	const undoLast = async (): Promise<string> =>
		admin.code(endpoints.undoChange, { params: { changeId: await lastChange() } });

	const seatsOf = async (lessonId: string): Promise<(number | null)[]> => {
		const rows = await installation.database
			.as<TimetableTables>()
			.selectFrom('lesson_application')
			.select('seat')
			.where('lesson_id', '=', LessonId.parse(lessonId))
			.where('state', '=', 'accepted')
			.orderBy('seat')
			.execute();
		return rows.map(({ seat }) => seat);
	};

	return {
		set: async (): Promise<Stage & { readonly schools: readonly School[] }> => {
			installation = given();
			const stage = await makeStage(installation);
			({ admin, lesson, start, plan } = stage);
			schools = await addSchools(3);
			return { ...stage, schools };
		},
		/** From now on it is about this one. */
		take: (other: Lesson): void => {
			lesson = other;
			start = other.plannedStart;
		},
		/** A lesson at the same time, without the giver's classroom. */
		elsewhere: () => ({ ...plan, kind: 'delivered', title: '三年级美术', sendingClassroomId: null }),
		addSchools,
		how,
		params,
		open,
		withRoom,
		apply,
		applyCode,
		read,
		ofSchool,
		accept,
		decline,
		withdraw,
		states,
		receivers,
		listed,
		news,
		lastChange,
		undoLast,
		seatsOf,
		idOf,
	};
};
