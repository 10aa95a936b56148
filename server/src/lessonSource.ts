// The timetable, as the live lesson, the recorders and the replay need it.
import { HEADCOUNT_MAX, type ClassGroupId, type Lesson, type LessonId } from '@classroom/protocol';
import type { Caller } from './identity/index.ts';
import type { LessonFacts, LessonSource, Pupils } from './lesson/index.ts';
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

interface PupilCounts {
	/** Students of these classes together. */
	countStudents(classGroupIds: readonly ClassGroupId[]): Promise<number>;
}

export const createPupils = (timetable: Timetable, people: PupilCounts): Pupils => ({
	expectedAt: async (lessonId, classroomId) => {
		const lesson = await existing(timetable, lessonId);
		const place = lesson.receivingClassrooms.find((each) => each.classroomId === classroomId);
		if (place === undefined) return null;
		const { schoolId } = place;
		const rooms = lesson.receivingClassrooms.filter((each) => each.schoolId === schoolId);
		const classes = lesson.classGroups.filter((each) => each.schoolId === schoolId);
		if (rooms.length > 1 || classes.length === 0) return null;
		const pupils = await people.countStudents(classes.map(({ classGroupId }) => classGroupId));
		return pupils === 0 ? null : Math.min(pupils, HEADCOUNT_MAX);
	},
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
