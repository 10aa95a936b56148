// A week as it is pinned up: days across, periods down. Pure.
import type { SheetLanguage } from '@classroom/protocol';
import type { PlannedSheet } from '../../platform/index.ts';
import { say } from '../../platform/index.ts';
import type { BellSchedule, Period, Span } from '../bells/bells.ts';
import { periodsOn, shared } from '../bells/bells.ts';
import { weekdayWords } from '../exchange/termPlanColumns.ts';
import type { Weekday } from '../term/term.ts';
import { weekdayOf } from '../term/term.ts';
import { gridSheet } from './grid.ts';
import type { PinnedLesson, PinnedNames } from './pinnedLesson.ts';
import { boxText, spanText } from './pinnedLesson.ts';

export interface PinnedDay {
	readonly day: string;
	/** What it runs as. */
	readonly weekday: Weekday;
	/** A holiday, an exam, or that it runs as another; null: as usual. */
	readonly special: string | null;
}

interface Row {
	readonly name: string;
	readonly span: Span;
}

export interface WeekInput {
	readonly name: string;
	readonly title: string;
	readonly days: readonly PinnedDay[];
	readonly bells: readonly BellSchedule[];
	readonly lessons: readonly PinnedLesson[];
	readonly names: PinnedNames;
	readonly language: SheetLanguage;
}

export const weekSheet = (input: WeekInput): PlannedSheet => {
	const { name, title, language } = input;
	const days = input.days.filter(({ day, special }) => isShown(day, special, input.lessons));
	const rows = new Map<string, Row>();
	const boxes = new Map<string, PinnedLesson[]>();
	for (const { day, weekday } of days) {
		const periods = periodsOn(input.bells, day, weekday);
		for (const period of periods) {
			if (!rows.has(keyOf(period))) rows.set(keyOf(period), { name: period.name, span: period });
		}
		for (const lesson of input.lessons.filter((each) => each.day === day)) {
			const row = periodOf(periods, lesson.span);
			const key = row === null ? spanText(lesson.span) : keyOf(row);
			if (!rows.has(key)) rows.set(key, { name: '', span: lesson.span });
			boxes.set(`${key} ${day}`, [...(boxes.get(`${key} ${day}`) ?? []), lesson]);
		}
	}
	const ordered = [...rows].toSorted(([, a], [, b]) => a.span.from - b.span.from);
	return gridSheet({
		name,
		title,
		heads: [language === 'en' ? 'Period' : '节次', ...days.map((day) => headOf(day, language))],
		rows: ordered.map(([key, row]) => [
			[row.name, spanText(row.span)].filter((line) => line !== '').join('\n'),
			...days.map(({ day }) =>
				(boxes.get(`${key} ${day}`) ?? [])
					.map((lesson) => boxText(lesson, input.names, row.span, language))
					.join('\n\n'),
			),
		]),
		widths: [14, ...days.map(() => 26)],
	});
};

const isShown = (day: string, special: string | null, lessons: readonly PinnedLesson[]): boolean =>
	weekdayOf(day) < 6 || special !== null || lessons.some((each) => each.day === day);

const keyOf = ({ number }: Period): string => `p${number}`;

/** The period that a lesson lies in: that shares most with it. */
export const periodOf = (periods: readonly Period[], span: Span): Period | null =>
	periods.reduce<Period | null>(
		(best, period) => (shared(period, span) > (best === null ? 0 : shared(best, span)) ? period : best),
		null,
	);

const headOf = ({ day, special }: PinnedDay, language: SheetLanguage): string => {
	const [, month = '', date = ''] = day.split('-');
	const weekday = say(weekdayWords(weekdayOf(day)), language);
	const named = language === 'en' ? `${weekday} ${day}` : `${weekday} ${Number(month)}月${Number(date)}日`;
	return special === null ? named : `${named}\n${special}`;
};
