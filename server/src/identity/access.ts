// Who may use a route or send a signalling request, as each declares beside its handler.
import type { CallerRole, PersonRole } from '@classroom/protocol';
import { PersonRole as PersonRoles } from '@classroom/protocol';
import type { Access } from '../platform/index.ts';
import { everyone } from '../platform/index.ts';
import type { AnonymousCaller, Caller, ClassroomCaller, PersonCaller, ServiceCaller } from './caller.ts';
import { callerRole } from './caller.ts';

type CallerByRole = { readonly [R in PersonRole]: PersonCaller & { readonly role: R } } & {
	readonly classroom: ClassroomCaller;
	readonly service: ServiceCaller;
	readonly anonymous: AnonymousCaller;
};

/** The callers that `roles(R, …)` lets through. */
export type CallerOf<R extends CallerRole> = CallerByRole[R];

/**
 * Only these roles: `roles('county-admin', 'classroom')`. Somebody who must change their password first is not let
 * in, whatever the role.
 */
export const roles = <const R extends CallerRole>(
	...admitted: readonly R[]
): Access<Caller, CallerOf<R>> => ({
	name: admitted.join(', '),
	admit: (caller) => (isOneOf(caller, admitted) && !heldUp(caller) ? caller : undefined),
});

/** Everybody, signed in or not. */
export const anyone: Access<Caller> = everyone<Caller>();

/** Every person. */
export const people: Access<Caller, PersonCaller> = {
	name: PersonRoles.options.join(', '),
	admit: (caller) => (caller.kind === 'person' && !heldUp(caller) ? caller : undefined),
};

/** Every person, even one who must change the password first. */
export const peopleBeforePasswordChange: Access<Caller, PersonCaller> = {
	name: PersonRoles.options.join(', '),
	admit: (caller) => (caller.kind === 'person' ? caller : undefined),
};

/** Every person and every classroom's device. */
export const signedIn: Access<Caller, PersonCaller | ClassroomCaller> = {
	name: [...PersonRoles.options, 'classroom'].join(', '),
	admit: (caller) =>
		(caller.kind === 'person' && !heldUp(caller)) || caller.kind === 'classroom' ? caller : undefined,
};

/** Whoever has a browser: everybody but services. */
export const browsers: Access<Caller, AnonymousCaller | PersonCaller | ClassroomCaller> = {
	name: [...PersonRoles.options, 'classroom', 'anonymous'].join(', '),
	admit: (caller) => (caller.kind === 'service' ? undefined : caller),
};

/** The recorder's service token. */
export const services: Access<Caller, ServiceCaller> = roles('service');

const heldUp = (caller: Caller): boolean => caller.kind === 'person' && caller.mustChangePassword;

const isOneOf = <R extends CallerRole>(caller: Caller, admitted: readonly R[]): caller is CallerOf<R> => {
	const role = callerRole(caller);
	return admitted.some((each) => each === role);
};
