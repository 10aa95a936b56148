// 补课: a lesson that makes up for one that was not given.
import type { Instant, LessonId } from '@classroom/protocol';
import type { PersonCaller } from '../../identity/index.ts';
import { AppError, inChunks } from '../../platform/index.ts';
import type { CheckedPlan } from '../checkedPlan.ts';
import { spanOf } from '../clashes/bookings.ts';
import type { LessonRecord } from '../lessonRecord.ts';
import { insertLessons } from '../lessonRows.ts';
import type { TimetableDb, TimetableTransaction } from '../lessonTables.ts';
import { recordChange } from './changeLog.ts';
import type { LessonState } from './lessonState.ts';
import { statesOf } from './lessonState.ts';

/** Of these the lessons for which others make up that stand. */
export const madeUpAmong = async (
	db: TimetableDb | TimetableTransaction,
	lessonIds: readonly LessonId[],
): Promise<Set<LessonId>> => {
	const found = new Set<LessonId>();
	await inChunks(lessonIds, async (chunk) => {
		const rows = await db
			.selectFrom('lesson')
			.select('makes_up')
			.where('makes_up', 'in', chunk)
			.where('cancelled_at', 'is', null)
			.execute();
		for (const { makes_up } of rows) if (makes_up !== null) found.add(makes_up);
	});
	return found;
};

/**
 * For lessons that are to stand again, as they will be: a lesson is not given beside the one that makes up for it. Throws
 * `made-up-already`, `change-outdated` for a make-up of one that stands again.
 */
export const refuseMadeUp = async (
	tx: TimetableTransaction,
	lessons: ReadonlyMap<LessonId, LessonState>,
	now: Instant,
): Promise<void> => {
	const madeUp = await madeUpAmong(tx, [...lessons.keys()]);
	const originals = [...lessons.values()].flatMap(({ makesUp }) => makesUp ?? []);
	const states = await statesOf(tx, originals);
	// One that was missed is cancelled by nobody.
	const stand = [...states.values()].some(({ cancelled, until }) => cancelled === null && until > now);
	if (madeUp.size > 0) throw new AppError('made-up-already');
	if (stand) throw new AppError('change-outdated', 'the lesson it makes up for is given after all');
};

/** Throws `made-up-already`, `conflict` when the lesson came back meanwhile. What the plan takes has to be locked: two at once take the same. */
export const insertMadeUp = async (
	tx: TimetableTransaction,
	caller: PersonCaller,
	{ lessonId, plan, now }: { readonly lessonId: LessonId; readonly plan: CheckedPlan; readonly now: Instant },
	{
		lesson: { lessonId: makesUp, cancelledAt },
		reason,
	}: { readonly lesson: LessonRecord; readonly reason: string | null },
): Promise<void> => {
	if ((await madeUpAmong(tx, [makesUp])).size > 0) throw new AppError('made-up-already');
	const original = (await statesOf(tx, [makesUp])).get(makesUp);
	if (cancelledAt !== null && original?.cancelled === null) {
		throw new AppError('conflict', 'the lesson is to be given again');
	}
	const own = { lessonId, series: null, makesUp, cancelled: null };
	await insertLessons(tx, [{ ...plan, ...own, facts: plan.input, ...spanOf(plan) }], now);
	const after = (await statesOf(tx, [lessonId])).get(lessonId);
	if (after === undefined) throw new AppError('internal', 'the lesson was not written');
	const parts = [{ lessonId, before: null, after }];
	await recordChange(tx, {
		countyId: plan.countyId,
		kind: 'made-up',
		by: caller.personId,
		at: now,
		reason,
		parts,
	});
};
