// What preferences cost, in columns of the model. See cost.ts for the same in words.
import type { Columns } from './columns.ts';
import type { County } from './county.ts';
import { givenLoadOf } from './givenLoad.ts';
import { hasRoomToSpread } from './input.ts';
import { Ledger } from './ledger.ts';
import type { Rows, Term } from './rows.ts';
import type { Auxiliary } from './stepColumns.ts';
import { stepped, sumOf } from './stepColumns.ts';

/** The teachers' load: no more than they may; each further lesson costs more than the one before. */
export const loadColumns = (
	county: County,
	{ lessons }: Columns,
	isCounted: boolean,
	rows: Rows,
): Auxiliary[] => {
	const empty = new Ledger(county);
	const byTeacher = Map.groupBy(lessons, ({ teacher }) => teacher);
	return [...byTeacher].flatMap(([teacher, ofTeacher]) => {
		const terms = ofTeacher.map(({ column }) => ({ column, value: 1 }));
		const given = empty.load(teacher);
		const left = Math.max(0, teacher.mostAWeek - given);
		rows.atMost(terms, left);
		for (const [weekday, ofDay] of Map.groupBy(ofTeacher, ({ slot }) => slot.weekday)) {
			const givenThen = givenLoadOf(county.input, teacher.id).days.get(weekday) ?? 0;
			rows.atMost(
				ofDay.map(({ column }) => ({ column, value: 1 })),
				Math.max(0, teacher.mostADay - givenThen),
			);
		}
		if (!isCounted || county.input.weights.evenLoad === 0) return [];
		return stepped(
			terms,
			Array.from(
				{ length: Math.min(left, terms.length) },
				(_, step) => county.input.weights.evenLoad * (given + step + 1),
			),
			rows,
		);
	});
};

/** Lessons of a need beyond the first, on one day and on two successive ones. */
export const needColumns = (county: County, { placements }: Columns, rows: Rows): Auxiliary[] => {
	const { rules, weights } = county.input;
	const auxiliary: Auxiliary[] = [];
	for (const [need, ofNeed] of Map.groupBy(placements, ({ option }) => option.need)) {
		if (need.lessonsAWeek === 1) continue;
		const days = rules.weekdays.map((weekday) =>
			ofNeed.filter(({ slot }) => slot.weekday === weekday).map(({ column }): Term => ({ column, value: 1 })),
		);
		for (const terms of days) auxiliary.push(...beyondOne(terms, weights.oneADay, rows));
		if (!hasRoomToSpread(need, rules)) continue;
		days.slice(1).forEach((terms, place) => {
			auxiliary.push(...beyondOne([...(days[place] ?? []), ...terms], weights.spread, rows));
		});
	}
	return auxiliary;
};

const beyondOne = (terms: readonly Term[], cost: number, rows: Rows): Auxiliary[] => {
	if (cost === 0 || terms.length < 2) return [];
	const column = rows.column({ upper: Number.POSITIVE_INFINITY, integer: false, cost });
	rows.atMost([...terms, { column, value: -1 }], 1);
	return [{ column, valueFor: (values) => Math.max(0, sumOf(terms, values) - 1) }];
};
