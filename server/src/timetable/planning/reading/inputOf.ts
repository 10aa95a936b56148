// The planner's input, of what was read of a county. Pure.
import type { Day, PlanningRequest } from '@classroom/protocol';
import { receivingKbps, sendingKbps } from '../../capacity/needs.ts';
import type { Weeks } from '../../term/weeks.ts';
import type {
	Need,
	PlannedCommunity,
	PlannedSchool,
	PlannedTeacher,
	PlanningInput,
	WeekSpan,
} from '../input.ts';
import type { CountyRows, SchoolRow, TeacherRow } from './countyRows.ts';
import { givenBySeries, singleLessons } from './givenLessons.ts';
import { lackedNeeds } from './lacking.ts';
import { plannedDays, schoolWeek, seasonDaysOf } from './window.ts';

export interface InputOptions {
	readonly request: Omit<PlanningRequest, 'pins' | 'seconds' | 'weeks'> & {
		/** Needs that stay, whatever else was chosen. */
		readonly pinned: ReadonlySet<string>;
	};
	readonly weeks: Weeks;
	readonly today: Day;
	readonly timeZone: string;
}

export const inputOf = (
	rows: CountyRows,
	{ request, weeks, today, timeZone }: InputOptions,
): PlanningInput => {
	const days = plannedDays(rows.calendar, weeks);
	const singles = singleLessons(rows.singles, days, timeZone);
	const communities = communitiesOf(rows);
	const known = new Set<string>(rows.schools.map(({ schoolId }) => schoolId));
	return {
		schools: rows.schools.map((school) => schoolOf(school, rows)),
		communities,
		teachers: teachersOf(rows, singles.away),
		needs: lackedNeeds(rows, today, weeks).filter((need) => isWanted(need, request)),
		given: [
			...givenBySeries(rows, days),
			...singles.given.map((each) => ({ ...each, schoolIds: each.schoolIds.filter((id) => known.has(id)) })),
		],
		rules: {
			weekdays: schoolWeek,
			seasonDays: seasonDaysOf(days, rows.bells.values()),
			leastShare: request.leastShare / 100,
			receivingMost: request.receivingMost,
			gradeBands: [
				[1, 2],
				[3, 4],
				[5, 6],
				[7, 8, 9],
			],
			recorderPlaces: rows.capacity.recorder,
			sfuPlaces: rows.capacity.sfu,
		},
		weights: request.weights,
	};
};

const isWanted = (
	{ id, schoolId, subject }: Need,
	{ subjects, schoolIds, without, pinned }: InputOptions['request'],
): boolean =>
	pinned.has(id) ||
	((subjects === null || subjects.includes(subject)) &&
		(schoolIds === null || schoolIds.some((each) => each === schoolId)) &&
		!without.includes(id));

const communitiesOf = ({ memberships, schools }: CountyRows): PlannedCommunity[] => {
	const known = new Set(schools.map(({ schoolId }) => schoolId));
	const byCommunity = Map.groupBy(
		memberships.filter(({ schoolId }) => known.has(schoolId)),
		({ communityId }) => communityId,
	);
	return [...byCommunity].flatMap(([id, members]): PlannedCommunity[] => {
		const core = members.find(({ role }) => role === 'core');
		if (core === undefined) return [];
		const others = members.filter(({ schoolId }) => schoolId !== core.schoolId);
		return [
			{
				id,
				coreSchoolId: core.schoolId,
				memberSchoolIds: [...new Set(others.map(({ schoolId }) => schoolId))],
			},
		];
	});
};

const schoolOf = (school: SchoolRow, { bells, classrooms, memberships }: CountyRows): PlannedSchool => {
	const sends = memberships.some(({ role, schoolId }) => role === 'core' && schoolId === school.schoolId);
	return {
		id: school.schoolId,
		bells: bells.get(school.schoolId) ?? [],
		linkLessons: linkLessonsOf(school, sends),
		receivingClassroomIds: classrooms
			.filter(({ schoolId, kind }) => schoolId === school.schoolId && kind === 'interactive')
			.map(({ classroomId }) => classroomId),
	};
};

/** A single lesson is given as well as it can be, however little the link carries. */
export const linkLessonsOf = (
	{ linkDownKbps, linkUpKbps }: Pick<SchoolRow, 'linkDownKbps' | 'linkUpKbps'>,
	sends: boolean,
): number | null => {
	const [down, up] = sends
		? [Math.max(sendingKbps.down, receivingKbps.down), Math.max(sendingKbps.up, receivingKbps.up)]
		: [receivingKbps.down, receivingKbps.up];
	const most = Math.min(
		linkDownKbps === null ? Infinity : Math.floor(linkDownKbps / down),
		linkUpKbps === null ? Infinity : Math.floor(linkUpKbps / up),
	);
	return most === Infinity ? null : Math.max(1, Math.min(most, 10_000));
};

const teachersOf = (
	{ teachers, classrooms }: CountyRows,
	away: ReadonlyMap<string, readonly WeekSpan[]>,
): PlannedTeacher[] => {
	/** Recording classrooms first: that is what they are for. */
	const rooms = Map.groupBy(
		classrooms.toSorted((a, b) => Number(b.kind === 'recording') - Number(a.kind === 'recording')),
		({ schoolId }) => schoolId,
	);
	const turns = new Map<string, number>();
	const inTurn = ({ schoolId }: TeacherRow): string | null => {
		const own = rooms.get(schoolId) ?? [];
		const turn = turns.get(schoolId) ?? 0;
		turns.set(schoolId, turn + 1);
		return own.length === 0 ? null : (own[turn % own.length]?.classroomId ?? null);
	};
	const sendingClassroomOf = (teacher: TeacherRow): string | null => {
		const { sending } = teacher.profile;
		if (sending.kind === 'own') return null;
		// Who has moved to another school sends from there, whatever was said at the one before.
		const said = (rooms.get(teacher.schoolId) ?? []).find(
			({ classroomId }) => sending.kind === 'classroom' && classroomId === sending.classroomId,
		);
		return said?.classroomId ?? inTurn(teacher);
	};
	return teachers.map((teacher) => {
		const { personId, schoolId, profile } = teacher;
		const { abilities, mostAWeek, mostADay, prefersMornings } = profile;
		return {
			id: personId,
			schoolId,
			abilities,
			away: [...profile.away, ...(away.get(personId) ?? [])],
			mostAWeek,
			mostADay,
			sendingClassroomId: sendingClassroomOf(teacher),
			prefersMornings,
		};
	});
};
