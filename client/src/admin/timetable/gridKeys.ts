// Where a key goes in a timetable's grid. Pure.
import type { WeekGrid } from './weekGrid.ts';
import { cellKey } from './weekGrid.ts';

export type At = Readonly<{
	day: string;
	row: string;
	/** Which of the lessons that stand there. */
	index: number;
}>;

export const atText = ({ day, row, index }: At): string => `${day} ${row} ${index}`;

export const firstAt = ({ days, rows }: Pick<WeekGrid, 'days' | 'rows'>, today: string): At => ({
	day: (days.find(({ day }) => day === today) ?? days[0])?.day ?? today,
	row: rows[0]?.key ?? '',
	index: 0,
});

const clamp = (value: number, last: number): number => Math.max(0, Math.min(last, value));

/** `carrying`: a place is one stop, whatever stands in it. Undefined: the key goes nowhere. */
export function nextAt(grid: WeekGrid, at: At, key: string, carrying: boolean): At | undefined {
	const column = Math.max(
		0,
		grid.days.findIndex(({ day }) => day === at.day),
	);
	const line = Math.max(
		0,
		grid.rows.findIndex(({ key: row }) => row === at.row),
	);
	const lastIn = (day: string, row: string): number =>
		carrying ? 0 : Math.max(0, (grid.cells.get(cellKey(day, row))?.length ?? 0) - 1);
	const to = (toColumn: number, toLine: number, end: 'first' | 'last' = 'first'): At | undefined => {
		const day = grid.days[clamp(toColumn, grid.days.length - 1)]?.day;
		const row = grid.rows[clamp(toLine, grid.rows.length - 1)]?.key;
		if (day === undefined || row === undefined) return undefined;
		return { day, row, index: end === 'first' ? 0 : lastIn(day, row) };
	};
	switch (key) {
		case 'ArrowLeft':
			return to(column - 1, line);
		case 'ArrowRight':
			return to(column + 1, line);
		case 'ArrowUp':
			if (at.index > 0 && !carrying) return { ...at, index: at.index - 1 };
			return line === 0 ? at : to(column, line - 1, 'last');
		case 'ArrowDown':
			if (at.index < lastIn(at.day, at.row)) return { ...at, index: at.index + 1 };
			return line === grid.rows.length - 1 ? at : to(column, line + 1);
		case 'Home':
			return to(0, line);
		case 'End':
			return to(grid.days.length - 1, line);
		default:
			return undefined;
	}
}
