// A LessonScope as a condition on the table `lesson`.
import type { CountyId, Instant } from '@classroom/protocol';
import { LESSON_MAX_MS } from '@classroom/protocol';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { LessonScope } from './lessonScope.ts';
import type { TimetableTables } from './lessonTables.ts';

type Build = ExpressionBuilder<TimetableTables, 'lesson'>;

/** Lessons of which somebody asks only for those on at some time of it. */
export interface AskedSpan {
	readonly from: Instant;
	readonly until: Instant;
}

/** With `span` nothing is read of lessons that are not asked for: what it takes does not grow with the years. */
export const inScope = (row: Build, scope: LessonScope, span?: AskedSpan): Expression<SqlBool> => {
	switch (scope.kind) {
		case 'none':
			return row.val(false).$castTo<SqlBool>();
		case 'county':
			return row('lesson.county_id', '=', scope.countyId);
		case 'teacher':
			return row.and([
				row('lesson.county_id', '=', scope.countyId),
				row('lesson.teacher_id', '=', scope.personId),
			]);
		case 'school':
			return row.and([admits(row, scope.countyId), ofSchool(row, scope, span)]);
		case 'class':
			return row.and([
				admits(row, scope.countyId),
				row(
					'lesson.lesson_id',
					'in',
					classesIn(row, span)
						.select('lesson_class.lesson_id')
						.where('class_group_id', '=', scope.classGroupId),
				),
			]);
		case 'classroom':
			return row.and([
				admits(row, scope.countyId),
				row(
					'lesson.lesson_id',
					'in',
					classroomsIn(row, span)
						.select('lesson_classroom.lesson_id')
						.where('classroom_id', '=', scope.classroomId),
				),
			]);
		case 'either':
			return row.or(scope.scopes.map((each) => inScope(row, each, span)));
	}
};

/** Own lessons, and another county's while it has an agreement with ours. */
const admits = (row: Build, countyId: CountyId): Expression<SqlBool> =>
	row.or([
		row('lesson.county_id', '=', countyId),
		row(
			'lesson.county_id',
			'in',
			row
				.selectFrom('county_agreement')
				.select('county_agreement.host_county_id')
				.where('guest_county_id', '=', countyId)
				.where('accepted_at', 'is not', null)
				.where('revoked_at', 'is', null),
		),
	]);

const ofSchool = (
	row: Build,
	{ schoolId, part }: Extract<LessonScope, { kind: 'school' }>,
	span: AskedSpan | undefined,
): Expression<SqlBool> => {
	let classrooms = classroomsIn(row, span)
		.select('lesson_classroom.lesson_id')
		.where('lesson_classroom.school_id', '=', schoolId);
	if (part === 'receiving') classrooms = classrooms.where('part', '=', 'receiving');
	const classes = classesIn(row, span)
		.select('lesson_class.lesson_id')
		.where('lesson_class.school_id', '=', schoolId);
	return row.or([
		row('lesson.lesson_id', 'in', classrooms),
		row('lesson.lesson_id', 'in', classes),
		...(part === 'any' ? [row('lesson.teacher_school_id', '=', schoolId)] : []),
	]);
};

/** Parts that classrooms have in lessons of the span. */
export const classroomsIn = (db: Pick<Build, 'selectFrom'>, span: AskedSpan | undefined) => {
	const parts = db.selectFrom('lesson_classroom');
	if (span === undefined) return parts;
	return (
		parts
			.where('lesson_classroom.planned_start', '<', span.until)
			// No lesson is longer, so that the index has to be read no further back.
			.where('lesson_classroom.planned_start', '>', span.from - LESSON_MAX_MS)
	);
};

export const classesIn = (db: Pick<Build, 'selectFrom'>, span: AskedSpan | undefined) => {
	const parts = db.selectFrom('lesson_class');
	if (span === undefined) return parts;
	return parts
		.where('lesson_class.planned_start', '<', span.until)
		.where('lesson_class.planned_start', '>', span.from - LESSON_MAX_MS);
};
