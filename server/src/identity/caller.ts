// Who is calling: what HTTP requests and socket handshakes are turned into before anything else looks at them.
import type {
	CallerRole,
	ClassGroupId,
	ClassroomId,
	CountyId,
	DeviceId,
	PersonId,
	PersonRole,
	SchoolId,
} from '@classroom/protocol';

export interface AnonymousCaller {
	readonly kind: 'anonymous';
}

export interface PersonCaller {
	readonly kind: 'person';
	readonly personId: PersonId;
	readonly countyId: CountyId;
	readonly role: PersonRole;
	readonly schoolId: SchoolId | null;
	readonly classGroupId: ClassGroupId | null;
	readonly name: string;
	readonly sessionId: string;
	/** Until the password is changed, the person may do nothing else. */
	readonly mustChangePassword: boolean;
}

/** A classroom's paired device. */
export interface ClassroomCaller {
	readonly kind: 'classroom';
	readonly deviceId: DeviceId;
	readonly classroomId: ClassroomId;
	readonly schoolId: SchoolId;
	readonly countyId: CountyId;
	readonly name: string;
}

export interface ServiceCaller {
	readonly kind: 'service';
	readonly service: 'recorder';
}

/** Nobody: what the program does in a county by itself, such as by the clock. Never comes in from outside. */
export interface SystemActor {
	readonly kind: 'system';
	readonly countyId: CountyId;
}

/** Who changes something: somebody, or the program itself. */
export type Actor = PersonCaller | SystemActor;

export const systemOf = (countyId: CountyId): SystemActor => ({ kind: 'system', countyId });

/** Null: the program itself. */
export const personOf = (actor: Actor): PersonId | null => (actor.kind === 'person' ? actor.personId : null);

export type Caller = AnonymousCaller | PersonCaller | ClassroomCaller | ServiceCaller;

export const anonymous: AnonymousCaller = { kind: 'anonymous' };

/** The column of the permission table that a caller belongs to. */
export const callerRole = (caller: Caller): CallerRole =>
	caller.kind === 'person' ? caller.role : caller.kind;
