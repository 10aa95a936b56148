// People, roles, sessions, devices and their pairing, the audit log: what other features may use.
export * from './caller.ts';
export * from './access.ts';
export * from './schoolDirectory.ts';
export type { Revocation } from './revocations.ts';
export { Revocations } from './revocations.ts';
export { identityMigrations } from './identityMigrations.ts';
export { People } from './people/people.ts';
export type { PeopleFilter, PersonChange } from './people/people.ts';
export type { PeoplePage, PeopleQuery } from './people/peopleSearch.ts';
export type { NewPerson, PersonInput, PersonRecord, PersonRow } from './people/person.ts';
export { AuditLog } from './audit/auditLog.ts';
export type { AuditAction, AuditDetails, AuditRecord } from './audit/auditLog.ts';
export { Sessions } from './sessions/sessions.ts';
