// The one-time link of a new installation.
import { identityEndpoints } from '@classroom/protocol';
import type { Routes } from '../platform/index.ts';
import { browsers } from './access.ts';
import type { Caller } from './caller.ts';
import type { Entrance } from './entrance.ts';
import type { FirstAdministrator } from './setup/firstAdministrator.ts';

export interface SetupRoutesOptions {
	readonly firstAdministrator: FirstAdministrator;
	readonly entrance: Entrance;
}

export const addSetupRoutes = (
	routes: Routes<Caller>,
	{ firstAdministrator, entrance }: SetupRoutesOptions,
): void => {
	routes.implement(identityEndpoints.readSetup, {
		access: browsers,
		handler: async ({ params }) => ({ county: await firstAdministrator.countyOf(params.secret) }),
	});

	routes.implement(identityEndpoints.setup, {
		access: browsers,
		handler: async ({ body, caller, reply }) =>
			entrance.enter(await firstAdministrator.make(body), caller, reply),
	});
};
