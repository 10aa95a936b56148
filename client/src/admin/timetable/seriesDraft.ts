// What the form of a series holds. Pure.
import { z } from 'zod';
import { Slot } from '@classroom/protocol';
import type { Series, SeriesInput, Term } from '@classroom/protocol';
import type { Span } from '../bells/bellTimes.ts';
import { LessonDraft } from '../lessons/lessonDraft.ts';

export const SeriesDraft = LessonDraft.omit({
	day: true,
	time: true,
	minutes: true,
	receivedBefore: true,
}).extend({
	slots: z.array(Slot),
	weeks: z.string(),
});
export type SeriesDraft = z.infer<typeof SeriesDraft>;

/** A place in the week in which a series is made. */
export type SlotPlace = Readonly<{ weekday: number; period: number | null; span: Span }>;

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

export function slotAt({ weekday, period, span }: SlotPlace): Slot | undefined {
	const day = weekdays.find((each) => each === weekday);
	if (day === undefined) return undefined;
	return period === null ? { weekday: day, period: 1, own: span } : { weekday: day, period, own: null };
}

export function newSeries(term: Pick<Term, 'weeks'>, at: SlotPlace | undefined): SeriesDraft {
	const slot = at && slotAt(at);
	return {
		title: '',
		kind: 'delivered',
		subject: 'music',
		teacherId: null,
		teacher: null,
		sendingClassroomId: null,
		receivingClassroomIds: [],
		classGroupIds: [],
		slots: slot ? [slot] : [],
		weeks: `1-${term.weeks}周`,
	};
}

export function draftOfSeries(series: Series): SeriesDraft {
	return {
		title: series.title,
		kind: series.kind,
		subject: series.subject,
		teacherId: series.teacherId,
		teacher: series.teacher,
		sendingClassroomId: series.sendingClassroom?.classroomId ?? null,
		receivingClassroomIds: series.receivingClassrooms.map(({ classroomId }) => classroomId),
		classGroupIds: series.classGroups.map(({ classGroupId }) => classGroupId),
		slots: series.slots,
		weeks: series.weeks,
	};
}

/** The series that the draft means, or the fields that are still to be filled in. */
export function readSeriesDraft(
	draft: SeriesDraft,
	termId: Term['termId'],
	suggestedTitle: string,
): { input: SeriesInput } | { missing: readonly string[] } {
	const { teacherId, teacher: _, ...rest } = draft;
	const title = draft.title.trim() === '' ? suggestedTitle : draft.title;
	const missing = [
		...(teacherId === null ? ['teacherId'] : []),
		...(draft.slots.length === 0 ? ['slots'] : []),
		...(draft.weeks.trim() === '' ? ['weeks'] : []),
	];
	if (teacherId === null || missing.length > 0) return { missing };
	return { input: { ...rest, termId, teacherId, title } };
}

export const sameSlot = (
	one: Pick<Slot, 'weekday' | 'period'>,
	other: Pick<Slot, 'weekday' | 'period'>,
): boolean => one.weekday === other.weekday && one.period === other.period;

/** The slot is chosen, or is not any more; by weekday and period. */
export const toggled = (slots: readonly Slot[], slot: Slot): Slot[] =>
	slots.some((each) => sameSlot(each, slot))
		? slots.filter((each) => !sameSlot(each, slot))
		: [...slots, slot].toSorted((a, b) => a.weekday - b.weekday || a.period - b.period);

/** A free slot instead of the only one, or of the one last chosen. */
export const instead = (slots: readonly Slot[], free: Slot): Slot[] =>
	slots.some((each) => sameSlot(each, free)) ? [...slots] : toggled(slots.slice(0, -1), free);
