// Which openings a caller is shown, and how much of them waits for the caller: conditions for the database.
import { Instant, LessonId } from '@classroom/protocol';
import type { OpeningFilter } from '@classroom/protocol';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { sql } from 'kysely';
import { z } from 'zod';
import type { PersonCaller } from '../../identity/index.ts';
import type { Page, PageRequest } from '../../schools/index.ts';
import { contains, pageOf, readCursor } from '../../schools/index.ts';
import type { TimetableDb, TimetableTables } from '../lessonTables.ts';
import type { Standing } from './openingAccess.ts';

export interface OpeningQuery extends PageRequest {
	readonly show: OpeningFilter;
	readonly search?: string;
}

export interface ListFor {
	readonly caller: PersonCaller;
	readonly standing: Standing;
	readonly now: Instant;
}

type Build = ExpressionBuilder<TimetableTables, 'lesson' | 'lesson_opening'>;
type Condition = Expression<SqlBool>;

const Cursor = z.tuple([Instant, LessonId]);

export const listOpenings = async (
	db: TimetableDb,
	asking: ListFor,
	query: OpeningQuery,
): Promise<Page<LessonId>> => {
	const backwards = query.show === 'past';
	const inTitle = contains(['lesson.title_key'], query.search);
	const found = opened(db)
		.where((row) => row.and([visible(row, asking), shown(row, asking, query.show)]))
		.where(inTitle ?? sql<boolean>`1 = 1`);
	const { total } = await found
		.select((row) => row.fn.countAll<number>().as('total'))
		.executeTakeFirstOrThrow();
	const after = readCursor(Cursor, query.cursor);
	const direction = backwards ? 'desc' : 'asc';
	const rows = await (
		after === undefined
			? found
			: found.where((row) =>
					row(
						row.refTuple('lesson.planned_start', 'lesson.lesson_id'),
						backwards ? '<' : '>',
						row.tuple(after[0], after[1]),
					),
				)
	)
		.select(['lesson.planned_start', 'lesson.lesson_id'])
		.orderBy('lesson.planned_start', direction)
		.orderBy('lesson.lesson_id', direction)
		.limit(query.limit + 1)
		.execute();
	const page = pageOf(rows, query.limit, total, (row) => [row.planned_start, row.lesson_id]);
	return { ...page, items: page.items.map((row) => row.lesson_id) };
};

/** Applications to decide on for which there is a place, and news of the own school's. */
export const openingNews = async (
	db: TimetableDb,
	asking: ListFor,
): Promise<{ toConfirm: number; news: number }> => {
	const applications = opened(db)
		.innerJoin('lesson_application', 'lesson_application.lesson_id', 'lesson.lesson_id')
		.select((row) => row.fn.countAll<number>().as('count'));
	const { count: toConfirm } = await applications
		.where('lesson_application.state', '=', 'waiting')
		.where((row) => row.and([ahead(row, asking), decidedBy(row, asking), hasPlace(row)]))
		.executeTakeFirstOrThrow();
	const { schoolId } = asking.caller;
	if (schoolId === null) return { toConfirm, news: 0 };
	const { count: news } = await applications
		.where('lesson_application.school_id', '=', schoolId)
		.where((row) => row.and([row('lesson.planned_start', '>', asking.now), newsOf(row)]))
		.executeTakeFirstOrThrow();
	return { toConfirm, news };
};

const opened = (db: TimetableDb) =>
	db.selectFrom('lesson_opening').innerJoin('lesson', 'lesson.lesson_id', 'lesson_opening.lesson_id');

/** The same as `isNews` in openingRules.ts. */
const newsOf = (
	row: ExpressionBuilder<TimetableTables, 'lesson' | 'lesson_opening' | 'lesson_application'>,
): Condition =>
	row.or([
		row('lesson_application.state', '<>', row.ref('lesson_application.seen_state')),
		row.and([
			row('lesson_application.state', 'in', ['waiting', 'accepted']),
			row.or([
				row('lesson_application.seen_start', '<>', row.ref('lesson.planned_start')),
				row.and([
					row('lesson_application.seen_cancelled', '=', 0),
					row('lesson.cancelled_at', 'is not', null),
				]),
				row.and([row('lesson_application.seen_cancelled', '=', 1), row('lesson.cancelled_at', 'is', null)]),
			]),
		]),
	]);

