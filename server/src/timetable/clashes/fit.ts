// Whether a plan fits into what is planned already, said in names.
import type { LessonClash, LessonFit, LessonId } from '@classroom/protocol';
import type { People, PersonCaller } from '../../identity/index.ts';
import type { Clock } from '../../platform/index.ts';
import type { LessonRecord } from '../lessonRecord.ts';
import { maySee } from '../lessonRules.ts';
import type { LessonStore } from '../lessonStore.ts';
import type { TimetableDb } from '../lessonTables.ts';
import type { CheckedPlan, PlanParts } from '../checkedPlan.ts';
import type { Clash, Resource } from './bookings.ts';
import { resourcesOf, spanOf, takenOf } from './bookings.ts';
import { nearestFree, searchedFor } from './freePlaces.ts';

export interface FitDeps {
	readonly db: TimetableDb;
	readonly store: LessonStore;
	readonly people: People;
	readonly clock: Clock;
	readonly timeZone: string;
}

/** `except`: the lesson that is to be changed. */
export const fitOf = async (
	deps: FitDeps,
	caller: PersonCaller,
	plan: CheckedPlan,
	except: LessonId | null,
): Promise<LessonFit> => {
	const { db, clock, timeZone } = deps;
	const wanted = spanOf(plan);
	const around = await takenOf(db, resourcesOf(plan), searchedFor(wanted, timeZone), except);
	const inTheWay = around.filter((other) => other.from < wanted.until && other.until > wanted.from);
	if (inTheWay.length === 0) return { clashes: [], free: [] };
	return {
		clashes: await Promise.all(inTheWay.map((clash) => clashSaid(deps, caller, plan, clash))),
		free: nearestFree(wanted, around, clock.now(), timeZone),
	};
};

/** What is in the way of a plan, in names, as far as the caller may know of it. */
export const clashSaid = async (
	{ store, people }: Pick<FitDeps, 'store' | 'people'>,
	caller: PersonCaller,
	plan: PlanParts,
	{ resource, lessonId, from, until }: Clash,
): Promise<LessonClash> => {
	const other = await store.find(lessonId);
	const teacher = resource.kind === 'teacher' ? await people.findMany([plan.teacherId]) : null;
	return {
		resource: resource.kind,
		name: teacher?.get(plan.teacherId)?.name ?? placeName(plan, resource),
		title: other !== null && maySee(caller, other) ? titleOf(other) : null,
		from,
		until,
	};
};

/** As it is said of the lesson that is in the way. */
export const titleOf = ({ title, teacher }: LessonRecord): string =>
	teacher === '' ? title : `${title}（${teacher}）`;

/** Of a classroom or class of the plan, with its school. */
export const placeName = (
	{ sendingClassroom, receivingClassrooms, classGroups }: PlanParts,
	{ kind, id }: Resource,
): string => {
	const place =
		kind === 'class'
			? classGroups.find(({ classGroupId }) => classGroupId === id)
			: [sendingClassroom, ...receivingClassrooms].find((each) => each?.classroomId === id);
	return place ? `${place.school}${place.name}` : '';
};
