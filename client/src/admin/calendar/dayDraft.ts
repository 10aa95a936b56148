// What is made of a day, or of several in a row, as its form holds it. Pure.
import type { CalendarChange, SpecialDay } from '@classroom/protocol';
import { Day, Weekday } from '@classroom/protocol';
import { z } from 'zod';
import { daysBetween } from './monthGrid.ts';

export const DayDraft = z.object({
	kind: z.enum(['ordinary', 'holiday', 'exam', 'make-up']),
	/** Empty: as the kind is called. */
	name: z.string(),
	/** The last of several days; for all kinds but a make-up day, which is one. */
	until: Day.nullable(),
	asWeekday: Weekday,
	/** Null: of the day's own week. */
	ofWeek: z.int().nullable(),
});
export type DayDraft = z.infer<typeof DayDraft>;

export function draftOf(day: string, special: SpecialDay | undefined): DayDraft {
	const usual = { name: special?.name ?? '', until: day, asWeekday: 1 as const, ofWeek: null };
	if (!special) return { ...usual, kind: 'holiday' };
	if (special.kind !== 'make-up') return { ...usual, kind: special.kind };
	return { ...usual, kind: 'make-up', asWeekday: special.asWeekday, ofWeek: special.ofWeek };
}

/** The days that the draft is about. */
export function daysOf(day: string, { kind, until }: DayDraft): readonly string[] {
	return kind === 'make-up' || until === null ? [day] : daysBetween(day, until);
}

/** `usual`: the name where none was typed. Undefined: there is no such day. */
export function changeOf(day: string, draft: DayDraft, usual: string): CalendarChange | undefined {
	const days = [...daysOf(day, draft)];
	if (days.length === 0) return undefined;
	const { kind, asWeekday, ofWeek } = draft;
	const name = draft.name.trim() === '' ? usual : draft.name;
	if (kind === 'ordinary') return { what: 'ordinary-days', days };
	if (kind === 'make-up') {
		return { what: 'special-days', days: [{ kind, day, name, asWeekday, ofWeek }] };
	}
	return { what: 'special-days', days: days.map((each) => ({ kind, day: each, name })) };
}

/** What makes these days again what they are now. */
export function takenBack(
	days: readonly string[],
	now: ReadonlyMap<string, SpecialDay>,
): readonly CalendarChange[] {
	const special = days.flatMap((day) => now.get(day) ?? []);
	const ordinary = days.filter((day) => !now.has(day));
	return [
		...(special.length > 0 ? [{ what: 'special-days' as const, days: special }] : []),
		...(ordinary.length > 0 ? [{ what: 'ordinary-days' as const, days: ordinary }] : []),
	];
}
