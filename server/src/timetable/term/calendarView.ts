// A calendar as it is answered.
import type { Closure, CountyId, Day, Term, TermCalendar } from '@classroom/protocol';
import type { PersonCaller } from '../../identity/index.ts';
import type { TimetableDb, TimetableTransaction } from '../lessonTables.ts';
import { mayClose } from './calendarAccess.ts';
import type { CalendarRecord, ClosureRecord, TermRecord } from './calendarReader.ts';
import { publishedDays } from './published.ts';
import { lastWeekOf } from './term.ts';

export const termView = ({ termId, name, firstDay, lastDay }: TermRecord): Term => ({
	termId,
	name,
	firstDay,
	lastDay,
	weeks: lastWeekOf({ firstDay, lastDay }),
});

export const calendarView = async (
	db: TimetableDb | TimetableTransaction,
	caller: PersonCaller,
	{ term, specialDays, closures }: CalendarRecord,
	today: Day,
): Promise<TermCalendar> => {
	const published = publishedDays(term);
	const names = await closedNames(db, term.countyId, closures);
	return {
		term: termView(term),
		specialDays: [...specialDays.values()],
		closures: closures.map((closure): Closure => ({
			...closure,
			name: names.get(closedId(closure.whom)) ?? null,
			mayChange: closure.until >= today && mayClose(caller, closure.whom),
		})),
		suggested: published.days.filter(({ day, kind }) => day >= today && specialDays.get(day)?.kind !== kind),
		unknownYears: [...published.unknownYears],
	};
};

const closedId = (whom: ClosureRecord['whom']): string => {
	switch (whom.kind) {
		case 'county':
			return '';
		case 'community':
			return whom.communityId;
		case 'school':
			return whom.schoolId;
	}
};

const closedNames = async (
	db: TimetableDb | TimetableTransaction,
	countyId: CountyId,
	closures: readonly ClosureRecord[],
): Promise<Map<string, string>> => {
	const kinds = new Set(closures.map(({ whom }) => whom.kind));
	const communities = kinds.has('community')
		? await db
				.selectFrom('community')
				.select(['community_id as id', 'name'])
				.where('county_id', '=', countyId)
				.execute()
		: [];
	const schools = kinds.has('school')
		? await db
				.selectFrom('school')
				.select(['school_id as id', 'name'])
				.where('county_id', '=', countyId)
				.execute()
		: [];
	return new Map([...communities, ...schools].map(({ id, name }) => [id, name]));
};
