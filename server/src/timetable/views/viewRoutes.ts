// The endpoints of timetables as pages show them.
import { endpoints } from '@classroom/protocol';
import type { TermId } from '@classroom/protocol';
import type { Caller, PersonCaller } from '../../identity/index.ts';
import { people, roles } from '../../identity/index.ts';
import type { Clock, Routes } from '../../platform/index.ts';
import { AppError } from '../../platform/index.ts';
import type { LessonPlanner } from '../lessonPlanner.ts';
import { mayChange } from '../lessonRules.ts';
import type { TermRecord } from '../term/calendarReader.ts';
import { findTerm } from '../term/calendarReader.ts';
import type { FreePlacesDeps } from './freePlaces.ts';
import { takenFor } from './freePlaces.ts';
import { closedDaysOf } from '../term/schoolDays.ts';
import type { NeedsDeps } from './needs.ts';
import { saveNeeds } from './needs.ts';
import type { TimetableReaderDeps } from './readTimetable.ts';
import { readTimetable } from './readTimetable.ts';
import { readOverview } from './termOverview.ts';
import { scopeOfQuery, spanOfDays } from './timetableQuery.ts';

export interface ViewRoutesDeps extends TimetableReaderDeps, FreePlacesDeps, NeedsDeps {
	readonly clock: Clock;
	readonly timeZone: string;
	readonly planner: LessonPlanner;
}

export const addViewRoutes = (routes: Routes<Caller>, deps: ViewRoutesDeps): void => {
	const { db, clock, timeZone, planner } = deps;

	routes.implement(endpoints.readTimetable, {
		access: people,
		handler: ({ caller, query }) =>
			readTimetable(deps, caller, scopeOfQuery(query), spanOfDays(query, timeZone), clock.now()),
	});

	routes.implement(endpoints.freePlaces, {
		access: roles('county-admin', 'school-admin'),
		handler: async ({ caller, params, query }) => {
			const lesson = await planner.read(caller, params.lessonId);
			if (!mayChange(caller, lesson)) throw new AppError('forbidden');
			const span = spanOfDays(query, timeZone);
			return {
				taken: await takenFor(deps, caller, lesson, span),
				closed: await closedDaysOf(db, lesson, span.days),
			};
		},
	});

	const ownTerm = async ({ countyId }: PersonCaller, termId: TermId): Promise<TermRecord> => {
		const term = await findTerm(db, termId);
		if (term === null) throw new AppError('not-found');
		if (term.countyId !== countyId) throw new AppError('other-county');
		return term;
	};

	routes.implement(endpoints.termOverview, {
		access: roles('county-admin', 'inspector', 'school-admin'),
		handler: async ({ caller, params }) =>
			readOverview(db, caller, await ownTerm(caller, params.termId), timeZone, clock.now()),
	});

	routes.implement(endpoints.saveNeeds, {
		access: roles('county-admin'),
		handler: async ({ caller, params, body }) => {
			const term = await ownTerm(caller, params.termId);
			await saveNeeds(deps, caller, term, params.schoolId, body.needs);
			return {};
		},
	});
};
