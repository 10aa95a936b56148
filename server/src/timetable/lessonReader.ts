// Makes LessonRecords of rows: four queries for however many lessons, a fifth where some have ended, a sixth where
// counties meet, and those of a calendar where nobody had some.
import type { Instant, LessonId, MissedReason, SchoolId } from '@classroom/protocol';
import type { Selectable } from 'kysely';
import type { People } from '../identity/index.ts';
import type { Clock } from '../platform/index.ts';
import type { Agreements } from '../schools/index.ts';
import { ownOf, slotOf } from './lessonSlot.ts';
import type { LessonTables, TimetableDb, TimetableTransaction } from './lessonTables.ts';
import type { LessonRecord, MissedExplanation, SchoolAbsence } from './lessonRecord.ts';
import { lessonStatus } from './lessonStatus.ts';
import { absencesOf } from './missed/absences.ts';
import { readClosed } from './missed/closedSchools.ts';
import { onlyReceiving } from './missed/receivingSchools.ts';

export interface LessonReaderDeps {
	readonly db: TimetableDb;
	readonly clock: Clock;
	/** The county's, an IANA name. */
	readonly timeZone: string;
	readonly people: People;
	readonly agreements: Agreements;
}

type LessonRow = Selectable<LessonTables['lesson']>;

/** In the order of the rows. */
export const recordsOf = async (
	deps: LessonReaderDeps,
	rows: readonly LessonRow[],
): Promise<LessonRecord[]> => {
	if (rows.length === 0) return [];
	const { db, people, agreements } = deps;
	const lessonIds = rows.map((row) => row.lesson_id);
	const classrooms = await classroomsOf(db, lessonIds);
	const classes = await classesOf(db, lessonIds);
	const teachers = await people.findMany(rows.map((row) => row.teacher_id));
	const guests = await guestsOf(agreements, rows, [...classrooms, ...classes]);
	const absences = await absencesIn(db, rows);
	const classroomsByLesson = Map.groupBy(classrooms, (row) => row.lessonId);
	const classesByLesson = Map.groupBy(classes, (row) => row.lessonId);
	const lessons = rows.map((row) => {
		const places = classroomsByLesson.get(row.lesson_id) ?? [];
		const receivingClassrooms = places.filter((place) => place.part === 'receiving');
		const classGroups = classesByLesson.get(row.lesson_id) ?? [];
		return {
			...factsOf(row),
			teacher: teachers.get(row.teacher_id)?.name ?? '',
			sendingClassroom: places.find((place) => place.part === 'sending') ?? null,
			...{ receivingClassrooms, classGroups },
			absences: inOrderOf([...receivingClassrooms, ...classGroups], absences.get(row.lesson_id) ?? []),
			guestCounties: guests.get(row.county_id) ?? [],
		};
	});
	return withClosedSchools(deps, lessons);
};

const withClosedSchools = async (
	{ db, clock, timeZone }: LessonReaderDeps,
	lessons: readonly Omit<LessonRecord, 'closedSchools'>[],
): Promise<LessonRecord[]> => {
	const now = clock.now();
	const asked = lessons.map((lesson) =>
		lessonStatus(lesson, now) === 'missed'
			? onlyReceiving(lesson).map((schoolId) => ({ schoolId, at: lesson.plannedStart }))
			: [],
	);
	const closed = await readClosed(db, timeZone, asked.flat());
	return lessons.map((lesson, place) => ({
		...lesson,
		closedSchools: (asked[place] ?? []).filter(closed).map(({ schoolId }) => schoolId),
	}));
};

/** As the lesson names its schools. */
const inOrderOf = (
	parts: readonly { readonly schoolId: SchoolId }[],
	absences: Awaited<ReturnType<typeof absencesOf>>,
): SchoolAbsence[] => {
	const placeOf = ({ schoolId }: { readonly schoolId: SchoolId }): number =>
		parts.findIndex((part) => part.schoolId === schoolId);
	return absences
		.toSorted((one, other) => placeOf(one) - placeOf(other))
		.map(({ schoolId, school, ...said }) => ({ schoolId, school, explanation: explanationOf(said) }));
};

