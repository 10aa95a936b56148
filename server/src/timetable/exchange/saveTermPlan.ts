// Writes what a term's plan changes, in its transaction.
import type { Instant } from '@classroom/protocol';
import { setImmediate as breathe } from 'node:timers/promises';
import { replaceBells } from '../bells/bellStore.ts';
import type { ChangePart } from '../changes/changeLog.ts';
import { insertLessons } from '../lessonRows.ts';
import type { TimetableTransaction } from '../lessonTables.ts';
import { carryOut } from '../series/carryOut.ts';
import { insertSeries } from '../series/seriesRows.ts';
import { dropSingles, reviveSingles } from '../series/singleLessons.ts';
import { clearCalendar, writeCalendar } from '../term/calendarWriter.ts';
import type { Foreseen } from './foresee.ts';
import type { PlannedTerm, TermPlan } from './termPlan.ts';

/** As many lessons are written before others go on. */
const LESSONS_IN_ONE_GO = 500;

/** Returns what became of lessons that there were. */
export const saveTermPlan = async (
	tx: TimetableTransaction,
	plan: TermPlan,
	{ proposals, singles, lessons }: Foreseen,
	now: Instant,
): Promise<ChangePart[]> => {
	for (const planned of plan.terms.values()) await writeTerm(tx, planned, now);
	for (const [schoolId, schedules] of plan.bells) await replaceBells(tx, schoolId, schedules);
	const parts = [
		...(await dropSingles(tx, singles, now)),
		...(await carryOut(tx, proposals, now)),
		...(await reviveSingles(tx, singles, now)),
	];
	await insertSeries(
		tx,
		plan.series.map(({ series }) => series),
		now,
	);
	for (let first = 0; first < lessons.length; first += LESSONS_IN_ONE_GO) {
		await insertLessons(tx, lessons.slice(first, first + LESSONS_IN_ONE_GO), now);
		await breathe();
	}
	return parts;
};

const writeTerm = async (
	tx: TimetableTransaction,
	{ before, after }: PlannedTerm,
	now: Instant,
): Promise<void> => {
	if (before === after) return;
	if (before !== null) return writeCalendar(tx, before, after, now);
	const { termId, countyId, name, firstDay, lastDay } = after.term;
	await tx
		.insertInto('term')
		.values({
			term_id: termId,
			county_id: countyId,
			name,
			first_day: firstDay,
			last_day: lastDay,
			created_at: now,
		})
		.execute();
	await clearCalendar(tx, after.term);
	await writeCalendar(tx, { ...after, specialDays: new Map(), closures: [] }, after, now);
};
