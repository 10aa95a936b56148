// A proposed week as a table: weekdays across, periods down. Pure.
import type { PlanningProposal, ProposalEntry, Weekday } from '@classroom/protocol';

export const schoolWeek = [1, 2, 3, 4, 5] as const satisfies readonly Weekday[];

/** Whose week is shown. */
export type PlanOf = Readonly<{ by: 'all' } | { by: 'teacher' | 'school'; id: string }>;

export type PlanRow = Readonly<{
	period: number;
	/** Of the first that has it: schools differ. */
	from: number;
	until: number;
}>;

export type PlanGrid = Readonly<{
	rows: readonly PlanRow[];
	/** By {@link cellOf}, each in the order of the proposal. */
	cells: ReadonlyMap<string, readonly ProposalEntry[]>;
}>;

export const cellOf = (weekday: number, period: number): string => `${weekday} ${period}`;

export const isOf = ({ teacherId, receivers }: ProposalEntry, of: PlanOf): boolean => {
	switch (of.by) {
		case 'all':
			return true;
		case 'teacher':
			return teacherId === of.id;
		case 'school':
			return receivers.some(({ schoolId }) => schoolId === of.id);
	}
};

export function planGrid(plan: readonly ProposalEntry[], of: PlanOf): PlanGrid {
	const cells = new Map<string, ProposalEntry[]>();
	const rows = new Map<number, PlanRow>();
	for (const entry of plan.filter((each) => isOf(each, of))) {
		for (const { weekday, period, from, until } of entry.slots) {
			const key = cellOf(weekday, period);
			cells.set(key, [...(cells.get(key) ?? []), entry]);
			const known = rows.get(period);
			if (known === undefined || from < known.from) rows.set(period, { period, from, until });
		}
	}
	return { rows: [...rows.values()].sort((a, b) => a.period - b.period), cells };
}

/** Lessons on each day of {@link schoolWeek}, whoever receives them. */
export const lessonsByDay = (plan: readonly ProposalEntry[], of: PlanOf): number[] => {
	const slots = plan.filter((each) => isOf(each, of)).flatMap((each) => each.slots);
	return schoolWeek.map((day) => slots.filter(({ weekday }) => weekday === day).length);
};

/** Lessons a week that schools get: one lesson counts for each school that receives it. */
export const lessonsIn = (plan: readonly ProposalEntry[]): number =>
	plan.reduce((sum, { slots, receivers }) => sum + slots.length * receivers.length, 0);

/** The least and the most that a teacher has who has any of the proposal's. */
export function loadSpan(loads: PlanningProposal['loads']): { least: number; most: number } | undefined {
	const sums = loads.filter(({ proposed }) => proposed > 0).map(({ given, proposed }) => given + proposed);
	return sums.length === 0 ? undefined : { least: Math.min(...sums), most: Math.max(...sums) };
}