/** Whoever oversees the county sees all; a school what it may apply for, applied for, gives or confirms. */
const visible = (row: Build, { caller, standing }: ListFor): Condition => {
	const ofCounty = row('lesson_opening.county_id', '=', caller.countyId);
	const { schoolId } = caller;
	if (caller.role !== 'school-admin' || schoolId === null) return ofCounty;
	return row.and([
		ofCounty,
		row.or([
			row('lesson_opening.limited', '=', 0),
			row(
				'lesson.lesson_id',
				'in',
				row
					.selectFrom('lesson_opening_audience as invited')
					.select('invited.lesson_id')
					.where((own) =>
						own.or([
							own('invited.school_id', '=', schoolId),
							...(standing.communityIds.size === 0
								? []
								: [own('invited.community_id', 'in', [...standing.communityIds])]),
						]),
					),
			),
			row('lesson.teacher_school_id', '=', schoolId),
			row(
				'lesson.lesson_id',
				'in',
				row
					.selectFrom('lesson_classroom')
					.select('lesson_classroom.lesson_id')
					.where('part', '=', 'sending')
					.where('school_id', '=', schoolId),
			),
			appliedBy(row, schoolId),
			...(standing.coreOf.size === 0 ? [] : [row('lesson_opening.confirmed_by', 'in', [...standing.coreOf])]),
		]),
	]);
};

const appliedBy = (row: Build, schoolId: PersonCaller['schoolId']): Condition => {
	const applications = row.selectFrom('lesson_application as mine').select('mine.lesson_id');
	return row(
		'lesson.lesson_id',
		'in',
		schoolId === null ? applications : applications.where('mine.school_id', '=', schoolId),
	);
};

/** Neither cancelled nor begun. */
export const ahead = (row: Build, { now }: Pick<ListFor, 'now'>): Condition =>
	row.and([
		row('lesson.cancelled_at', 'is', null),
		row('lesson.planned_start', '>', now),
		row.or([row('lesson.phase', 'is', null), row('lesson.phase', '=', 'waiting')]),
	]);

const taking = (row: Build, asking: ListFor): Condition =>
	row.and([
		ahead(row, asking),
		row('lesson_opening.closed_at', 'is', null),
		row('lesson_opening.closes_at', '>', asking.now),
	]);

export const hasPlace = (row: Build): Condition =>
	row(
		row
			.selectFrom('lesson_application as taken')
			.whereRef('taken.lesson_id', '=', 'lesson.lesson_id')
			.where('taken.seat', 'is not', null)
			.select((own) => own.fn.countAll<number>().as('taken')),
		'<',
		row.ref('lesson_opening.places'),
	);

/** Whose turn it is to decide; that the county may decide for a community too does not make it its turn. */
const decidedBy = (row: Build, { caller, standing }: ListFor): Condition => {
	if (caller.role === 'county-admin') {
		return row.and([
			row('lesson_opening.county_id', '=', caller.countyId),
			row('lesson_opening.confirmed_by', 'is', null),
		]);
	}
	if (caller.role !== 'school-admin' || standing.coreOf.size === 0) {
		return sql<SqlBool>`1 = 0`;
	}
	return row('lesson_opening.confirmed_by', 'in', [...standing.coreOf]);
};

const shown = (row: Build, asking: ListFor, show: OpeningFilter): Condition => {
	switch (show) {
		case 'open':
			return row.and([taking(row, asking), hasPlace(row)]);
		case 'full':
			return row.and([taking(row, asking), row.not(hasPlace(row))]);
		case 'past':
			return row.not(taking(row, asking));
		case 'applied':
			return row.and([ahead(row, asking), appliedBy(row, asking.caller.schoolId)]);
		case 'confirm':
			return row.and([
				ahead(row, asking),
				decidedBy(row, asking),
				hasPlace(row),
				row(
					'lesson.lesson_id',
					'in',
					row
						.selectFrom('lesson_application as waits')
						.select('waits.lesson_id')
						.where('waits.state', '=', 'waiting'),
				),
			]);
	}
};
