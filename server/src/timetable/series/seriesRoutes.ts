// The endpoints of series.
import { endpoints } from '@classroom/protocol';
import type { Caller } from '../../identity/index.ts';
import { roles } from '../../identity/index.ts';
import type { Clock, Routes } from '../../platform/index.ts';
import { AppError } from '../../platform/index.ts';
import { listSeries } from './seriesList.ts';
import type { SeriesPlanner } from './seriesPlanner.ts';
import type { SeriesViewDeps } from './seriesView.ts';
import { seriesViews } from './seriesView.ts';

export interface SeriesRoutesDeps extends SeriesViewDeps {
	readonly clock: Clock;
	readonly series: SeriesPlanner;
}

export const addSeriesRoutes = (routes: Routes<Caller>, deps: SeriesRoutesDeps): void => {
	const { db, clock, series } = deps;
	const planners = roles('county-admin', 'school-admin');
	const readers = roles('county-admin', 'school-admin', 'inspector');

	routes.implement(endpoints.listSeries, {
		access: readers,
		handler: async ({ caller, query }) => {
			const page = await listSeries(db, caller, query);
			return { ...page, items: await seriesViews(deps, caller, page.items, clock.now()) };
		},
	});

	routes.implement(endpoints.readSeries, {
		access: readers,
		handler: async ({ caller, params }) => {
			const record = await series.read(caller, params.seriesId);
			const [view] = await seriesViews(deps, caller, [record], clock.now());
			if (view === undefined) throw new AppError('not-found');
			return view;
		},
	});

	routes.implement(endpoints.checkSeries, {
		access: planners,
		handler: ({ caller, body: { series: input, seriesId, ...which } }) =>
			series.check(caller, input, seriesId, which),
	});

	routes.implement(endpoints.planSeries, {
		access: planners,
		handler: ({ caller, body }) => series.plan(caller, body.series, body.leaveOutClashing),
	});

	routes.implement(endpoints.updateSeries, {
		access: planners,
		handler: ({ caller, params, body: { series: input, ...how } }) =>
			series.update(caller, params.seriesId, input, how),
	});

	routes.implement(endpoints.endSeries, {
		access: planners,
		handler: ({ caller, params, body }) => series.end(caller, params.seriesId, body.from, body.reason),
	});
};
