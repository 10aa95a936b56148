// The lessons of all counties: the only way to their tables, apart from what the lesson log projects onto them.
import { Instant, LESSON_MAX_MS, LessonId, WAITING_MS } from '@classroom/protocol';
import type { PersonId } from '@classroom/protocol';
import { z } from 'zod';
import { inChunks } from '../platform/index.ts';
import type { Page, PageRequest } from '../schools/index.ts';
import { contains, pageOf, readCursor } from '../schools/index.ts';
import type { CheckedPlan } from './checkedPlan.ts';
import { spanOf } from './clashes/bookings.ts';
import { nextAtPlaces } from './clashes/nextAtPlaces.ts';
import type { NextAtPlaces } from './clashes/nextAtPlaces.ts';
import { inScope } from './lessonConditions.ts';
import type { LessonReaderDeps } from './lessonReader.ts';
import { recordsOf } from './lessonReader.ts';
import type { LessonRecord } from './lessonRecord.ts';
import { insertLessons } from './lessonRows.ts';
import type { LessonScope } from './lessonScope.ts';
import type { TimetableTransaction } from './lessonTables.ts';
import { closedLessons } from './missed/closedLessons.ts';
import { lessonFates } from './missed/lessonFates.ts';
import type { FatesQuery, LessonFate } from './missed/lessonFates.ts';
import type { MissedQuery } from './missed/missedCondition.ts';
import { isToExplain } from './missed/missedCondition.ts';

export interface LessonQuery extends PageRequest {
	/** Planned start, from and up to without. */
	readonly from?: Instant;
	readonly until?: Instant;
	readonly search?: string;
	/** Only those that at `now` did not take place, or that a school missed. */
	readonly missed?: MissedQuery;
}

const Cursor = z.tuple([Instant, LessonId]);

/** A search by teacher's name looks at this many teachers at most. */
const teachersSearched = 200;

export class LessonStore {
	readonly #deps: LessonReaderDeps;

	constructor(deps: LessonReaderDeps) {
		this.#deps = deps;
	}

	async find(lessonId: LessonId): Promise<LessonRecord | null> {
		return (await this.findMany([lessonId])).get(lessonId) ?? null;
	}

