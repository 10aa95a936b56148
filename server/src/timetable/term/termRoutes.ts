// The endpoints of terms, calendars and bells.
import { comparedSchools, endpoints } from '@classroom/protocol';
import type { Caller } from '../../identity/index.ts';
import { people, roles } from '../../identity/index.ts';
import type { Routes } from '../../platform/index.ts';
import type { Bells } from '../bells/bellStore.ts';
import type { Terms } from './terms.ts';

const county = roles('county-admin');
const administrators = roles('county-admin', 'school-admin');

export const addTermRoutes = (routes: Routes<Caller>, terms: Terms): void => {
	routes.implement(endpoints.listTerms, {
		access: people,
		handler: async ({ caller }) => ({ terms: await terms.list(caller.countyId) }),
	});
	routes.implement(endpoints.createTerm, {
		access: county,
		handler: ({ caller, body }) => terms.create(caller, body),
	});
	routes.implement(endpoints.checkTerm, {
		access: county,
		handler: async ({ caller, body }) => ({ effect: await terms.tryCreate(caller, body) }),
	});
	routes.implement(endpoints.deleteTerm, {
		access: county,
		handler: async ({ caller, params }) => {
			await terms.delete(caller, params.termId);
			return {};
		},
	});
	routes.implement(endpoints.checkTermRemoval, {
		access: county,
		handler: async ({ caller, params }) => ({ effect: await terms.tryDelete(caller, params.termId) }),
	});
	routes.implement(endpoints.readCalendar, {
		access: people,
		handler: ({ caller, params }) => terms.read(caller, params.termId),
	});
	routes.implement(endpoints.changeCalendar, {
		access: administrators,
		handler: ({ caller, params, body }) => terms.change(caller, params.termId, body.change, body.dryRun),
	});
};

export const addBellRoutes = (routes: Routes<Caller>, bells: Bells): void => {
	routes.implement(endpoints.listBells, {
		access: people,
		handler: async ({ caller }) => ({ items: await bells.list(caller) }),
	});
	routes.implement(endpoints.readBells, {
		access: people,
		handler: ({ caller, params }) => bells.read(caller, params.schoolId),
	});
	routes.implement(endpoints.saveBells, {
		access: administrators,
		handler: ({ caller, params, body }) => bells.save(caller, params.schoolId, body.schedules, body.dryRun),
	});
	routes.implement(endpoints.compareBells, {
		access: people,
		handler: ({ caller, query }) =>
			bells.compare(caller, { ...query, receiving: comparedSchools(query.receiving) }),
	});
};
