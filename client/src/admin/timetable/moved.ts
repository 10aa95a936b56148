// What a move means for a lesson, and for its series. Pure.
import type {
	BellSchedule,
	Lesson,
	LessonInput,
	Series,
	SeriesInput,
	Slot,
	TermCalendar,
} from '@classroom/protocol';
import { isoDate } from '../../format/index.ts';
import { inputOf } from '../lessons/lessonDraft.ts';
import { weekOf } from '../zonedTime.ts';
import type { Target } from './places.ts';
import { dayOf, spanOn } from './weekGrid.ts';

/** 只这一节, 这一节和以后, 全部. */
export type MoveScope = 'one' | 'later' | 'all';

/** The lesson as it would be. */
export const movedLesson = (lesson: Lesson, target: Pick<Target, 'from' | 'until'>): LessonInput => ({
	...inputOf(lesson),
	plannedStart: target.from,
	lengthMs: target.until - target.from,
});

export const seriesInputOf = (series: Series): SeriesInput => ({
	termId: series.termId,
	title: series.title,
	kind: series.kind,
	subject: series.subject,
	teacherId: series.teacherId,
	sendingClassroomId: series.sendingClassroom?.classroomId ?? null,
	receivingClassroomIds: series.receivingClassrooms.map(({ classroomId }) => classroomId),
	classGroupIds: series.classGroups.map(({ classGroupId }) => classGroupId),
	slots: [...series.slots],
	weeks: series.weeks,
});

/**
 * From when on later lessons follow. One that goes to an earlier day of its week, or was moved from one before, is still
 * one of them: `place` is the day on which the series has it.
 */
export const laterFrom = (day: string, target: string, place: string): string =>
	[day, target, place].reduce((first, each) => (each < first ? each : first));

/** The place of another week is that of another lesson of the series: only this one can go there. */
export const inItsWeek = (place: string, target: string): boolean =>
	weekOf(place).first === weekOf(target).first;

export type SlotAt = Readonly<{ weekday: number; period: number | null }>;

/** The weekday and period in which the series has a lesson, by the bells of the school; null: a single lesson. */
export function slotIn(
	lesson: Pick<Lesson, 'series'>,
	calendar: TermCalendar | undefined,
	bells: readonly BellSchedule[],
	zone: string,
): SlotAt | null {
	if (lesson.series === null) return null;
	const day = dayOf(isoDate(lesson.series.from, zone), calendar, bells);
	const { from } = spanOn(lesson.series, zone);
	return { weekday: day.weekday, period: day.periods.find((period) => period.from === from)?.number ?? null };
}

/**
 * The series with the slot of the lesson moved; undefined: it cannot be told which slot the lesson is of. `was`: the
 * weekday and period that the series has the lesson in. A series keeps its weekdays, so that a day which runs as another
 * is that other.
 */
export function movedSeries(
	series: Series,
	was: SlotAt,
	target: Pick<Target, 'span' | 'row'> & { readonly weekday: number },
): SeriesInput | undefined {
	const onDay = series.slots.filter(({ weekday }) => weekday === was.weekday);
	const slot =
		onDay.find(({ period }) => period === was.period) ?? (onDay.length === 1 ? onDay[0] : undefined);
	if (slot === undefined) return undefined;
	const weekday = weekdays.find((each) => each === target.weekday) ?? slot.weekday;
	const { period } = target.row;
	const next: Slot =
		period === null ? { weekday, period: slot.period, own: target.span } : { weekday, period, own: null };
	return { ...seriesInputOf(series), slots: series.slots.map((each) => (each === slot ? next : each)) };
}

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
