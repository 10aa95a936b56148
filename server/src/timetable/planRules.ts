// What a plan must be, before anybody is looked up. Pure.
import type { FieldIssue, Instant, LessonInput, SchoolId } from '@classroom/protocol';
import type { PersonCaller } from '../identity/index.ts';
import { AppError } from '../platform/index.ts';
import { isChangeable, lessonStatus } from './lessonStatus.ts';
import type { StatusFacts } from './lessonStatus.ts';

/** A start may lie this far in the past, ms: clocks differ, and a form takes a while to fill in. */
export const PAST_TOLERANCE_MS = 5 * 60_000;
/** A start may lie this far in the future, ms: two school years. */
export const FUTURE_LIMIT_MS = 731 * 86_400_000;

/**
 * `unmoved`: the start that the lesson has already, which is not asked about again. Throws `lesson-in-the-past`,
 * `sender-is-receiver`, or `bad-request` with issues `out-of-range` and `duplicate`.
 */
export const checkPlan = (input: LessonInput, now: Instant, unmoved?: Instant): void => {
	const issues: FieldIssue[] = [
		...(input.plannedStart > now + FUTURE_LIMIT_MS
			? [{ path: 'plannedStart', code: 'out-of-range' as const }]
			: []),
		...repeated(input.receivingClassroomIds, 'receivingClassroomIds'),
		...repeated(input.classGroupIds, 'classGroupIds'),
	];
	if (issues.length > 0) throw new AppError('bad-request', 'not a plan', { issues });
	const over = input.plannedStart + input.lengthMs <= now;
	if (over || (input.plannedStart !== unmoved && input.plannedStart < now - PAST_TOLERANCE_MS)) {
		throw new AppError('lesson-in-the-past');
	}
	if (input.sendingClassroomId !== null && input.receivingClassroomIds.includes(input.sendingClassroomId)) {
		throw new AppError('sender-is-receiver');
	}
};

export const repeated = (ids: readonly string[], path: string): FieldIssue[] =>
	ids.flatMap((id, place) =>
		ids.indexOf(id) === place ? [] : [{ path: `${path}.${place}`, code: 'duplicate' as const }],
	);

/** Throws `conflict` for a cancelled lesson, `lesson-in-the-past` for a missed one, else `lesson-taken-place`. */
export const checkChangeable = (lesson: StatusFacts, now: Instant): void => {
	if (isChangeable(lesson, now)) return;
	switch (lessonStatus(lesson, now)) {
		case 'cancelled':
			throw new AppError('conflict', 'the lesson is cancelled');
		case 'missed':
			throw new AppError('lesson-in-the-past');
		default:
			throw new AppError('lesson-taken-place');
	}
};

export interface PlanSchools {
	/** The teacher's and the sending classroom's: those that give the lesson. */
	readonly giving: readonly (SchoolId | null)[];
	/** Of every classroom and class. */
	readonly takingPart: readonly SchoolId[];
}

/**
 * Whether the plan is the caller's to make. The county plans for everybody. A school plans what it gives itself, and
 * only for schools it shares a community with (`partners`, itself among them) or that the lesson has already.
 */
export const mayPlan = (
	caller: PersonCaller,
	schools: PlanSchools,
	partners: ReadonlySet<SchoolId>,
	already: ReadonlySet<SchoolId>,
): boolean => {
	if (caller.role === 'county-admin') return true;
	const { schoolId } = caller;
	if (caller.role !== 'school-admin' || schoolId === null || !schools.giving.includes(schoolId)) return false;
	const named = [...schools.giving, ...schools.takingPart].filter((school) => school !== null);
	return named.every((school) => partners.has(school) || already.has(school));
};
