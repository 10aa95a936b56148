// What there is, as rows of the forms: imported again, they change nothing. Pure.
import type { Day } from '@classroom/protocol';
import { addDays } from '../days.ts';
import type { SpecialDay } from '../term/calendar.ts';
import type { CalendarRecord, ClosureRecord } from '../term/calendarReader.ts';
import { publishedDays } from '../term/published.ts';
import { lastWeekOf } from '../term/term.ts';
import { formatWeeks } from '../term/weeks.ts';
import { weeksHeld } from './knownRows.ts';
import type { PlanNames } from './planNames.ts';
import type { PlanState } from './termPlan.ts';
import type { BellRow, DayRow, SeriesRow, TermRow } from './termPlanForms.ts';

export const termRows = ({ calendars }: PlanState): TermRow[] =>
	calendars.map(({ term: { name, firstDay, lastDay } }) => ({
		name,
		firstDay,
		lastDay,
		weeks: lastWeekOf({ firstDay, lastDay }),
	}));

const plainDay = { until: null, name: null, asWeekday: null, ofWeek: null, whom: null };

export const dayRows = (state: PlanState, names: PlanNames): DayRow[] =>
	state.calendars.flatMap((calendar) => [
		...stretchesOf(daysIn(calendar)),
		...calendar.closures.map(({ from, until, reason, whom }): DayRow => ({
			...plainDay,
			day: from,
			until: until === from ? null : until,
			kind: 'closure',
			name: reason,
			whom: whomText(whom, state, names),
		})),
	]);

/** A published holiday that is none here is said so: a term that is made anew has it. */
const daysIn = ({ term, specialDays }: CalendarRecord): DayRow[] => [
	...[...specialDays.values()].map(rowOfDay),
	...publishedDays(term)
		.days.filter(({ day }) => !specialDays.has(day))
		.map(({ day }): DayRow => ({ ...plainDay, day, kind: 'ordinary' })),
];

const rowOfDay = (special: SpecialDay): DayRow => ({
	...plainDay,
	day: special.day,
	kind: special.kind,
	name: special.name,
	asWeekday: special.kind === 'make-up' ? special.asWeekday : null,
	ofWeek: special.kind === 'make-up' ? special.ofWeek : null,
});

/** Days off that follow each other are one row. */
const stretchesOf = (days: readonly DayRow[]): DayRow[] => {
	const rows: DayRow[] = [];
	for (const each of days.toSorted((a, b) => (a.day < b.day ? -1 : 1))) {
		const last = rows.at(-1);
		const follows = last !== undefined && addDays(endOf(last), 1) === each.day;
		if (follows && last.kind === each.kind && last.name === each.name && each.kind !== 'make-up') {
			rows[rows.length - 1] = { ...last, until: each.day };
		} else rows.push(each);
	}
	return rows;
};

const endOf = ({ day, until }: DayRow): Day => until ?? day;

const whomText = (
	whom: ClosureRecord['whom'],
	{ communities }: PlanState,
	names: PlanNames,
): string | null => {
	switch (whom.kind) {
		case 'county':
			return null;
		case 'community':
			return communities.find(({ communityId }) => communityId === whom.communityId)?.name ?? null;
		case 'school':
			return names.writtenSchool(whom.schoolId);
	}
};

export const bellRows = ({ countyId, schools, bells }: PlanState, names: PlanNames): BellRow[] =>
	schools
		.filter((school) => school.countyId === countyId)
		.flatMap(({ schoolId }) =>
			(bells.get(schoolId) ?? []).flatMap(({ name: schedule, season, weekdays, periods }) =>
				periods.map(({ number, name, from, until }): BellRow => ({
					school: names.writtenSchool(schoolId),
					schedule,
					seasonFrom: season?.from ?? null,
					seasonUntil: season?.until ?? null,
					weekdays,
					...{ number, name, from, until },
				})),
			),
		);

export const seriesRows = ({ calendars, series, teachers }: PlanState, names: PlanNames): SeriesRow[] => {
	const terms = new Map(calendars.map(({ term }) => [term.termId, term]));
	const known = new Map(teachers.map((teacher) => [teacher.personId, teacher]));
	return series.flatMap((each) => {
		const term = terms.get(each.termId);
		const teacher = known.get(each.teacherId);
		// Whoever is no teacher any more gives no lesson in a term to come.
		if (term === undefined || teacher === undefined) return [];
		const { sendingClassroom: sending, receivingClassrooms, classGroups } = each;
		const common = {
			term: term.name,
			...each.facts,
			teacher: names.writtenTeacher(teacher, sending?.schoolId ?? null),
			school: sending === null ? null : names.writtenSchool(sending.schoolId),
			classroom: sending?.name ?? null,
			receiving: listText(receivingClassrooms.map((place) => names.writtenPlace(place))),
			classes: listText(classGroups.map((group) => names.writtenPlace(group))),
		};
		return each.slots.flatMap((slot): SeriesRow[] => {
			const weeks = formatWeeks(weeksHeld(each, slot, term));
			if (weeks === '') return [];
			const { weekday, period, own } = slot;
			const times = { from: own?.from ?? null, until: own?.until ?? null };
			return [{ ...common, weekday, period: String(period), weeks, ...times }];
		});
	});
};

/** In lines where a name has a comma in it. */
const listText = (names: readonly string[]): string | null =>
	names.length === 0 ? null : names.join(names.some((name) => /[、,，;；]/u.test(name)) ? '\n' : '、');
