// Which lessons a timetable shows to whom: of the days and of the one it is of, and of those only what the caller may see
// (see lessonScope.ts). First the lessons of the one it is of are read, by an index, and then each by its key, so that
// what it takes does not grow with the county.
import { LESSON_MAX_MS } from '@classroom/protocol';
import type {
	ClassGroupId,
	ClassroomId,
	CommunityId,
	CountyId,
	Day,
	Instant,
	LessonId,
	PersonId,
	SchoolId,
} from '@classroom/protocol';
import type { AliasedExpression, SelectQueryBuilder } from 'kysely';
import type { PersonCaller } from '../../identity/index.ts';
import { classesIn, classroomsIn, inScope } from '../lessonConditions.ts';
import { visibleTo } from '../lessonScope.ts';
import type { TimetableDb, TimetableTables } from '../lessonTables.ts';

export type TimetableScope =
	| { readonly by: 'teacher'; readonly id: PersonId }
	| { readonly by: 'classroom'; readonly id: ClassroomId }
	| { readonly by: 'class'; readonly id: ClassGroupId }
	| { readonly by: 'school'; readonly id: SchoolId }
	| { readonly by: 'community'; readonly id: CommunityId }
	| { readonly by: 'county' };

export interface TimetableSpan {
	readonly from: Instant;
	readonly until: Instant;
	/** The same as days, both included: who belongs to a community then. */
	readonly days: { readonly from: Day; readonly until: Day };
}

type Mine = AliasedExpression<{ lesson_id: LessonId }, 'mine'>;

/** Lessons on at some time of the span. */
export const shownTo = (db: TimetableDb, caller: PersonCaller, scope: TimetableScope, span: TimetableSpan) =>
	db
		.selectFrom(mine(db, caller.countyId, scope, span))
		// Not a plain join: SQLite keeps the order of this one.
		.crossJoin('lesson')
		.whereRef('lesson.lesson_id', '=', 'mine.lesson_id')
		.where('lesson.planned_start', '<', span.until)
		.where('lesson.planned_start', '>', span.from - LESSON_MAX_MS)
		.where((row) => row(row.fn.coalesce('lesson.moved_end', 'lesson.planned_end'), '>', span.from))
		// One that its series does not have any more did not fall away: it is elsewhere, or nowhere.
		.where((row) =>
			row.or([row('lesson.cancel_cause', 'is', null), row('lesson.cancel_cause', '!=', 'series')]),
		)
		.where((row) => inScope(row, visibleTo(caller), span));

const mine = (db: TimetableDb, countyId: CountyId, scope: TimetableScope, span: TimetableSpan): Mine => {
	switch (scope.by) {
		case 'county':
			return inDays(db, span).where('lesson.county_id', '=', countyId).as('mine');
		case 'teacher':
			return inDays(db, span).where('lesson.teacher_id', '=', scope.id).as('mine');
		case 'classroom':
			return classroomsIn(db, span).select('lesson_id').where('classroom_id', '=', scope.id).as('mine');
		case 'class':
			return classesIn(db, span).select('lesson_id').where('class_group_id', '=', scope.id).as('mine');
		case 'school':
			return ofSchools(
				db,
				span,
				db.selectFrom('school').select('school_id').where('school_id', '=', scope.id),
			);
		case 'community':
			return ofSchools(db, span, membersOf(db, scope.id, span.days));
	}
};

const inDays = (db: TimetableDb, { from, until }: TimetableSpan) =>
	db
		.selectFrom('lesson')
		.select('lesson.lesson_id')
		.where('lesson.planned_start', '<', until)
		// No lesson is longer, so that the index has to be read no further back.
		.where('lesson.planned_start', '>', from - LESSON_MAX_MS);

/** Given or received by one of them. */
const ofSchools = <T extends keyof TimetableTables>(
	db: TimetableDb,
	span: TimetableSpan,
	schools: SelectQueryBuilder<TimetableTables, T, { school_id: SchoolId }>,
): Mine =>
	classroomsIn(db, span)
		.select('lesson_classroom.lesson_id')
		.where('lesson_classroom.school_id', 'in', schools)
		.union(
			classesIn(db, span).select('lesson_class.lesson_id').where('lesson_class.school_id', 'in', schools),
		)
		.union(inDays(db, span).where('lesson.teacher_school_id', 'in', schools))
		.as('mine');

/** Those that belong to it on one of the days. */
const membersOf = (db: TimetableDb, communityId: CommunityId, days: TimetableSpan['days']) =>
	db
		.selectFrom('community_membership')
		.select('community_membership.school_id')
		.where('community_id', '=', communityId)
		.where('from_day', '<=', days.until)
		.where((row) => row.or([row('until_day', 'is', null), row('until_day', '>', days.from)]));
