// The plan as a mixed-integer program. Columns: whether a need has a lesson of an option in a slot; whether a teacher
// gives a group a lesson in a slot, which several needs may attend; which option a need has; what preferences cost.
import type { ModelData } from 'highs';
import { countedRows } from './capacityRows.ts';
import type { Slot } from './cells.ts';
import type { Columns, Goal } from './columns.ts';
import { columnsOf, one } from './columns.ts';
import type { County, Option } from './county.ts';
import { dayColumns } from './dayColumns.ts';
import type { Placement } from './ledger.ts';
import { loadColumns, needColumns } from './preferenceColumns.ts';
import { Rows } from './rows.ts';
import type { Auxiliary } from './stepColumns.ts';

export interface Model {
	/** To be minimised: minus the lessons, or the cost. */
	readonly data: ModelData;
	/** The columns of a plan. */
	readonly valuesOf: (placements: readonly Placement[]) => Float64Array;
	readonly placementsOf: (values: Float64Array) => Placement[];
}

export const modelOf = (county: County, goal: Goal): Model => {
	const rows = new Rows();
	const columns = columnsOf(county, goal, rows);
	countedRows(county, columns, rows);
	const options = optionRows(columns, rows);
	const receivingMost = county.input.rules.receivingMost;
	for (const { column, receivers } of columns.lessons) {
		for (const receiver of receivers) {
			rows.atMost([one(receiver.column), { column, value: -1 }], 0);
		}
		if (receivers.length > receivingMost) {
			rows.atMost([...receivers.map((each) => one(each.column)), { column, value: -receivingMost }], 0);
		}
	}
	const auxiliary = [
		...loadColumns(county, columns, goal.kind === 'cheapest', rows),
		...(goal.kind === 'cheapest'
			? [...needColumns(county, columns, rows), ...dayColumns(county, columns, rows)]
			: []),
	];
	if (goal.kind === 'cheapest') {
		rows.atLeast(
			columns.placements.map(({ column }) => one(column)),
			goal.lessons,
		);
	}
	return {
		data: rows.data,
		valuesOf: (placements) => valuesOf(placements, columns, options, auxiliary, rows.columnCount),
		placementsOf: (values) => columns.placements.filter(({ column }) => (values[column] ?? 0) > 0.5),
	};
};

/** Each need gets what it lacks and not more, all of it from one option. Returns the options' columns. */
const optionRows = ({ placements }: Columns, rows: Rows): ReadonlyMap<Option, number> => {
	const columns = new Map<Option, number>();
	const byNeed = Map.groupBy(placements, ({ option }) => option.need);
	for (const [need, ofNeed] of byNeed) {
		rows.atMost(
			ofNeed.map(({ column }) => one(column)),
			need.lessonsAWeek,
		);
		const byOption = Map.groupBy(ofNeed, ({ option }) => option);
		if (byOption.size === 1) continue;
		for (const [option, ofOption] of byOption) {
			const chosen = rows.column({ upper: 1, integer: true, cost: 0 });
			columns.set(option, chosen);
			rows.atMost(
				[...ofOption.map(({ column }) => one(column)), { column: chosen, value: -need.lessonsAWeek }],
				0,
			);
			for (const { column } of ofOption) rows.atMost([one(column), { column: chosen, value: -1 }], 0);
		}
		rows.atMost(
			[...byOption.keys()].flatMap((option) => [columns.get(option) ?? []].flat().map(one)),
			1,
		);
	}
	return columns;
};

const valuesOf = (
	placements: readonly Placement[],
	columns: Columns,
	options: ReadonlyMap<Option, number>,
	auxiliary: readonly Auxiliary[],
	count: number,
): Float64Array => {
	const values = new Float64Array(count);
	const bySlot = new Map(placements.map((each) => [each.option, new Set<Slot>()]));
	for (const { option, slot } of placements) bySlot.get(option)?.add(slot);
	for (const { option, slot, column, lesson } of columns.placements) {
		if (bySlot.get(option)?.has(slot) !== true) continue;
		values[column] = 1;
		values[lesson.column] = 1;
		const chosen = options.get(option);
		if (chosen !== undefined) values[chosen] = 1;
	}
	for (const { column, valueFor } of auxiliary) values[column] = valueFor(values);
	return values;
};
