// Writes what a change made of a calendar: only what differs.
import type { Day, Instant } from '@classroom/protocol';
import type { TimetableTransaction } from '../lessonTables.ts';
import type { SpecialDay } from './calendar.ts';
import type { CalendarRecord, ClosureRecord, TermRecord } from './calendarReader.ts';
import { isSame } from './calendarRules.ts';

export const writeCalendar = async (
	tx: TimetableTransaction,
	before: CalendarRecord,
	after: CalendarRecord,
	now: Instant,
): Promise<void> => {
	const { termId, name, firstDay, lastDay } = after.term;
	await tx
		.updateTable('term')
		.set({ name, first_day: firstDay, last_day: lastDay })
		.where('term_id', '=', termId)
		.execute();
	await writeSpecialDays(tx, before, after);
	await writeClosures(tx, before, after, now);
};

const writeSpecialDays = async (
	tx: TimetableTransaction,
	before: CalendarRecord,
	after: CalendarRecord,
): Promise<void> => {
	const isKept = (special: SpecialDay): boolean => isSame(after.specialDays.get(special.day), special);
	const gone = [...before.specialDays.values()].filter((special) => !isKept(special));
	const come = [...after.specialDays.values()].filter(
		(special) => !isSame(before.specialDays.get(special.day), special),
	);
	await removeSpecialDays(
		tx,
		after.term,
		gone.map(({ day }) => day),
	);
	await insertSpecialDays(tx, after.term, come);
};

const removeSpecialDays = async (
	tx: TimetableTransaction,
	{ countyId }: TermRecord,
	days: readonly Day[],
): Promise<void> => {
	if (days.length === 0) return;
	await tx.deleteFrom('special_day').where('county_id', '=', countyId).where('day', 'in', days).execute();
};

export const insertSpecialDays = async (
	tx: TimetableTransaction,
	{ countyId }: Pick<TermRecord, 'countyId'>,
	days: readonly SpecialDay[],
): Promise<void> => {
	if (days.length === 0) return;
	const rows = days.map((special) => ({
		county_id: countyId,
		day: special.day,
		kind: special.kind,
		name: special.name,
		as_weekday: special.kind === 'make-up' ? special.asWeekday : null,
		of_week: special.kind === 'make-up' ? special.ofWeek : null,
	}));
	await tx.insertInto('special_day').values(rows).execute();
};

const writeClosures = async (
	tx: TimetableTransaction,
	before: CalendarRecord,
	after: CalendarRecord,
	now: Instant,
): Promise<void> => {
	const old = new Map(before.closures.map((closure) => [closure.closureId, closure]));
	const kept = new Set(after.closures.map(({ closureId }) => closureId));
	for (const { closureId } of before.closures) {
		if (!kept.has(closureId)) await tx.deleteFrom('closure').where('closure_id', '=', closureId).execute();
	}
	for (const closure of after.closures) {
		const { closureId, from, until } = closure;
		const was = old.get(closureId);
		if (was === undefined) await insertClosure(tx, after.term, closure, now);
		else if (was.from !== from || was.until !== until) {
			const days = { from_day: from, until_day: until };
			await tx.updateTable('closure').set(days).where('closure_id', '=', closureId).execute();
		}
	}
};

const insertClosure = async (
	tx: TimetableTransaction,
	{ countyId }: TermRecord,
	{ closureId, from, until, whom, reason }: ClosureRecord,
	now: Instant,
): Promise<void> => {
	await tx
		.insertInto('closure')
		.values({
			closure_id: closureId,
			county_id: countyId,
			community_id: whom.kind === 'community' ? whom.communityId : null,
			school_id: whom.kind === 'school' ? whom.schoolId : null,
			from_day: from,
			until_day: until,
			reason,
			created_at: now,
		})
		.execute();
};

/** The county's special days and closures of the term's days. */
export const clearCalendar = async (tx: TimetableTransaction, term: TermRecord): Promise<void> => {
	const { countyId, firstDay, lastDay } = term;
	await tx
		.deleteFrom('special_day')
		.where('county_id', '=', countyId)
		.where('day', '>=', firstDay)
		.where('day', '<=', lastDay)
		.execute();
	await tx
		.deleteFrom('closure')
		.where('county_id', '=', countyId)
		.where('from_day', '>=', firstDay)
		.where('until_day', '<=', lastDay)
		.execute();
};
