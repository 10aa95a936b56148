// The endpoints of lessons and of everybody's day.
import { endpoints } from '@classroom/protocol';
import type { Caller } from '../identity/index.ts';
import { roles, signedIn } from '../identity/index.ts';
import type { Clock, Routes } from '../platform/index.ts';
import { dayBounds, dayOf } from './days.ts';
import type { LessonPlanner } from './lessonPlanner.ts';
import { absencesShown } from './lessonRules.ts';
import { dayOfCaller, visibleTo } from './lessonScope.ts';
import type { LessonStore } from './lessonStore.ts';
import { lessonView } from './lessonView.ts';
import type { MissedLessons } from './missed/missedLessons.ts';

export interface TimetableRoutesDeps {
	readonly clock: Clock;
	readonly timeZone: string;
	readonly store: LessonStore;
	readonly planner: LessonPlanner;
	readonly missed: MissedLessons;
}

export const addTimetableRoutes = (routes: Routes<Caller>, deps: TimetableRoutesDeps): void => {
	const { clock, timeZone, store, planner, missed: missedLessons } = deps;
	const planners = roles('county-admin', 'school-admin');

	routes.implement(endpoints.myDay, {
		access: signedIn,
		handler: async ({ caller, query }) => {
			const serverNow = clock.now();
			const day = query.day ?? dayOf(serverNow, timeZone);
			const lessons = await store.ofDay(dayOfCaller(caller), dayBounds(day, timeZone));
			return {
				day,
				serverNow,
				timeZone,
				lessons: lessons.map((lesson) => lessonView(lesson, caller, serverNow)),
			};
		},
	});

	routes.implement(endpoints.listLessons, {
		access: signedIn,
		handler: async ({ caller, query }) => {
			const { only, ...asked } = query;
			const now = clock.now();
			const missed = { now, unexplained: only === 'unexplained', absent: absencesShown(caller) };
			const wanted = only === undefined ? asked : { ...asked, missed };
			const page = await store.list(visibleTo(caller), wanted);
			return { ...page, items: page.items.map((lesson) => lessonView(lesson, caller, now)) };
		},
	});

	routes.implement(endpoints.readLesson, {
		access: signedIn,
		handler: async ({ caller, params }) =>
			lessonView(await planner.read(caller, params.lessonId), caller, clock.now()),
	});

	routes.implement(endpoints.planLesson, {
		access: planners,
		handler: async ({ caller, body }) => lessonView(await planner.plan(caller, body), caller, clock.now()),
	});

	routes.implement(endpoints.checkLesson, {
		access: planners,
		handler: ({ caller, body }) => planner.check(caller, body.lesson, body.lessonId),
	});

	routes.implement(endpoints.updateLesson, {
		access: planners,
		handler: async ({ caller, params, body: { receivedBefore, ...input } }) =>
			lessonView(await planner.update(caller, params.lessonId, input, receivedBefore), caller, clock.now()),
	});

	routes.implement(endpoints.cancelLesson, {
		access: planners,
		handler: async ({ caller, params, body }) =>
			lessonView(await planner.cancel(caller, params.lessonId, body.reason), caller, clock.now()),
	});

	routes.implement(endpoints.explainMissed, {
		access: planners,
		handler: async ({ caller, params, body }) =>
			lessonView(await missedLessons.explain(caller, params.lessonId, body), caller, clock.now()),
	});
};
