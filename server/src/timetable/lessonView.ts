// A lesson as a browser may know it.
import type { Instant, Lesson, LessonCard, SchoolAbsence } from '@classroom/protocol';
import type { Caller } from '../identity/index.ts';
import type { LessonClass, LessonPlace, LessonRecord } from './lessonRecord.ts';
import {
	absencesShown,
	joinRoleOf,
	mayChange,
	mayExplain,
	mayExplainAbsence,
	mayReplay,
} from './lessonRules.ts';
import { isChangeable, lessonStatus } from './lessonStatus.ts';

export const lessonView = (lesson: LessonRecord, caller: Caller, now: Instant): Lesson => {
	const status = lessonStatus(lesson, now);
	const missed = status === 'missed';
	const absences = status === 'ended' ? absencesFor(lesson, caller) : [];
	return {
		lessonId: lesson.lessonId,
		title: lesson.title,
		kind: lesson.kind,
		subject: lesson.subject,
		teacherId: lesson.teacherId,
		teacher: lesson.teacher,
		sendingClassroom: lesson.sendingClassroom === null ? null : placeRef(lesson.sendingClassroom),
		receivingClassrooms: lesson.receivingClassrooms.map(placeRef),
		classGroups: lesson.classGroups.map(classRef),
		plannedStart: lesson.plannedStart,
		plannedEnd: lesson.plannedEnd,
		status,
		startedAt: lesson.startedAt,
		endedAt: lesson.endedAt,
		cancelReason: lesson.cancelReason,
		cancelCause: lesson.cancelCause,
		series:
			lesson.series === null
				? null
				: { seriesId: lesson.series.seriesId, from: lesson.series.from, until: lesson.series.until },
		own: lesson.own,
		makesUp: lesson.makesUp,
		explanation: missed ? lesson.explanation : null,
		mayExplain: missed && mayExplain(caller, lesson),
		...(absences.length > 0 && { absences }),
		recordingId: lesson.recordingId,
		joinAs: joinRoleOf(caller, lesson),
		mayChange: mayChange(caller, lesson) && isChangeable(lesson, now),
		mayReplay: mayReplay(caller, lesson) && lesson.recordingId !== null,
	};
};

const absencesFor = (lesson: LessonRecord, caller: Caller): SchoolAbsence[] => {
	const shown = absencesShown(caller);
	return lesson.absences
		.filter(({ schoolId }) => shown === 'all' || shown === schoolId)
		.map((absence) => ({ ...absence, mayExplain: mayExplainAbsence(caller, lesson, absence.schoolId) }));
};

/** What the pages of a Room say of the lesson on top. */
export const lessonCard = (lesson: LessonRecord): LessonCard => ({
	lessonId: lesson.lessonId,
	title: lesson.title,
	kind: lesson.kind,
	subject: lesson.subject,
	teacher: lesson.teacher,
	plannedStart: lesson.plannedStart,
	plannedEnd: lesson.plannedEnd,
});

const placeRef = ({ classroomId, name, school }: LessonPlace) => ({ classroomId, name, school });
const classRef = ({ classGroupId, name, school }: LessonClass) => ({ classGroupId, name, school });
