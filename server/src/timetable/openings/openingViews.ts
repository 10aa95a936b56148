// Openings as a browser may know them: the same few queries for however many.
import { bookableKinds } from '@classroom/protocol';
import type { Application, ApplicationFit, LessonId, Opening } from '@classroom/protocol';
import type { People, PersonCaller } from '../../identity/index.ts';
import type { Clock } from '../../platform/index.ts';
import { dayOf } from '../days.ts';
import type { LessonRecord } from '../lessonRecord.ts';
import { mayChange } from '../lessonRules.ts';
import type { LessonStore } from '../lessonStore.ts';
import type { TimetableDb } from '../lessonTables.ts';
import { classesOf, classroomsOf } from '../planParts.ts';
import type { Standing } from './openingAccess.ts';
import { isInvited, mayApplyFor, mayConfirm, maySeeAll, standingOf } from './openingAccess.ts';
import { closedFor } from './applicantDay.ts';
import { applicantClashes } from './applicantFit.ts';
import type { ApplicationRecord, OpeningRecord } from './openingRows.ts';
import { applicationsOf, findOpenings } from './openingRows.ts';
import {
	closingOf,
	freeSeat,
	isNews,
	isStanding,
	lineOf,
	openingStatus,
	seatsTaken,
	takesApplications,
	takesDecisions,
} from './openingRules.ts';

export interface OpeningViewDeps {
	readonly db: TimetableDb;
	readonly store: LessonStore;
	readonly people: People;
	readonly clock: Clock;
	readonly timeZone: string;
}

/** In the order of the ids; those that there are. `withFits`: what is in the way of those that stand is looked up. */
export const openingViews = async (
	deps: OpeningViewDeps,
	caller: PersonCaller,
	lessonIds: readonly LessonId[],
	withFits = false,
): Promise<Opening[]> => {
	const { db, store, clock, timeZone } = deps;
	const openings = await findOpenings(db, lessonIds);
	const lessons = await store.findMany([...openings.keys()]);
	const applications = await applicationsOf(db, [...openings.keys()]);
	const names = await namesOf(deps, [...openings.values()], [...lessons.values()], applications);
	const standing = await standingOf(db, caller.schoolId, dayOf(clock.now(), timeZone));
	const views: Opening[] = [];
	for (const lessonId of lessonIds) {
		const [opening, lesson] = [openings.get(lessonId), lessons.get(lessonId)];
		if (opening === undefined || lesson === undefined) continue;
		const own = applications.filter(({ lesson_id }) => lesson_id === lessonId);
		const seen = { opening, lesson, applications: own };
		const fits = withFits
			? await fitsOf(deps, caller, seen, { names, standing })
			: new Map<string, ApplicationFit>();
		views.push(viewOf(seen, { caller, standing, names, fits, now: clock.now() }));
	}
	return views;
};

interface Seen {
	readonly opening: OpeningRecord;
	readonly lesson: LessonRecord;
	readonly applications: readonly ApplicationRecord[];
}

interface Looking {
	readonly caller: PersonCaller;
	readonly standing: Standing;
	readonly names: Names;
	readonly fits: ReadonlyMap<string, ApplicationFit>;
	readonly now: number;
}

const viewOf = (seen: Seen, looking: Looking): Opening => {
	const { opening, lesson, applications } = seen;
	const { caller, standing, names, now } = looking;
	const accepted = seatsTaken(applications);
	const status = openingStatus(opening, lesson, accepted, now);
	const all = maySeeAll(caller, opening, lesson, standing);
	const named = <Id extends string>(id: Id) => ({ id, name: names.others.get(id) ?? '' });
	return {
		lessonId: lesson.lessonId,
		title: lesson.title,
		kind: lesson.kind,
		subject: lesson.subject,
		teacher: lesson.teacher,
		school:
			lesson.sendingClassroom?.school ??
			(lesson.teacherSchoolId === null ? null : (names.others.get(lesson.teacherSchoolId) ?? null)),
		from: lesson.plannedStart,
		until: lesson.plannedEnd,
		status,
		places: opening.places,
		accepted,
		waiting: lineOf(applications).length,
		closesAt: closingOf(opening, lesson),
		confirmation: opening.confirmation,
		confirmedBy: opening.confirmedBy === null ? null : named(opening.confirmedBy),
		limited: opening.audience !== null,
		communities: (opening.audience?.communityIds ?? []).map(named),
		schools: (opening.audience?.schoolIds ?? []).map(named),
		note: opening.note,
		applications: applications
			.filter(seenBy(caller, all))
			.map((application) => applicationView(application, seen, looking)),
		mayApply:
			takesApplications(status) &&
			bookableKinds.includes(lesson.kind) &&
			(caller.role === 'county-admin' || (caller.role === 'school-admin' && isInvited(opening, standing))),
		mayConfirm: takesDecisions(status) && mayConfirm(caller, opening, standing),
		mayChange: mayChange(caller, lesson) && (takesDecisions(status) || status === 'cancelled'),
	};
};

