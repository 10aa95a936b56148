// The endpoints of timetables as .xlsx.
import { endpoints, rosterFileQuery, termPlanFiles, timetableFileQuery } from '@classroom/protocol';
import type { Caller } from '../../identity/index.ts';
import { people, roles } from '../../identity/index.ts';
import type { Routes } from '../../platform/index.ts';
import { parseRequest, sendXlsx } from '../../platform/index.ts';
import type { PinnedTimetables } from './pinnedTimetables.ts';

export const addPinnedRoutes = (routes: Routes<Caller>, pinned: PinnedTimetables): void => {
	routes.stream('get', termPlanFiles.timetable, {
		access: people,
		handler: async (request, response, caller) => {
			const query = parseRequest(timetableFileQuery, request.query);
			const { name, bytes } = await pinned.timetable(caller, query);
			sendXlsx(response, name, bytes);
		},
	});
	routes.stream('get', termPlanFiles.overview, {
		access: roles('county-admin', 'inspector', 'school-admin'),
		handler: async (request, response, caller) => {
			const { termId } = parseRequest(endpoints.termOverview.params, request.params);
			const { language } = parseRequest(rosterFileQuery, request.query);
			const { name, bytes } = await pinned.overview(caller, termId, language);
			sendXlsx(response, name, bytes);
		},
	});
};
