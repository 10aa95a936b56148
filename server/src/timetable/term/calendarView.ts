// A calendar as it is answered.
import type { Closure, CountyId, Day, SchoolId, Term, TermCalendar } from '@classroom/protocol';
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
	const members = await membersOf(db, closures);
	return {
		term: termView(term),
		specialDays: [...specialDays.values()],
		closures: closures.map((closure): Closure => ({
			...closure,
			name: names.get(closedId(closure.whom)) ?? null,
			schoolIds: keptAway(closure, members),
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

type Members = Awaited<ReturnType<typeof membersOf>>;

const keptAway = ({ whom, from, until }: ClosureRecord, members: Members): SchoolId[] | null => {
	switch (whom.kind) {
		case 'county':
			return null;
		case 'school':
			return [whom.schoolId];
		case 'community':
			return (members.get(whom.communityId) ?? [])
				.filter((each) => each.from_day <= until && (each.until_day === null || each.until_day > from))
				.map((each) => each.school_id);
	}
};

const membersOf = async (db: TimetableDb | TimetableTransaction, closures: readonly ClosureRecord[]) => {
	const communities = closures.flatMap(({ whom }) => (whom.kind === 'community' ? [whom.communityId] : []));
	const rows =
		communities.length === 0
			? []
			: await db
					.selectFrom('community_membership')
					.select(['school_id', 'community_id', 'from_day', 'until_day'])
					.where('community_id', 'in', communities)
					.orderBy('school_id')
					.execute();
	return Map.groupBy(rows, (row) => row.community_id);
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