const seenBy =
	({ schoolId }: PersonCaller, all: boolean) =>
	(application: ApplicationRecord): boolean =>
		all || application.school_id === schoolId;

const applicationView = (
	application: ApplicationRecord,
	{ opening, lesson, applications }: Seen,
	{ caller, standing, names, fits, now }: Looking,
): Application => {
	const accepted = seatsTaken(applications);
	const decidable = takesDecisions(openingStatus(opening, lesson, accepted, now));
	const confirms = decidable && mayConfirm(caller, opening, standing);
	const place = names.classrooms.get(application.classroom_id);
	const group =
		application.class_group_id === null ? undefined : names.classes.get(application.class_group_id);
	const waits = application.state === 'waiting';
	const news = application.school_id === caller.schoolId && isNews(application, lesson);
	return {
		applicationId: application.application_id,
		schoolId: application.school_id,
		school: place?.school ?? '',
		classroom: {
			classroomId: application.classroom_id,
			name: place?.name ?? '',
			school: place?.school ?? '',
		},
		classGroup:
			group === undefined
				? null
				: { classGroupId: group.classGroupId, name: group.name, school: group.school },
		state: application.state,
		position: waits ? lineOf(applications).indexOf(application) + 1 : null,
		held: application.held,
		appliedAt: application.applied_at,
		appliedBy: names.people.get(application.applied_by) ?? '',
		reason: application.reason,
		decidedAt: application.decided_at,
		news,
		movedFrom: news && application.seen_start !== lesson.plannedStart ? application.seen_start : null,
		...(fits.get(application.application_id) ?? { clashes: [] }),
		mayWithdraw: decidable && isStanding(application) && mayApplyFor(caller, application.school_id),
		mayAccept:
			confirms &&
			waits &&
			freeSeat(
				opening.places,
				applications.map(({ seat }) => seat),
			) !== null,
		mayDecline: confirms && isStanding(application),
	};
};

/** Of those that stand and that the caller may see, while something can be decided. */
const fitsOf = async (
	deps: OpeningViewDeps,
	caller: PersonCaller,
	{ lesson, opening, applications }: Seen,
	{ names, standing: own }: Pick<Looking, 'names' | 'standing'>,
): Promise<Map<string, ApplicationFit>> => {
	const found = new Map<string, ApplicationFit>();
	if (!takesDecisions(openingStatus(opening, lesson, 0, deps.clock.now()))) return found;
	const shown = applications.filter(seenBy(caller, maySeeAll(caller, opening, lesson, own)));
	const standing = shown.filter(isStanding).flatMap((application) => {
		const classroom = names.classrooms.get(application.classroom_id);
		return classroom === undefined ? [] : [{ application, classroom }];
	});
	const closed = await closedFor(
		deps.db,
		{ countyId: lesson.countyId, at: lesson.plannedStart },
		standing.map(({ classroom }) => classroom),
		deps.timeZone,
	);
	for (const [place, { application, classroom }] of standing.entries()) {
		const { application_id, class_group_id, state } = application;
		const classGroup = class_group_id === null ? null : (names.classes.get(class_group_id) ?? null);
		const clashes =
			state === 'waiting' ? await applicantClashes(deps, caller, lesson, { classroom, classGroup }) : [];
		const day = closed[place];
		found.set(application_id, { clashes, ...(day ? { closed: day } : {}) });
	}
	return found;
};

type Names = Awaited<ReturnType<typeof namesOf>>;

const namesOf = async (
	{ db, people }: OpeningViewDeps,
	openings: readonly OpeningRecord[],
	lessons: readonly LessonRecord[],
	applications: readonly ApplicationRecord[],
) => {
	const persons = await people.findMany(applications.map(({ applied_by }) => applied_by));
	const communityIds = openings.flatMap(({ confirmedBy, audience }) => [
		...(confirmedBy === null ? [] : [confirmedBy]),
		...(audience?.communityIds ?? []),
	]);
	const schoolIds = [
		...openings.flatMap(({ audience }) => audience?.schoolIds ?? []),
		...lessons.flatMap(({ teacherSchoolId }) => teacherSchoolId ?? []),
	];
	const communities =
		communityIds.length === 0
			? []
			: await db
					.selectFrom('community')
					.select(['community_id as id', 'name'])
					.where('community_id', 'in', communityIds)
					.execute();
	const schools =
		schoolIds.length === 0
			? []
			: await db
					.selectFrom('school')
					.select(['school_id as id', 'name'])
					.where('school_id', 'in', schoolIds)
					.execute();
	return {
		people: new Map([...persons].map(([id, { name }]) => [id, name])),
		classrooms: await classroomsOf(
			db,
			applications.map(({ classroom_id }) => classroom_id),
		),
		classes: await classesOf(
			db,
			applications.flatMap(({ class_group_id }) => class_group_id ?? []),
		),
		others: new Map<string, string>([...communities, ...schools].map(({ id, name }) => [id, name])),
	};
};
