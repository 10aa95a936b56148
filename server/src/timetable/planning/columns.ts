// The columns of the model that make the plan: who gives which lesson when, and who attends.
import type { Slot } from './cells.ts';
import type { County } from './county.ts';
import { morningCost } from './cost.ts';
import type { PlannedTeacher } from './input.ts';
import type { Placement } from './ledger.ts';
import { Ledger } from './ledger.ts';
import type { Rows, Term } from './rows.ts';

/** Most lessons; or the least cost with at least so many. */
export type Goal = { readonly kind: 'most' } | { readonly kind: 'cheapest'; readonly lessons: number };

export interface PlacementColumn extends Placement {
	readonly column: number;
	readonly lesson: LessonColumn;
}

export interface LessonColumn {
	readonly column: number;
	readonly teacher: PlannedTeacher;
	readonly slot: Slot;
	readonly receivers: PlacementColumn[];
}

export interface Columns {
	readonly placements: readonly PlacementColumn[];
	readonly lessons: readonly LessonColumn[];
}

export const one = (column: number): Term => ({ column, value: 1 });

export const columnsOf = (county: County, goal: Goal, rows: Rows): Columns => {
	const empty = new Ledger(county);
	const placements: PlacementColumn[] = [];
	const lessons = new Map<string, LessonColumn>();
	for (const option of [...county.options.values()].flat()) {
		for (const slot of county.weeks.get(option.teacher)?.slots ?? []) {
			if (empty.broken({ option, slot }).length > 0) continue;
			const key = `${option.teacher.id} ${slot.weekday} ${slot.period} ${option.group}`;
			const lesson = lessons.get(key) ?? newLesson(county, goal, rows, option.teacher, slot);
			lessons.set(key, lesson);
			const column = rows.column({ upper: 1, integer: true, cost: goal.kind === 'most' ? -1 : 0 });
			const placement = { option, slot, column, lesson };
			lesson.receivers.push(placement);
			placements.push(placement);
		}
	}
	return { placements, lessons: [...lessons.values()] };
};

const newLesson = (
	{ input }: County,
	goal: Goal,
	rows: Rows,
	teacher: PlannedTeacher,
	slot: Slot,
): LessonColumn => {
	const cost = goal.kind === 'most' ? 0 : morningCost(input, teacher, slot);
	return { column: rows.column({ upper: 1, integer: true, cost }), teacher, slot, receivers: [] };
};