	/** In no order; those that there are. */
	async findMany(lessonIds: readonly LessonId[]): Promise<Map<LessonId, LessonRecord>> {
		const found = new Map<LessonId, LessonRecord>();
		await inChunks([...new Set(lessonIds)], async (chunk) => {
			const rows = await this.#rows().where('lesson_id', 'in', chunk).execute();
			for (const record of await recordsOf(this.#deps, rows)) found.set(record.lessonId, record);
		});
		return found;
	}

	/**
	 * Lessons whose Room has to be open at `now`: planned for now or the next ten minutes and neither over nor
	 * cancelled; and those whose Room is open by the log, however long ago, to be carried on or closed.
	 */
	async due(now: Instant): Promise<LessonId[]> {
		const rows = await this.#deps.db
			.selectFrom('lesson')
			.select('lesson_id')
			.where('cancelled_at', 'is', null)
			.where((row) =>
				row.or([
					row('phase', 'in', ['teaching', 'overrun']),
					// One that waited and was put off opens again when its time comes.
					row.and([row('phase', '=', 'waiting'), row('planned_start', '<=', now + WAITING_MS)]),
					row.and([
						row('phase', 'is', null),
						row('planned_start', '<=', now + WAITING_MS),
						row('planned_start', '>', now - LESSON_MAX_MS),
						row('planned_end', '>', now),
					]),
				]),
			)
			.orderBy('planned_start')
			.execute();
		return rows.map((row) => row.lesson_id);
	}

	/** See {@link lessonFates}. */
	fates(query: FatesQuery): Promise<LessonFate[]> {
		return lessonFates(this.#deps, query);
	}

	/** See {@link nextAtPlaces}. */
	nextAtPlaces(lessonId: LessonId, now: Instant, until: Instant): Promise<NextAtPlaces | null> {
		return nextAtPlaces(this.#deps.db, lessonId, now, until);
	}

	/** Those on at some time of a day, also when they began the day before; by start. */
	async ofDay(scope: LessonScope, day: { from: Instant; until: Instant }): Promise<LessonRecord[]> {
		const rows = await this.#rows()
			.where((row) => inScope(row, scope, day))
			.where('planned_start', '<', day.until)
			.where('planned_start', '>', day.from - LESSON_MAX_MS)
			.where((row) => row(row.fn.coalesce('moved_end', 'planned_end'), '>', day.from))
			.orderBy('planned_start')
			.orderBy('lesson_id')
			.execute();
		return recordsOf(this.#deps, rows);
	}

	/**
	 * Those planned to start in the span, cancelled ones too, by start; `most` at most: of those from `today` on the
	 * first, and of those before as many of the last as there is room for.
	 */
	async startingIn(
		scope: LessonScope,
		{ from, today, until }: { from: Instant; today: Instant; until: Instant },
		most: number,
	): Promise<LessonRecord[]> {
		const coming = await this.#starting(scope, { from: today, until }, most, 'asc');
		const room = most - coming.length;
		const past = room === 0 ? [] : await this.#starting(scope, { from, until: today }, room, 'desc');
		return recordsOf(this.#deps, [...past.toReversed(), ...coming]);
	}

	#starting(
		scope: LessonScope,
		span: { from: Instant; until: Instant },
		most: number,
		order: 'asc' | 'desc',
	) {
		return this.#rows()
			.where((row) => inScope(row, scope, span))
			.where('planned_start', '>=', span.from)
			.where('planned_start', '<', span.until)
			.orderBy('planned_start', order)
			.orderBy('lesson_id', order)
			.limit(most)
			.execute();
	}

	/** By start. The search looks at the title, the teacher's name, and the names of classrooms and their schools. */
	async list(scope: LessonScope, query: LessonQuery): Promise<Page<LessonRecord>> {
		const matching = await this.#matching(scope, query);
		const { total } = await matching
			.select((row) => row.fn.countAll<number>().as('total'))
			.executeTakeFirstOrThrow();
		const after = readCursor(Cursor, query.cursor);
		const rows = await (
			after === undefined
				? matching
				: matching.where((row) =>
						row(row.refTuple('lesson.planned_start', 'lesson.lesson_id'), '>', row.tuple(after[0], after[1])),
					)
		)
			.selectAll('lesson')
			.orderBy('lesson.planned_start')
			.orderBy('lesson.lesson_id')
			.limit(query.limit + 1)
			.execute();
		const page = pageOf(rows, query.limit, total, (row) => [row.planned_start, row.lesson_id]);
		return { ...page, items: await recordsOf(this.#deps, page.items) };
	}

	/** Throws `conflict` when somebody or something of the plan is in another lesson then. */
	insert(tx: TimetableTransaction, lessonId: LessonId, plan: CheckedPlan, now: Instant): Promise<void> {
		return this.insertAll(tx, [{ lessonId, plan, cancelReason: null }], now);
	}

	/** As {@link insert}, in a few statements for however many. */
	insertAll(
		tx: TimetableTransaction,
		lessons: readonly {
			readonly lessonId: LessonId;
			readonly plan: CheckedPlan;
			/** Null: it is to take place. */
			readonly cancelReason: string | null;
		}[],
		now: Instant,
	): Promise<void> {
		return insertLessons(
			tx,
			lessons.map(({ lessonId, plan, cancelReason: reason }) => ({
				...plan,
				...{ lessonId, series: null, makesUp: null, facts: plan.input, ...spanOf(plan) },
				cancelled: reason === null ? null : { cause: 'person', reason },
			})),
			now,
		);
	}

	#rows() {
		return this.#deps.db.selectFrom('lesson').selectAll('lesson');
	}

	async #matching(scope: LessonScope, query: LessonQuery) {
		const { from, until, search, missed } = query;
		let lessons = this.#deps.db.selectFrom('lesson').where((row) => inScope(row, scope));
		if (from !== undefined) lessons = lessons.where('lesson.planned_start', '>=', from);
		if (until !== undefined) lessons = lessons.where('lesson.planned_start', '<', until);
		if (missed !== undefined) {
			const closed = await closedLessons(this.#deps, scope, missed, query);
			lessons = lessons.where((row) => isToExplain(row, { ...missed, closed }));
		}
		const inTitle = contains(['lesson.title_key'], search);
		const inPlaces = contains(['classroom.name_key', 'school.name_key'], search);
		if (inTitle === undefined || inPlaces === undefined) return lessons;
		const teachers = await this.#teachersCalled(scope, search);
		return lessons.where((row) =>
			row.or([
				inTitle,
				row(
					'lesson.lesson_id',
					'in',
					row
						.selectFrom('lesson_classroom')
						.innerJoin('classroom', 'classroom.classroom_id', 'lesson_classroom.classroom_id')
						.innerJoin('school', 'school.school_id', 'lesson_classroom.school_id')
						.select('lesson_classroom.lesson_id')
						.where(inPlaces),
				),
				...(teachers.length === 0 ? [] : [row('lesson.teacher_id', 'in', teachers)]),
			]),
		);
	}

	async #teachersCalled(scope: LessonScope, search: string | undefined): Promise<PersonId[]> {
		const countyId = countyOf(scope);
		if (countyId === undefined || search === undefined) return [];
		const { items } = await this.#deps.people.list({
			countyId,
			search,
			role: 'teacher',
			limit: teachersSearched,
		});
		return items.map((teacher) => teacher.personId);
	}
}

const countyOf = (scope: LessonScope): LessonRecord['countyId'] | undefined => {
	if (scope.kind === 'none') return undefined;
	return scope.kind === 'either' ? scope.scopes.map(countyOf).find((id) => id !== undefined) : scope.countyId;
};
