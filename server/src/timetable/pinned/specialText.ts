// What the calendar says of a day, for the head of its column. Pure.
import type { Day, SheetLanguage } from '@classroom/protocol';
import { say } from '../../platform/index.ts';
import { weekdayWords } from '../exchange/termPlanColumns.ts';
import type { Calendar, SpecialDay } from '../term/calendar.ts';
import type { Weekday } from '../term/term.ts';
import { weekdayOf } from '../term/term.ts';

const specialOn = (calendars: readonly Calendar[], day: Day): SpecialDay | undefined =>
	calendars.map(({ specialDays }) => specialDays.get(day)).find((special) => special !== undefined);

/** Which weekday it runs as. */
export const runsAs = (calendars: readonly Calendar[], day: Day): Weekday => {
	const special = specialOn(calendars, day);
	return special?.kind === 'make-up' ? special.asWeekday : weekdayOf(day);
};

/** Null: the day is as the week makes it. */
export const specialText = (
	calendars: readonly Calendar[],
	day: Day,
	language: SheetLanguage,
): string | null => {
	const special = specialOn(calendars, day);
	if (special === undefined) return null;
	const english = language === 'en';
	switch (special.kind) {
		case 'holiday':
			return english ? `holiday: ${special.name}` : `放假 ${special.name}`;
		case 'exam':
			return english ? `exam: ${special.name}` : `考试 ${special.name}`;
		case 'make-up': {
			const weekday = say(weekdayWords(special.asWeekday), language);
			return english ? `runs as ${weekday}` : `按${weekday}上课`;
		}
	}
};
