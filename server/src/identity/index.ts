// People, roles, sessions, devices and their pairing, the audit log: what other features may use.
export * from './caller.ts';
export * from './access.ts';
export * from './schoolDirectory.ts';
export * from './lessonTimes.ts';
export * from './seats.ts';
export type { DemoPersonas } from './demo/personas.ts';
export { identityFeature } from './identityFeature.ts';
export type { Identity, IdentityOptions } from './identityFeature.ts';
export { identityMigrations } from './identityMigrations.ts';
export type { Revocation } from './revocations.ts';
export type { People, PeopleFilter, PersonChange } from './people/people.ts';
export type { PeoplePage, PeopleQuery } from './people/peopleSearch.ts';
export type { PeopleImport, RosterChange, RosterPerson } from './people/peopleImport.ts';
export { loginKey } from './people/textKeys.ts';
export { drawPassword } from './passwords/drawPassword.ts';
export type { NewPerson, PersonInput, PersonRecord, PersonRow } from './people/person.ts';
export type { Sessions, SessionSecret } from './sessions/sessions.ts';
export {
	DEVICE_IDLE_MS,
	DEVICE_LEAD_MS,
	SEATED_MS,
	SESSION_IDLE_MS,
	SESSION_LIFE_MS,
} from './sessions/sessionRules.ts';
export type { Devices, DeviceState } from './devices/devices.ts';
export { DEVICE_OFFLINE_MS } from './devices/devices.ts';
export type { AuditAction, AuditDetails, AuditLog, AuditRecord } from './audit/auditLog.ts';
