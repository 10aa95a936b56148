// A month as it is pinned up: weekdays across, weeks down. Pure.
import type { Day, SheetLanguage } from '@classroom/protocol';
import type { PlannedSheet } from '../../platform/index.ts';
import { say, timeText } from '../../platform/index.ts';
import { addDays } from '../days.ts';
import { weekdays, weekdayWords } from '../exchange/termPlanColumns.ts';
import { mondayOf } from '../term/term.ts';
import { gridSheet } from './grid.ts';
import type { PinnedLesson, PinnedNames } from './pinnedLesson.ts';
import { titleOf } from './pinnedLesson.ts';

export interface MonthInput {
	readonly name: string;
	readonly title: string;
	readonly from: Day;
	readonly until: Day;
	/** Of the term; null: outside of it. */
	readonly weekOf: (day: Day) => number | null;
	/** A holiday and the like; null: as usual. */
	readonly special: (day: Day) => string | null;
	readonly lessons: readonly PinnedLesson[];
	readonly names: PinnedNames;
	readonly language: SheetLanguage;
}

export const monthSheet = (input: MonthInput): PlannedSheet => {
	const { name, title, from, until, language } = input;
	const byDay = Map.groupBy(input.lessons, ({ day }) => day);
	const rows: string[][] = [];
	for (let monday = mondayOf(from); monday <= until; monday = addDays(monday, 7)) {
		const days = weekdays.map((weekday) => addDays(monday, weekday - 1));
		const week = days.map(input.weekOf).find((each) => each !== null);
		const cells = days.map((day) =>
			day < from || day > until ? '' : dayText(day, byDay.get(day) ?? [], input),
		);
		rows.push([week === undefined ? '' : language === 'en' ? `Week ${week}` : `第${week}周`, ...cells]);
	}
	return gridSheet({
		name,
		title,
		heads: [
			language === 'en' ? 'Week' : '周次',
			...weekdays.map((weekday) => say(weekdayWords(weekday), language)),
		],
		rows,
		widths: [9, ...weekdays.map(() => 24)],
	});
};

const dayText = (day: Day, lessons: readonly PinnedLesson[], input: MonthInput): string => {
	const [, month = '', date = ''] = day.split('-');
	const special = input.special(day);
	const head = input.language === 'en' ? day : `${Number(month)}月${Number(date)}日`;
	return [
		special === null ? head : `${head} ${special}`,
		...lessons.map((pinned) => {
			const teacher = input.names.teacher(pinned.lesson);
			return [timeText(pinned.span.from), titleOf(pinned, input.language), teacher].filter(Boolean).join(' ');
		}),
	].join('\n');
};
