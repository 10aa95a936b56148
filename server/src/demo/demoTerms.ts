// Gives the demonstration county a term around now, a calendar, and bells for its schools.
import { BellScheduleId, ClosureId, TermId } from '@classroom/protocol';
import type { Day, SchoolId, SchoolKind } from '@classroom/protocol';
import type { Clock, Database } from '../platform/index.ts';
import { inTransaction, newId } from '../platform/index.ts';
import type { TimetableTables } from '../timetable/index.ts';
import { addDays, dayOf, insertSpecialDays, mondayOf } from '../timetable/index.ts';
import type { Transaction } from 'kysely';
import { bellsOfSchool } from './bellPlan.ts';
import { demoCountyId } from './demoCounty.ts';
import type { TermPlan } from './termPlan.ts';
import { termsAround } from './termPlan.ts';

export interface DemoTermsDeps {
	readonly database: Database;
	readonly clock: Clock;
	/** IANA name, such as `Asia/Shanghai`. */
	readonly timeZone: string;
}

type Tx = Transaction<TimetableTables>;
type School = { readonly schoolId: SchoolId; readonly kind: SchoolKind };

/** Makes what is missing: visitors may have changed it, and terms end. */
export const ensureTerms = async ({ database, clock, timeZone }: DemoTermsDeps): Promise<void> => {
	const now = clock.now();
	const today = dayOf(now, timeZone);
	await inTransaction(database.as<TimetableTables>(), async (tx) => {
		const schools = await schoolsOf(tx);
		const made = await addTerms(tx, today, now);
		await addClosures(tx, schools, made, today, now);
		await addBells(tx, schools, now);
	});
};

const schoolsOf = (tx: Tx): Promise<School[]> =>
	tx
		.selectFrom('school')
		.select(['school_id as schoolId', 'kind'])
		.where('county_id', '=', demoCountyId)
		.orderBy('school_id')
		.execute();

/** Those that were made. */
const addTerms = async (tx: Tx, today: Day, now: number): Promise<TermPlan[]> => {
	const existing = await tx
		.selectFrom('term')
		.select(['first_day', 'last_day'])
		.where('county_id', '=', demoCountyId)
		.execute();
	if (existing.some((term) => term.first_day <= today && today <= term.last_day)) return [];
	const isFree = ({ firstDay, lastDay }: TermPlan): boolean =>
		existing.every((term) => term.last_day < firstDay || lastDay < term.first_day);
	const made = termsAround(today).filter(isFree);
	for (const { name, firstDay, lastDay, specialDays } of made) {
		const termId = newId(TermId, now);
		await tx
			.insertInto('term')
			.values({
				term_id: termId,
				county_id: demoCountyId,
				name,
				first_day: firstDay,
				last_day: lastDay,
				created_at: now,
			})
			.execute();
		await insertSpecialDays(tx, { countyId: demoCountyId }, specialDays);
	}
	return made;
};

/** Two that were, or are to come: a flood at a teaching point, and a school whose water is off. */
const addClosures = async (
	tx: Tx,
	schools: readonly School[],
	terms: readonly TermPlan[],
	today: Day,
	now: number,
): Promise<void> => {
	const monday = mondayOf(today);
	const plans = [
		{ place: 1, from: addDays(monday, -12), days: 2, reason: '山路塌方，停课两天' },
		{ place: 4, from: addDays(monday, 9), days: 1, reason: '检修水管，停水一天' },
	];
	const rows = plans.flatMap(({ place, from, days, reason }) => {
		const school = schools[place];
		const until = addDays(from, days - 1);
		const inTerm = terms.some(({ firstDay, lastDay }) => firstDay <= from && until <= lastDay);
		if (school === undefined || !inTerm) return [];
		return [
			{
				closure_id: newId(ClosureId, now),
				county_id: demoCountyId,
				community_id: null,
				school_id: school.schoolId,
				from_day: from,
				until_day: until,
				reason,
				created_at: now,
			},
		];
	});
	if (rows.length > 0) await tx.insertInto('closure').values(rows).execute();
};

const addBells = async (tx: Tx, schools: readonly School[], now: number): Promise<void> => {
	const existing = await tx
		.selectFrom('bell_schedule')
		.innerJoin('school', 'school.school_id', 'bell_schedule.school_id')
		.select('schedule_id')
		.where('county_id', '=', demoCountyId)
		.limit(1)
		.executeTakeFirst();
	if (existing !== undefined) return;
	const rows = schools.flatMap(({ schoolId, kind }, place) =>
		bellsOfSchool(kind, place).map(({ name, season, weekdays, periods }, position) => ({
			schedule_id: newId(BellScheduleId, now),
			school_id: schoolId,
			position,
			name,
			season_from: season?.from ?? null,
			season_until: season?.until ?? null,
			weekdays: weekdays === null ? null : JSON.stringify(weekdays),
			periods: JSON.stringify(periods),
		})),
	);
	if (rows.length > 0) await tx.insertInto('bell_schedule').values(rows).execute();
};
