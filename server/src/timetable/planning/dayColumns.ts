// What it costs that lessons of a teacher or a school are on one weekday, in columns of the model. See `evenDays`.
import type { Columns, LessonColumn, PlacementColumn } from './columns.ts';
import { one } from './columns.ts';
import type { County } from './county.ts';
import { Ledger } from './ledger.ts';
import type { Rows, Term } from './rows.ts';
import type { Auxiliary } from './stepColumns.ts';
import { stepped } from './stepColumns.ts';

export const dayColumns = (county: County, columns: Columns, rows: Rows): Auxiliary[] => {
	const { evenDays } = county.input.weights;
	if (evenDays === 0) return [];
	return dayLoads(columns, new Ledger(county)).flatMap(({ terms, given, parts }) =>
		stepped(
			terms,
			Array.from({ length: mostOf(parts) }, (_, step) => evenDays * (given + step)),
			rows,
		),
	);
};

/** Lessons of one teacher or school on one weekday. */
interface DayLoad {
	readonly terms: Term[];
	readonly given: number;
	/** By teacher or need, which have no more lessons than times, and than they may. */
	readonly parts: Map<string, Part>;
}

interface Part {
	readonly most: number;
	readonly times: Set<string>;
}

const mostOf = (parts: DayLoad['parts']): number =>
	[...parts.values()].reduce((sum, { most, times }) => sum + Math.min(most, times.size), 0);

const dayLoads = ({ lessons, placements }: Columns, empty: Ledger): DayLoad[] => {
	const days = new Map<string, DayLoad>();
	const dayOf = (key: string, given: number): DayLoad => {
		const day = days.get(key) ?? { terms: [], given, parts: new Map<string, Part>() };
		days.set(key, day);
		return day;
	};
	const schoolDay = (id: string, weekday: number): DayLoad =>
		dayOf(`school ${id} ${weekday}`, empty.endsOn(id, weekday));
	for (const lesson of lessons) {
		const { teacher, slot } = lesson;
		const given = empty.loadOn(teacher, slot.weekday);
		const most = Math.max(0, teacher.mostADay - given);
		addSent(dayOf(`teacher ${teacher.id} ${slot.weekday}`, given), lesson, most);
		addSent(schoolDay(teacher.schoolId, slot.weekday), lesson, most);
	}
	for (const each of placements) addReceived(schoolDay(each.option.need.schoolId, each.slot.weekday), each);
	return [...days.values()];
};

const addSent = (day: DayLoad, { teacher, slot, column }: LessonColumn, most: number): void => {
	day.terms.push(one(column));
	timesOf(day, `from ${teacher.id}`, most).add(`${slot.period}`);
};

/** Of all ways to give a need's lessons there is one, whose periods begin at different times. */
const addReceived = (day: DayLoad, { option: { need }, slot, column }: PlacementColumn): void => {
	day.terms.push(one(column));
	timesOf(day, `to ${need.id}`, need.lessonsAWeek).add(slot.spans.map(({ from }) => from).join());
};

const timesOf = ({ parts }: DayLoad, key: string, most: number): Set<string> => {
	const part = parts.get(key) ?? { most, times: new Set<string>() };
	parts.set(key, part);
	return part.times;
};
