// A LessonScope as a condition on the table `lesson`.
import type { CountyId, SchoolId } from '@classroom/protocol';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { LessonScope } from './lessonScope.ts';
import type { TimetableTables } from './lessonTables.ts';

type Build = ExpressionBuilder<TimetableTables, 'lesson'>;

export const inScope = (row: Build, scope: LessonScope): Expression<SqlBool> => {
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
			return row.and([admits(row, scope.countyId), ofSchool(row, scope.schoolId, scope.part)]);
		case 'class':
			return row.and([
				admits(row, scope.countyId),
				row(
					'lesson.lesson_id',
					'in',
					row
						.selectFrom('lesson_class')
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
					row
						.selectFrom('lesson_classroom')
						.select('lesson_classroom.lesson_id')
						.where('classroom_id', '=', scope.classroomId),
				),
			]);
		case 'either':
			return row.or(scope.scopes.map((each) => inScope(row, each)));
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

const ofSchool = (row: Build, schoolId: SchoolId, part: 'any' | 'receiving'): Expression<SqlBool> => {
	let classrooms = row
		.selectFrom('lesson_classroom')
		.select('lesson_classroom.lesson_id')
		.where('lesson_classroom.school_id', '=', schoolId);
	if (part === 'receiving') classrooms = classrooms.where('part', '=', 'receiving');
	const classes = row
		.selectFrom('lesson_class')
		.select('lesson_class.lesson_id')
		.where('lesson_class.school_id', '=', schoolId);
	return row.or([
		row('lesson.lesson_id', 'in', classrooms),
		row('lesson.lesson_id', 'in', classes),
		...(part === 'any' ? [row('lesson.teacher_school_id', '=', schoolId)] : []),
	]);
};