const factsOf = (row: LessonRow) => ({
	lessonId: row.lesson_id,
	countyId: row.county_id,
	title: row.title,
	kind: row.kind,
	subject: row.subject,
	teacherId: row.teacher_id,
	teacherSchoolId: row.teacher_school_id,
	plannedStart: row.planned_start,
	plannedEnd: row.moved_end ?? row.planned_end,
	bookedEnd: row.planned_end,
	createdAt: row.created_at,
	revision: row.revision,
	changedAt: row.changed_at,
	cancelledAt: row.cancelled_at,
	cancelReason: row.cancel_reason,
	cancelCause: row.cancel_cause,
	series: slotOf(row),
	own: ownOf(row),
	makesUp: row.makes_up,
	explanation: explanationOf({
		reason: row.missed_reason,
		note: row.missed_note,
		saidAt: row.missed_said_at,
	}),
	phase: row.phase,
	startedAt: row.started_at,
	endedAt: row.ended_at,
	givenAt: row.given_at,
	movedEnd: row.moved_end,
	recordingId: row.recording_id,
});

const explanationOf = ({
	reason,
	note,
	saidAt,
}: {
	readonly reason: MissedReason | null;
	readonly note: string | null;
	readonly saidAt: Instant | null;
}): MissedExplanation | null => (reason === null || saidAt === null ? null : { reason, note, at: saidAt });

/** Before it has ended nobody knows who misses it. */
const absencesIn = async (db: TimetableDb, rows: readonly LessonRow[]) => {
	const ended = rows.filter((row) => row.given_at !== null).map((row) => row.lesson_id);
	return Map.groupBy(ended.length === 0 ? [] : await absencesOf(db, ended), (row) => row.lessonId);
};

export const classroomsOf = (db: TimetableDb | TimetableTransaction, lessonIds: readonly LessonId[]) =>
	db
		.selectFrom('lesson_classroom as place')
		.innerJoin('classroom', 'classroom.classroom_id', 'place.classroom_id')
		.innerJoin('school', 'school.school_id', 'place.school_id')
		.select([
			'place.lesson_id as lessonId',
			'place.classroom_id as classroomId',
			'place.school_id as schoolId',
			'place.county_id as countyId',
			'place.part',
			'classroom.name',
			'school.name as school',
		])
		.where('place.lesson_id', 'in', lessonIds)
		.orderBy('place.position')
		.execute();

export const classesOf = (db: TimetableDb | TimetableTransaction, lessonIds: readonly LessonId[]) =>
	db
		.selectFrom('lesson_class as part')
		.innerJoin('class_group', 'class_group.class_group_id', 'part.class_group_id')
		.innerJoin('school', 'school.school_id', 'part.school_id')
		.select([
			'part.lesson_id as lessonId',
			'part.class_group_id as classGroupId',
			'part.school_id as schoolId',
			'part.county_id as countyId',
			'class_group.name',
			'school.name as school',
		])
		.where('part.lesson_id', 'in', lessonIds)
		.orderBy('part.position')
		.execute();

/** By host county, the other counties that take part in one of its lessons and may do so now. */
const guestsOf = async (
	agreements: Agreements,
	rows: readonly LessonRow[],
	parts: readonly { lessonId: LessonId; countyId: LessonRow['county_id'] }[],
) => {
	const hostOf = new Map(rows.map((row) => [row.lesson_id, row.county_id]));
	const foreign = parts.filter((part) => part.countyId !== hostOf.get(part.lessonId));
	const guests = new Map<LessonRow['county_id'], LessonRow['county_id'][]>();
	for (const [host, theirs] of Map.groupBy(foreign, (part) => hostOf.get(part.lessonId))) {
		if (host === undefined) continue;
		const states = await agreements.states(host, new Set(theirs.map((part) => part.countyId)));
		guests.set(
			host,
			[...states]
				.filter(([county, state]) => county !== host && state === 'in-force')
				.map(([county]) => county),
		);
	}
	return guests;
};
