// The endpoints of lessons that are open for sign-up.
import { endpoints } from '@classroom/protocol';
import type { Caller } from '../../identity/index.ts';
import { roles } from '../../identity/index.ts';
import type { Routes } from '../../platform/index.ts';
import type { Applications } from './applications.ts';
import type { Openings } from './openings.ts';

export const addOpeningRoutes = (
	routes: Routes<Caller>,
	{ openings, applications }: { readonly openings: Openings; readonly applications: Applications },
): void => {
	const readers = roles('county-admin', 'school-admin', 'inspector');
	const administrators = roles('county-admin', 'school-admin');

	routes.implement(endpoints.listOpenings, {
		access: readers,
		handler: ({ caller, query }) => openings.list(caller, query),
	});

	routes.implement(endpoints.openingNews, {
		access: readers,
		handler: ({ caller }) => openings.news(caller),
	});

	routes.implement(endpoints.readOpening, {
		access: readers,
		handler: ({ caller, params }) => openings.read(caller, params.lessonId),
	});

	routes.implement(endpoints.openLesson, {
		access: administrators,
		handler: async ({ caller, params, body }) => {
			await openings.open(caller, params.lessonId, body);
			await applications.settle(caller, params.lessonId);
			return openings.read(caller, params.lessonId);
		},
	});

	routes.implement(endpoints.closeOpening, {
		access: administrators,
		handler: async ({ caller, params }) => {
			await openings.close(caller, params.lessonId);
			return openings.read(caller, params.lessonId);
		},
	});

	routes.implement(endpoints.checkApplication, {
		access: administrators,
		handler: ({ caller, params, body }) => applications.check(caller, params.lessonId, body),
	});

	routes.implement(endpoints.applyForLesson, {
		access: administrators,
		handler: async ({ caller, params, body }) => {
			await applications.apply(caller, params.lessonId, body);
			return openings.read(caller, params.lessonId);
		},
	});

	routes.implement(endpoints.withdrawApplication, {
		access: administrators,
		handler: async ({ caller, params, body }) =>
			openings.read(caller, await applications.withdraw(caller, params.applicationId, body.reason)),
	});

	routes.implement(endpoints.acceptApplication, {
		access: administrators,
		handler: async ({ caller, params }) =>
			openings.read(caller, await applications.accept(caller, params.applicationId)),
	});

	routes.implement(endpoints.declineApplication, {
		access: administrators,
		handler: async ({ caller, params, body }) =>
			openings.read(caller, await applications.decline(caller, params.applicationId, body.reason)),
	});

	routes.implement(endpoints.seeOpening, {
		access: administrators,
		handler: async ({ caller, params }) => {
			await openings.seen(caller, params.lessonId);
			return {};
		},
	});
};
