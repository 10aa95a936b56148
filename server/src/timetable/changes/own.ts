// What of a lesson is its own, beside its series. Pure.
import { isDeepStrictEqual } from 'node:util';
import type { SeriesState } from '../series/seriesState.ts';
import type { LessonState } from './lessonState.ts';

/** A lesson that is as its series has it again follows it again. */
export const withOwn = (state: LessonState, series: SeriesState | null): LessonState =>
	series === null ? state : { ...state, own: ownBeside(state, series) };

export const ownBeside = (state: LessonState, model: LessonState | SeriesState): LessonState['own'] => ({
	teacher: state.teacherId !== model.teacherId,
	rest: !isDeepStrictEqual(restOf(state), restOf(model)),
});

const restOf = (state: LessonState | SeriesState) => ({
	facts: state.facts,
	sending: state.sendingClassroom?.classroomId ?? null,
	receiving: state.receivingClassrooms.map(({ classroomId }) => classroomId),
	classes: state.classGroups.map(({ classGroupId }) => classGroupId),
});
