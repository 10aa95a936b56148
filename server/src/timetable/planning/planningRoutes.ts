// The endpoints of planning by machine.
import { endpoints } from '@classroom/protocol';
import type { TermId } from '@classroom/protocol';
import type { Caller, PersonCaller } from '../../identity/index.ts';
import { roles } from '../../identity/index.ts';
import type { Routes } from '../../platform/index.ts';
import { AppError } from '../../platform/index.ts';
import type { TermRecord } from '../term/calendarReader.ts';
import { findTerm } from '../term/calendarReader.ts';
import { needsOfTerm } from '../views/needs.ts';
import { aboutOf, proposalView, summaryOf, takenOf } from './proposalView.ts';
import type { StartDeps } from './startProposal.ts';
import { startProposal } from './startProposal.ts';
import type { TakeOverDeps } from './takeOver.ts';
import { takeOver } from './takeOver.ts';
import type { TeacherProfilesDeps } from './teacherProfiles.ts';
import { listTeachers, saveTeacher } from './teacherProfiles.ts';

export type PlanningRoutesDeps = StartDeps & TakeOverDeps & TeacherProfilesDeps;

/** As many proposals of a term are listed: the newest that are kept, and many that were taken over. */
const LISTED = 60;

const termFinder =
	({ db }: PlanningRoutesDeps) =>
	async ({ countyId }: PersonCaller, termId: TermId): Promise<TermRecord> => {
		const term = await findTerm(db, termId);
		if (term === null) throw new AppError('not-found');
		if (term.countyId !== countyId) throw new AppError('other-county');
		return term;
	};

export const addPlanningRoutes = (routes: Routes<Caller>, deps: PlanningRoutesDeps): void => {
	addGroundRoutes(routes, deps);
	addProposalRoutes(routes, deps);
};

/** What is planned by. */
const addGroundRoutes = (routes: Routes<Caller>, deps: PlanningRoutesDeps): void => {
	const { db } = deps;
	const ownTerm = termFinder(deps);

	routes.implement(endpoints.listNeeds, {
		access: roles('county-admin', 'school-admin', 'inspector'),
		handler: async ({ caller, params }) => {
			const { termId } = await ownTerm(caller, params.termId);
			const all = (await needsOfTerm(db, termId)).filter(
				({ schoolId }) => caller.role !== 'school-admin' || schoolId === caller.schoolId,
			);
			const bySchool = Map.groupBy(all, ({ schoolId }) => schoolId);
			return {
				schools: [...bySchool].map(([schoolId, needs]) => ({
					schoolId,
					needs: needs.map(({ subject, lessons, grades }) => ({ subject, lessons, grades })),
				})),
			};
		},
	});

	routes.implement(endpoints.listPlanningTeachers, {
		access: roles('county-admin', 'school-admin', 'inspector'),
		handler: ({ caller, query }) => listTeachers(deps, caller, query),
	});

	routes.implement(endpoints.savePlanningTeacher, {
		access: roles('county-admin', 'school-admin'),
		handler: async ({ caller, params, body }) => {
			await saveTeacher(deps, caller, params.personId, body);
			return {};
		},
	});
};

const addProposalRoutes = (routes: Routes<Caller>, deps: PlanningRoutesDeps): void => {
	const { db, clock, people, proposals } = deps;
	const county = roles('county-admin');
	const readers = roles('county-admin', 'inspector');

	const ownTerm = termFinder(deps);

	routes.implement(endpoints.listProposals, {
		access: readers,
		handler: async ({ caller, params }) => {
			const { termId } = await ownTerm(caller, params.termId);
			const kept = await proposals.list(caller.countyId, termId, LISTED);
			const taken = await takenOf(
				db,
				kept.map(({ proposalId }) => proposalId),
			);
			const names = await people.findMany(kept.map(({ startedBy }) => startedBy));
			return {
				proposals: kept.map((each) =>
					summaryOf(
						each,
						names.get(each.startedBy)?.name ?? '',
						taken.get(each.proposalId)?.size ?? 0,
						clock.now(),
					),
				),
				mayPlan: caller.role === 'county-admin',
			};
		},
	});

	routes.implement(endpoints.startProposal, {
		access: county,
		handler: async ({ caller, params, body }) => ({
			proposalId: await startProposal(deps, caller, await ownTerm(caller, params.termId), body),
		}),
	});

	routes.implement(endpoints.readProposal, {
		access: readers,
		handler: async ({ caller, params }) =>
			proposalView(deps, await proposals.read(caller.countyId, params.proposalId), clock.now()),
	});

	routes.implement(endpoints.cancelProposal, {
		access: county,
		handler: async ({ caller, params }) => {
			await proposals.cancel(caller.countyId, params.proposalId);
			return {};
		},
	});

	routes.implement(endpoints.takeOverProposal, {
		access: county,
		handler: async ({ caller, params, body }) => {
			const kept = await proposals.read(caller.countyId, params.proposalId);
			const term = await ownTerm(caller, aboutOf(kept).termId);
			return takeOver(deps, caller, term, kept, body);
		},
	});
};
