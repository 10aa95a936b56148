// The timetable, as the live lesson, the recorders and the replay need it.
import type { Lesson, LessonId } from '@classroom/protocol';
import type { Caller } from './identity/index.ts';
import type { CoursewareLessons } from './courseware/index.ts';
import type { LessonFacts, LessonSource } from './lesson/index.ts';
import { AppError, type Clock } from './platform/index.ts';
import { joinRoleOf, lessonCard, lessonView, type LessonRecord, type Timetable } from './timetable/index.ts';

export const createLessonSource = (timetable: Timetable, clock: Clock): LessonSource => ({
	find: async (lessonId) => {
		const lesson = await timetable.store.find(lessonId);
		return lesson === null ? null : factsOf(lesson);
	},
	due: (now) => timetable.store.due(now),
	nextAtPlaces: (lessonId, until) => timetable.store.nextAtPlaces(lessonId, clock.now(), until),
	roleOf: async (caller, lessonId) => joinRoleOf(caller, await existing(timetable, lessonId)),
	project: (entry) => timetable.project(entry),
	rebuild: (lessonId) => timetable.rebuild(lessonId),
});

export const createRecordedLessons = (timetable: Timetable) => ({
	countyOf: async (lessonId: LessonId) => (await existing(timetable, lessonId)).countyId,
	isOver: async (lessonId: LessonId) => (await timetable.store.find(lessonId))?.phase === 'ended',
	isTaught: async (lessonId: LessonId) => {
		const phase = (await timetable.store.find(lessonId))?.phase;
		return phase === 'teaching' || phase === 'overrun';
	},
});

export const createReplayLessons = (timetable: Timetable, clock: Clock) => ({
	lessonFor: async (caller: Caller, lessonId: LessonId): Promise<Lesson> => {
		return lessonView(await timetable.planner.read(caller, lessonId), caller, clock.now());
	},
});

/** Teaching is the lesson's teacher's alone, whoever may plan it. */
export const createCoursewareLessons = (timetable: Timetable): CoursewareLessons => ({
	standing: async (caller, lessonId) => {
		const lesson = await timetable.planner.read(caller, lessonId);
		return {
			teaches: joinRoleOf(caller, lesson) === 'teacher',
			over: lesson.phase === 'ended' || lesson.cancelledAt !== null,
		};
	},
});

const existing = async (timetable: Timetable, lessonId: LessonId): Promise<LessonRecord> => {
	const lesson = await timetable.store.find(lessonId);
	if (lesson === null) throw new AppError('lesson-not-found');
	return lesson;
};

const factsOf = (lesson: LessonRecord): LessonFacts => ({
	card: lessonCard(lesson),
	countyId: lesson.countyId,
	plannedStart: lesson.plannedStart,
	plannedEnd: lesson.plannedEnd,
	bookedEnd: lesson.bookedEnd,
	cancelled: lesson.cancelledAt !== null,
	ended: lesson.phase === 'ended',
	classrooms: [
		...(lesson.sendingClassroom === null ? [] : [lesson.sendingClassroom]),
		...lesson.receivingClassrooms,
	],
	receivingClassroomIds: lesson.receivingClassrooms.map(({ classroomId }) => classroomId),
});
