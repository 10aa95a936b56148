// Whether a term's plan still stands on what there is: it is worked out before its transaction, so that nobody waits for
// that, and holds in it only if all that it was made of is still the same.
import { isDeepStrictEqual } from 'node:util';
import type { Instant, SchoolId, SeriesId } from '@classroom/protocol';
import { inChunks } from '../../platform/index.ts';
import type { TimetableDb, TimetableTransaction } from '../lessonTables.ts';
import type { CalendarsChange } from '../series/singleLessons.ts';
import { singleMarks } from '../series/singleLessons.ts';
import type { PlanState } from './termPlan.ts';

type Db = TimetableDb | TimetableTransaction;

/** What a plan is made of besides {@link PlanState}; what is taken and used is the database's own to look at. */
interface Marks {
	readonly memberships: readonly object[];
	/** Of series whose calendar or bells the plan changes: which there are, how often each was changed, whether it began. */
	readonly lessons: readonly object[];
	/** The same of single lessons on days of terms whose calendar it changes. */
	readonly singles: readonly object[];
}

/** What the plan changes of what there is. */
export interface Concerned {
	/** Series whose calendar or bells it changes. */
	readonly series: readonly SeriesId[];
	readonly calendars: CalendarsChange;
}

export interface PlanWorld {
	readonly state: PlanState;
	readonly marks: Marks;
}

/** To be read before what it marks is used. */
export const readMarks = async (
	db: Db,
	{ schools }: PlanState,
	{ series, calendars }: Concerned,
	context: { readonly timeZone: string; readonly now: Instant },
): Promise<Marks> => ({
	memberships: await membershipsOf(
		db,
		schools.map(({ schoolId }) => schoolId),
	),
	lessons: await lessonsOf(db, series),
	singles: await singleMarks(db, context, calendars),
});

const membershipsOf = async (db: Db, schoolIds: readonly SchoolId[]): Promise<object[]> =>
	schoolIds.length === 0
		? []
		: db
				.selectFrom('community_membership')
				.select(['school_id', 'community_id', 'from_day', 'until_day'])
				.where('school_id', 'in', schoolIds)
				.orderBy('school_id')
				.orderBy('community_id')
				.orderBy('from_day')
				.execute();

const lessonsOf = async (db: Db, seriesIds: readonly SeriesId[]): Promise<object[]> => {
	const lessons: object[] = [];
	await inChunks(seriesIds, async (chunk) => {
		const rows = await db
			.selectFrom('lesson')
			.select(['lesson_id', 'revision', 'phase'])
			.where('series_id', 'in', chunk)
			.orderBy('lesson_id')
			.execute();
		lessons.push(...rows);
	});
	return lessons;
};

export const isSameWorld = (one: PlanWorld, other: PlanWorld): boolean => isDeepStrictEqual(one, other);
