// The demonstration's terms: the one that is on now, and the one before. Pure.
import type { Day } from '@classroom/protocol';
import type { SpecialDay, TermDays } from '../timetable/index.ts';
import { addDays, dayIn, mondayOf, publishedDays } from '../timetable/index.ts';

export interface TermPlan extends TermDays {
	readonly name: string;
	/** By day. */
	readonly specialDays: readonly SpecialDay[];
}

const named = (year: number, season: '春' | '秋', firstDay: Day, weeks: number) => ({
	name: season === '春' ? `${year} 年春季学期` : `${year}–${year + 1} 学年秋季学期`,
	firstDay,
	lastDay: addDays(firstDay, weeks * 7 - 3),
});
type Named = ReturnType<typeof named>;

/** From the first Monday from that day on. */
const mondayFrom = (day: Day): Day => mondayOf(addDays(day, 6));
const spring = (year: number): Named => named(year, '春', mondayFrom(`${year}-02-24`), 19);
const autumn = (year: number): Named => named(year, '秋', mondayFrom(`${year}-08-28`), 21);

/** The one that `today` is in, and the one before; in the holidays the coming one begins this week already. */
export const termsAround = (today: Day): TermPlan[] => {
	const year = Number(today.slice(0, 4));
	const all = [
		autumn(year - 2),
		spring(year - 1),
		autumn(year - 1),
		spring(year),
		autumn(year),
		spring(year + 1),
	];
	const place = all.findIndex(({ lastDay }) => lastDay >= today);
	return all.slice(place - 1, place + 1).map((term) => {
		if (term.firstDay <= today) return withDays(term);
		// The weekend after a term is not of its week.
		const free = addDays(all[place - 1]?.lastDay ?? term.firstDay, 1);
		const monday = mondayOf(today);
		return withDays({ ...term, firstDay: monday > free ? monday : free });
	});
};

const withDays = (term: Named): TermPlan => {
	const published = publishedDays(term).days;
	const taken = new Set(published.map(({ day }) => day));
	const lastMonday = mondayOf(term.lastDay);
	const exams = [
		...([4, 5] as const).map((weekday) => ({ day: dayIn(term, 10, weekday), name: '期中考试' })),
		...[2, 3].map((after) => ({ day: addDays(lastMonday, after), name: '期末考试' })),
	].flatMap(({ day, name }): SpecialDay[] =>
		day === null || taken.has(day) ? [] : [{ kind: 'exam', day, name }],
	);
	const specialDays = [...published, ...exams].toSorted((a, b) => (a.day < b.day ? -1 : 1));
	return { ...term, specialDays };
};
