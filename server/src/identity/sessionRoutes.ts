// Who is calling, signing in and out, the own password.
import { identityEndpoints } from '@classroom/protocol';
import type { SessionInfo } from '@classroom/protocol';
import type { Routes } from '../platform/index.ts';
import { AppError, createRateLimit } from '../platform/index.ts';
import { browsers, peopleBeforePasswordChange, roles } from './access.ts';
import type { AuditLog } from './audit/auditLog.ts';
import type { Caller } from './caller.ts';
import { DEVICE_COOKIE, KNOWN_DEVICE_COOKIE, LONG_LIVED_MS } from './cookies.ts';
import type { Entrance } from './entrance.ts';
import type { Mode } from './mode.ts';
import type { OwnPasswordOptions } from './passwords/ownPassword.ts';
import { changeOwnPassword } from './passwords/ownPassword.ts';
import type { KnownDevices } from './signIn/knownDevices.ts';
import type { SignIn } from './signIn/signIn.ts';

export interface SessionRoutesOptions extends OwnPasswordOptions {
	readonly mode: Mode;
	readonly entrance: Entrance;
	readonly signIn: SignIn;
	readonly knownDevices: KnownDevices;
	readonly audit: AuditLog;
}

/** Each costs a hash of a password: about as many as a processor core makes. */
const signInRate = { requests: 20, windowSeconds: 1 };

export const addSessionRoutes = (routes: Routes<Caller>, options: SessionRoutesOptions): void => {
	const { mode, entrance, signIn, knownDevices, audit } = options;

	routes.implement(identityEndpoints.session, {
		access: browsers,
		handler: async ({ caller, credentials, reply }) => {
			const token = credentials.cookies[DEVICE_COOKIE];
			// Browsers forget cookies after 400 days; a classroom that is in use must not fall silent then.
			if (caller.kind === 'classroom' && token !== undefined) {
				reply.setCookie(DEVICE_COOKIE, token, { maxAgeMs: LONG_LIVED_MS });
			}
			// A browser that may come to sign in is told from others, should turns have to be drawn.
			if (caller.kind === 'anonymous' && credentials.cookies[KNOWN_DEVICE_COOKIE] === undefined) {
				reply.setCookie(KNOWN_DEVICE_COOKIE, knownDevices.introduce(), { maxAgeMs: LONG_LIVED_MS });
			}
			return entrance.describe(caller);
		},
	});

	routes.implement(identityEndpoints.signIn, {
		access: browsers,
		limit: createRateLimit(signInRate),
		handler: async ({ body, caller, credentials, reply }) => {
			const signedIn = await signIn.byPassword({
				...body,
				address: credentials.address,
				knownDevice: credentials.cookies[KNOWN_DEVICE_COOKIE],
			});
			const info = await entrance.enter(signedIn, caller, reply);
			reply.setCookie(KNOWN_DEVICE_COOKIE, signedIn.knownDevice, { maxAgeMs: LONG_LIVED_MS });
			await recordSignIn(audit, info);
			return info;
		},
	});

	routes.implement(identityEndpoints.signOut, {
		access: browsers,
		handler: async ({ caller, reply }) => {
			// A passer-by must not be able to take a classroom off the air; the demonstration's visitors move on.
			if (caller.kind === 'classroom' && mode !== 'demo') throw new AppError('forbidden');
			await entrance.leave(caller, reply);
			if (mode === 'demo') reply.clearCookie(DEVICE_COOKIE);
			return {};
		},
	});

	routes.implement(identityEndpoints.changePassword, {
		access: peopleBeforePasswordChange,
		handler: async ({ body, caller }) => {
			await changeOwnPassword(options, caller, body.current, body.next);
			await audit.record({
				actor: caller,
				countyId: caller.countyId,
				action: 'password.changed',
				subject: { person: caller.personId },
			});
			return {};
		},
	});

	routes.implement(identityEndpoints.audit, {
		access: roles('county-admin'),
		handler: ({ caller, query }) => audit.read({ ...query, countyId: caller.countyId }),
	});
};

/** Not children's: nobody needs to look up when they watched. */
const recordSignIn = async (audit: AuditLog, info: SessionInfo): Promise<void> => {
	if (info.kind !== 'person' || info.role === 'student') return;
	await audit.record({
		actor: { person: info.personId },
		countyId: info.countyId,
		action: 'session.began',
		subject: { person: info.personId },
	});
};
