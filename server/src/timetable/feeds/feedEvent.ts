// A lesson as an entry of somebody's calendar: no more than anybody who may see the lesson reads of it in its page.
import type { ServerLanguage } from '@classroom/protocol';
import type { LessonClass, LessonPlace, LessonRecord } from '../lessonRecord.ts';
import { feedWords } from './feedWords.ts';
import type { CalendarEvent } from './icalendar.ts';

export interface EventOptions {
	readonly language: ServerLanguage;
	/** Where this calendar's owner goes for the lesson; null: nowhere in particular. */
	readonly place: LessonPlace | null;
	/** Under which browsers reach the server; null: not known. */
	readonly publicUrl: string | null;
}

/** The lesson has the same UID in every calendar, and for good. */
export const eventOf = (
	lesson: LessonRecord,
	{ language, place, publicUrl }: EventOptions,
): CalendarEvent => {
	const words = feedWords[language];
	const cancelled = lesson.cancelledAt !== null;
	return {
		uid: `${lesson.lessonId}@smart-cloud-classroom`,
		sequence: lesson.revision,
		createdAt: lesson.createdAt,
		changedAt: Math.max(lesson.changedAt, lesson.createdAt),
		start: lesson.plannedStart,
		end: lesson.bookedEnd,
		// Some calendars show what was cancelled as if it were not.
		summary: cancelled ? words.cancelled(lesson.title) : lesson.title,
		location: place === null ? '' : nameOf(place),
		description: description(lesson, language),
		cancelled,
		url: publicUrl === null ? null : `${publicUrl}/lesson/${lesson.lessonId}`,
	};
};

const nameOf = ({ school, name }: LessonPlace | LessonClass): string => `${school} ${name}`;

const description = (lesson: LessonRecord, language: ServerLanguage): string => {
	const words = feedWords[language];
	const line = (label: string, parts: readonly string[]): string[] =>
		parts.length === 0 ? [] : [`${label}${words.colon}${parts.join(words.comma)}`];
	return [
		`${words.kinds[lesson.kind]} · ${words.subjects[lesson.subject]}`,
		...line(words.teacher, lesson.teacher === '' ? [] : [lesson.teacher]),
		...line(words.sending, lesson.sendingClassroom === null ? [] : [nameOf(lesson.sendingClassroom)]),
		...line(words.receiving, lesson.receivingClassrooms.map(nameOf)),
		...line(words.classes, lesson.classGroups.map(nameOf)),
		...line(words.reason, lesson.cancelReason === null ? [] : [lesson.cancelReason]),
	].join('\n');
};
