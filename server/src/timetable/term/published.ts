// Public holidays and make-up days (调休) as the State Council publishes them each autumn for the year that follows;
// from chinese-days. Which weekday a make-up day runs as is not published: suggested is the working day that it makes
// up for, and the county edits it.
import type { Day } from '@classroom/protocol';
import chineseDays from 'chinese-days';
import { addDays } from '../days.ts';
import type { SpecialDay } from './calendar.ts';
import type { Term } from './term.ts';
import { daysBetween, weekdayOf, weekOf } from './term.ts';

export interface Published {
	/** By day. */
	readonly days: readonly SpecialDay[];
	/** Years that the term touches and of which nothing is known yet. */
	readonly unknownYears: readonly number[];
}

/** What is published for the days of a term. */
export const publishedDays = (term: Term): Published => {
	const years = [...new Set([yearOf(term.firstDay), yearOf(term.lastDay)])];
	return {
		days: years
			.flatMap(specialDaysOf)
			.filter(({ day }) => term.firstDay <= day && day <= term.lastDay)
			.map((special) => inTermsOf(term, special)),
		unknownYears: years.filter((year) => specialDaysOf(year).length === 0),
	};
};

const yearOf = (day: Day): number => Number(day.slice(0, 4));

type Unplaced =
	| Extract<SpecialDay, { kind: 'holiday' | 'exam' }>
	| { readonly kind: 'make-up'; readonly day: Day; readonly name: string; readonly standsFor: Day | null };

const known = new Map<number, readonly Unplaced[]>();

const specialDaysOf = (year: number): readonly Unplaced[] => {
	const found = known.get(year) ?? readYear(year);
	known.set(year, found);
	return found;
};

const readYear = (year: number): Unplaced[] => {
	const first = `${year}-01-01`;
	const days = Array.from({ length: daysBetween(first, `${year}-12-31`) + 1 }, (_, after) =>
		addDays(first, after),
	);
	const details = days.map((day) => ({ day, ...detailOf(day) }));
	const inLieu = Map.groupBy(
		details.filter(({ day }) => chineseDays.isInLieu(day)),
		({ name }) => name,
	);
	const madeUp = new Map<string, number>();
	return details.flatMap(({ day, work, name }): Unplaced[] => {
		if (name === null) return [];
		if (!work) return [{ kind: 'holiday', day, name }];
		const turn = madeUp.get(name) ?? 0;
		madeUp.set(name, turn + 1);
		return [{ kind: 'make-up', day, name, standsFor: inLieu.get(name)?.[turn]?.day ?? null }];
	});
};

/** `name`: of the holiday that the day belongs to; null: an ordinary day. */
const detailOf = (day: Day): { work: boolean; name: string | null } => {
	const { work, name } = chineseDays.getDayDetail(day);
	// `Labour Day,劳动节,2`; an ordinary day has the weekday's English name only.
	return { work, name: name.split(',')[1] ?? null };
};

const inTermsOf = (term: Term, special: Unplaced): SpecialDay => {
	if (special.kind !== 'make-up') return special;
	const { day, name, standsFor } = special;
	const ofWeek = standsFor === null ? null : weekOf(term, standsFor);
	return { kind: 'make-up', day, name, asWeekday: weekdayOf(standsFor ?? day), ofWeek };
};
