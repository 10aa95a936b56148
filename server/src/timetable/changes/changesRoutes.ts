// The endpoints of changes of single lessons.
import { endpoints } from '@classroom/protocol';
import type { LessonId } from '@classroom/protocol';
import type { Caller, PersonCaller } from '../../identity/index.ts';
import { roles } from '../../identity/index.ts';
import type { Routes } from '../../platform/index.ts';
import type { LessonPlanner } from '../lessonPlanner.ts';
import { lessonView } from '../lessonView.ts';
import { listChanges } from './changeList.ts';
import type { LessonChangerDeps } from './lessonChanger.ts';
import type { LessonMoves } from './lessonMoves.ts';
import { undoChange } from './undo.ts';

export interface ChangesRoutesDeps extends LessonChangerDeps {
	readonly planner: LessonPlanner;
	readonly moves: LessonMoves;
	/** Gives the places of a lesson that are free to those in line. */
	settle(caller: PersonCaller, lessonId: LessonId): Promise<void>;
}

export const addChangesRoutes = (routes: Routes<Caller>, deps: ChangesRoutesDeps): void => {
	const { clock, planner, moves } = deps;
	const planners = roles('county-admin', 'school-admin');

	routes.implement(endpoints.moveLesson, {
		access: planners,
		handler: async ({ caller, params, body: { reason, ...timing } }) =>
			lessonView(await moves.move(caller, params.lessonId, timing, reason), caller, clock.now()),
	});

	routes.implement(endpoints.substituteTeacher, {
		access: planners,
		handler: async ({ caller, params, body }) =>
			lessonView(
				await moves.substitute(caller, params.lessonId, body.teacherId, body.reason),
				caller,
				clock.now(),
			),
	});

	routes.implement(endpoints.swapLessons, {
		access: planners,
		handler: async ({ caller, params, body }) => {
			const swapped = await moves.swap(caller, [params.lessonId, body.with], body.reason);
			return { lessons: swapped.map((lesson) => lessonView(lesson, caller, clock.now())) };
		},
	});

	routes.implement(endpoints.makeUpLesson, {
		access: planners,
		handler: async ({ caller, params, body: { reason, ...timing } }) =>
			lessonView(await moves.makeUp(caller, params.lessonId, timing, reason), caller, clock.now()),
	});

	routes.implement(endpoints.listChanges, {
		access: roles('county-admin', 'school-admin', 'inspector'),
		handler: ({ caller, query }) => listChanges(deps, caller, query),
	});

	routes.implement(endpoints.undoChange, {
		access: planners,
		handler: async ({ caller, params }) => {
			const undone = await undoChange(deps, planner, caller, params.changeId);
			for (const { lessonId } of undone) await deps.settle(caller, lessonId);
			const lessons = await Promise.all(undone.map(({ lessonId }) => planner.existing(lessonId)));
			return { lessons: lessons.map((lesson) => lessonView(lesson, caller, clock.now())) };
		},
	});
};
