// In each cell of the week nothing is taken beyond what there is.
import type { Columns } from './columns.ts';
import type { County } from './county.ts';
import type { Meter } from './meters.ts';
import { Meters } from './meters.ts';
import type { Rows, Term } from './rows.ts';

interface Users {
	readonly meter: Meter;
	/** By cell; columns that use the meter twice stand twice. */
	readonly cells: Map<number, number[]>;
}

export const countedRows = (county: County, { placements, lessons }: Columns, rows: Rows): void => {
	const meters = new Meters(county);
	const users = new Map<Uint16Array, Users>();
	const use = (meter: Meter, cells: readonly number[], column: number): void => {
		const known = users.get(meter.used) ?? { meter, cells: new Map<number, number[]>() };
		users.set(meter.used, known);
		for (const cell of cells) known.cells.set(cell, [...(known.cells.get(cell) ?? []), column]);
	};
	for (const { teacher, slot, column } of lessons) {
		for (const meter of meters.ofLesson(teacher)) use(meter, slot.cells, column);
	}
	for (const { option, slot, column } of placements) {
		for (const meter of meters.ofReceiver(option)) use(meter, slot.cells, column);
	}
	for (const each of users.values()) {
		for (const [cell, columns] of needed(each)) {
			rows.atMost(termsOf(columns), each.meter.capacity - (each.meter.used[cell] ?? 0));
		}
	}
};

/** Without cells that cannot be overfull, and cells whose users are all in the one before or after. */
const needed = ({ meter, cells }: Users): [number, number[]][] => {
	const sorted = [...cells].toSorted(([a], [b]) => a - b);
	const left = (cell: number): number => meter.capacity - (meter.used[cell] ?? 0);
	const covers = (other: [number, number[]] | undefined, [cell, columns]: [number, number[]]): boolean => {
		if (other === undefined || left(other[0]) > left(cell)) return false;
		const all = new Set(other[1]);
		return all.size > new Set(columns).size && columns.every((column) => all.has(column));
	};
	return sorted.filter(
		(each, place) =>
			each[1].length > left(each[0]) && !covers(sorted[place - 1], each) && !covers(sorted[place + 1], each),
	);
};

const termsOf = (columns: readonly number[]): Term[] =>
	[...Map.groupBy(columns, (column) => column)].map(([column, uses]) => ({ column, value: uses.length }));
