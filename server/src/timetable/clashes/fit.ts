// Whether a plan fits into what is planned already, said in names.
import type { Day, LessonClash, LessonFit, LessonId } from '@classroom/protocol';
import type { Actor, People, PersonCaller } from '../../identity/index.ts';
import type { Clock } from '../../platform/index.ts';
import { schoolOf } from '../capacity/capacities.ts';
import type { LessonRecord } from '../lessonRecord.ts';
import { maySee } from '../lessonRules.ts';
import type { LessonStore } from '../lessonStore.ts';
import type { TimetableDb } from '../lessonTables.ts';
import type { CheckedPlan, PlanParts } from '../checkedPlan.ts';
import type { Clash } from './bookings.ts';
import { resourcesOf, spanOf, takenOf } from './bookings.ts';
import { dayOf } from '../days.ts';
import { closedSaid, readSchoolDays } from '../term/schoolDays.ts';
import { nearestFree, offeredDays, searchedFor } from './freePlaces.ts';
import { readPlaces, wantsOf } from './readPlaces.ts';

export interface FitDeps {
	readonly db: TimetableDb;
	readonly store: LessonStore;
	readonly people: People;
	readonly clock: Clock;
	readonly timeZone: string;
}

/** As many free times are offered, of as many that teachers, classrooms and classes have. */
const OFFERED = 3;
const CANDIDATES = 30;

/** `except`: the lesson that is to be changed. */
export const fitOf = async (
	deps: FitDeps,
	caller: PersonCaller,
	plan: CheckedPlan,
	except: LessonId | null,
): Promise<LessonFit> => {
	const { db, clock, timeZone } = deps;
	const wanted = spanOf(plan);
	const school = await readSchoolDays(db, plan.countyId, offeredDays(wanted.from, timeZone), [plan]);
	const days = {
		timeZone,
		runs: (day: Day) => school.runs(day, plan),
		open: (day: Day) => school.closedOn(day, plan) === null,
	};
	const day = dayOf(wanted.from, timeZone);
	const closed = school.closedOn(day, plan);
	const searched = searchedFor(wanted, days);
	const around = await takenOf(db, resourcesOf(plan), searched, except);
	const wants = wantsOf(plan, plan.input);
	const own = new Set(except === null ? [] : [except]);
	const places = await readPlaces(db, [{ wants, span: searched }], own);
	const taken: Clash[] = around.filter((other) => other.from < wanted.until && other.until > wanted.from);
	const inTheWay = [...taken, places.firstIn({ ...wants, resources: [] }, wanted)].filter(
		(clash) => clash !== null,
	);
	if (inTheWay.length === 0 && closed === null) return { clashes: [], free: [] };
	const length = wanted.until - wanted.from;
	return {
		clashes: await Promise.all(inTheWay.map((clash) => clashSaid(deps, caller, plan, clash))),
		free: nearestFree(wanted, around, clock.now(), days, CANDIDATES)
			.filter((from) => places.firstIn(wants, { from, until: from + length }) === null)
			.slice(0, OFFERED),
		...(closed === null ? {} : { closed: closedSaid(day, closed, plan) }),
	};
};

/** What is in the way of a plan, in names, as far as the caller may know of it: the program tells nobody. */
export const clashSaid = async (
	{ store, people }: Pick<FitDeps, 'store' | 'people'>,
	caller: Actor,
	plan: PlanParts,
	{ resource, lessonId, from, until }: Clash,
): Promise<LessonClash> => {
	const other = await store.find(lessonId);
	const teacher = resource.kind === 'teacher' ? await people.findMany([plan.teacherId]) : null;
	return {
		resource: resource.kind,
		name: teacher?.get(plan.teacherId)?.name ?? placeName(plan, resource),
		title: other !== null && caller.kind === 'person' && maySee(caller, other) ? titleOf(other) : null,
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
	{ kind, id }: Clash['resource'],
): string => {
	const places = [sendingClassroom, ...receivingClassrooms];
	switch (kind) {
		case 'class':
			return nameOf(classGroups.find(({ classGroupId }) => classGroupId === id));
		case 'link':
			return places.find((each) => each?.schoolId === schoolOf(id))?.school ?? '';
		case 'teacher':
		case 'recorder':
		case 'sfu':
			return '';
		case 'classroom':
			return nameOf(places.find((each) => each?.classroomId === id));
	}
};

const nameOf = (place: { readonly school: string; readonly name: string } | null | undefined): string =>
	place ? `${place.school}${place.name}` : '';
