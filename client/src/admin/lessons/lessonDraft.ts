// What the form of a lesson holds: days and times as they are typed, names for what is chosen. Pure.
import { z } from 'zod';
import { ClassGroupId, ClassroomId, Day, LessonKind, PersonId, Subject } from '@classroom/protocol';
import type { IssueCode, Lesson, LessonInput } from '@classroom/protocol';
import { instantOf, partsOf, readTime } from '../zonedTime.ts';

const MINUTE = 60_000;
const LESSON_MINUTES = 40;

export const LessonDraft = z.object({
	title: z.string(),
	kind: LessonKind,
	subject: Subject,
	teacherId: PersonId.nullable(),
	teacher: z.string().nullable(),
	sendingClassroomId: ClassroomId.nullable(),
	receivingClassroomIds: z.array(ClassroomId),
	classGroupIds: z.array(ClassGroupId),
	/** The receiving classrooms when the form was first opened. */
	receivedBefore: z.array(ClassroomId).default([]),
	day: Day.nullable(),
	/** As typed, `8:50`. */
	time: z.string(),
	/** As typed, minutes. */
	minutes: z.number().nullable(),
});
export type LessonDraft = z.infer<typeof LessonDraft>;

export function newDraft(today: string): LessonDraft {
	return {
		title: '',
		kind: 'delivered',
		subject: 'music',
		teacherId: null,
		teacher: null,
		sendingClassroomId: null,
		receivingClassroomIds: [],
		classGroupIds: [],
		receivedBefore: [],
		day: today,
		time: '',
		minutes: LESSON_MINUTES,
	};
}

export const receiversOf = ({ receivingClassrooms }: Pick<Lesson, 'receivingClassrooms'>): ClassroomId[] =>
	receivingClassrooms.map(({ classroomId }) => classroomId);

/** A lesson as it is, by the clock of `zone`. */
export function draftOf(lesson: Lesson, zone: string): LessonDraft {
	return {
		title: lesson.title,
		kind: lesson.kind,
		subject: lesson.subject,
		teacherId: lesson.teacherId,
		teacher: lesson.teacher,
		sendingClassroomId: lesson.sendingClassroom?.classroomId ?? null,
		receivingClassroomIds: receiversOf(lesson),
		classGroupIds: lesson.classGroups.map(({ classGroupId }) => classGroupId),
		receivedBefore: receiversOf(lesson),
		...partsOf(lesson.plannedStart, zone),
		minutes: Math.round((lesson.plannedEnd - lesson.plannedStart) / MINUTE),
	};
}

/** A lesson as it is, as the body of a change. */
export function inputOf(lesson: Lesson): LessonInput {
	return {
		title: lesson.title,
		kind: lesson.kind,
		subject: lesson.subject,
		teacherId: lesson.teacherId,
		sendingClassroomId: lesson.sendingClassroom?.classroomId ?? null,
		receivingClassroomIds: receiversOf(lesson),
		classGroupIds: lesson.classGroups.map(({ classGroupId }) => classGroupId),
		plannedStart: lesson.plannedStart,
		lengthMs: lesson.plannedEnd - lesson.plannedStart,
	};
}

type Wrong = readonly [path: string, code: IssueCode];

/** The plan that the draft means, or what of it cannot be read; the rest is the contract's and the server's to say. */
export function readDraft(
	draft: LessonDraft,
	zone: string,
	suggestedTitle: string,
): { input: LessonInput } | { wrong: readonly Wrong[] } {
	const { day, teacherId, minutes } = draft;
	const time = readTime(draft.time);
	const title = draft.title.trim() === '' ? suggestedTitle : draft.title;
	if (title === '' || teacherId === null || day === null || time === undefined || minutes === null) {
		const wrong: (Wrong | false)[] = [
			title === '' && ['title', 'required'],
			teacherId === null && ['teacherId', 'required'],
			day === null && ['day', 'required'],
			time === undefined && ['plannedStart', draft.time.trim() === '' ? 'required' : 'bad-format'],
			minutes === null && ['lengthMs', 'required'],
		];
		return { wrong: wrong.filter((each) => each !== false) };
	}
	const { kind, subject, sendingClassroomId, receivingClassroomIds, classGroupIds } = draft;
	return {
		input: {
			title,
			kind,
			subject,
			teacherId,
			sendingClassroomId,
			receivingClassroomIds,
			classGroupIds,
			plannedStart: instantOf(day, time, zone),
			lengthMs: Math.round(minutes * MINUTE),
		},
	};
}
