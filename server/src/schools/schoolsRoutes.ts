// The endpoints of counties, communities, schools, classrooms, classes and people.
import { endpoints } from '@classroom/protocol';
import type { Day, PlanPlaces, PlanTeacher } from '@classroom/protocol';
import type { Caller, PersonCaller } from '../identity/index.ts';
import { roles, signedIn } from '../identity/index.ts';
import type { Routes } from '../platform/index.ts';
import type { Agreements } from './agreements.ts';
import type { ClassGroups } from './classGroups.ts';
import type { Classrooms } from './classrooms.ts';
import type { Communities } from './communities.ts';
import type { Counties } from './counties.ts';
import type { Page } from './paging.ts';
import type { PlanTeachersQuery } from './planTeachers.ts';
import type { Roster } from './roster.ts';
import type { Schools } from './schools.ts';
import { scopeOf } from './scope.ts';

export interface SchoolsStores {
	readonly counties: Counties;
	readonly agreements: Agreements;
	readonly communities: Communities;
	readonly schools: Schools;
	readonly classrooms: Classrooms;
	readonly classGroups: ClassGroups;
	readonly roster: Roster;
	/** What the caller may plan lessons with on that day. */
	readonly placesFor: (caller: PersonCaller, day: Day) => Promise<PlanPlaces>;
	readonly teachersFor: (caller: PersonCaller, query: PlanTeachersQuery) => Promise<Page<PlanTeacher>>;
}

const county = roles('county-admin');
const administrators = roles('county-admin', 'school-admin');
const overseers = roles('county-admin', 'school-admin', 'inspector');

export const addSchoolsRoutes = (routes: Routes<Caller>, stores: SchoolsStores): void => {
	addCountyRoutes(routes, stores);
	addCommunityRoutes(routes, stores);
	addSchoolRoutes(routes, stores);
	addClassroomRoutes(routes, stores);
	addClassGroupRoutes(routes, stores);
	addPeopleRoutes(routes, stores);
};

const addCountyRoutes = (routes: Routes<Caller>, { counties, agreements }: SchoolsStores): void => {
	routes.implement(endpoints.readCounty, {
		access: signedIn,
		handler: ({ caller }) => counties.read(caller.countyId),
	});
	routes.implement(endpoints.updateCounty, {
		access: county,
		handler: ({ caller, body }) => counties.update(caller, body),
	});
	routes.implement(endpoints.listAgreements, {
		access: roles('county-admin', 'inspector'),
		handler: async ({ caller }) => ({ items: await agreements.list(caller.countyId) }),
	});
	routes.implement(endpoints.createAgreement, {
		access: county,
		handler: ({ caller, body }) => agreements.offer(caller, body.guestCountyId),
	});
	routes.implement(endpoints.acceptAgreement, {
		access: county,
		handler: ({ caller, params }) => agreements.accept(caller, params.agreementId),
	});
	routes.implement(endpoints.revokeAgreement, {
		access: county,
		handler: async ({ caller, params }) => {
			await agreements.revoke(caller, params.agreementId);
			return {};
		},
	});
};

const addCommunityRoutes = (routes: Routes<Caller>, { communities }: SchoolsStores): void => {
	routes.implement(endpoints.listCommunities, {
		access: overseers,
		handler: async ({ caller }) => ({ items: await communities.list(scopeOf(caller)) }),
	});
	routes.implement(endpoints.createCommunity, {
		access: county,
		handler: ({ caller, body }) => communities.create(caller, body),
	});
	routes.implement(endpoints.updateCommunity, {
		access: county,
		handler: ({ caller, params, body }) => communities.update(caller, params.communityId, body),
	});
	routes.implement(endpoints.deleteCommunity, {
		access: county,
		handler: async ({ caller, params }) => {
			await communities.delete(caller, params.communityId);
			return {};
		},
	});
	routes.implement(endpoints.addMember, {
		access: county,
		handler: ({ caller, params, body }) => communities.addMember(caller, params.communityId, body),
	});
	routes.implement(endpoints.endMembership, {
		access: county,
		handler: ({ caller, params, body }) => communities.endMembership(caller, params.membershipId, body.until),
	});
};

const addSchoolRoutes = (routes: Routes<Caller>, { schools }: SchoolsStores): void => {
	routes.implement(endpoints.listSchools, {
		access: overseers,
		handler: ({ caller, query }) => schools.list(scopeOf(caller), query),
	});
	routes.implement(endpoints.createSchool, {
		access: county,
		handler: ({ caller, body }) => schools.create(caller, body),
	});
	routes.implement(endpoints.updateSchool, {
		access: administrators,
		handler: ({ caller, params, body }) => schools.update(caller, scopeOf(caller), params.schoolId, body),
	});
	routes.implement(endpoints.deleteSchool, {
		access: county,
		handler: async ({ caller, params }) => {
			await schools.delete(caller, scopeOf(caller), params.schoolId);
			return {};
		},
	});
};

const addClassroomRoutes = (routes: Routes<Caller>, { classrooms }: SchoolsStores): void => {
	routes.implement(endpoints.listClassrooms, {
		access: overseers,
		handler: ({ caller, query }) => classrooms.list(scopeOf(caller), query),
	});
	routes.implement(endpoints.createClassroom, {
		access: administrators,
		handler: ({ caller, body }) => classrooms.create(caller, scopeOf(caller), body),
	});
	routes.implement(endpoints.updateClassroom, {
		access: administrators,
		handler: ({ caller, params, body }) =>
			classrooms.update(caller, scopeOf(caller), params.classroomId, body),
	});
	routes.implement(endpoints.deleteClassroom, {
		access: administrators,
		handler: async ({ caller, params }) => {
			await classrooms.delete(caller, scopeOf(caller), params.classroomId);
			return {};
		},
	});
};

const addClassGroupRoutes = (routes: Routes<Caller>, { classGroups }: SchoolsStores): void => {
	routes.implement(endpoints.listClassGroups, {
		access: overseers,
		handler: ({ caller, query }) => classGroups.list(scopeOf(caller), query),
	});
	routes.implement(endpoints.createClassGroup, {
		access: administrators,
		handler: ({ caller, body }) => classGroups.create(caller, scopeOf(caller), body),
	});
	routes.implement(endpoints.updateClassGroup, {
		access: administrators,
		handler: ({ caller, params, body }) =>
			classGroups.update(caller, scopeOf(caller), params.classGroupId, body),
	});
	routes.implement(endpoints.deleteClassGroup, {
		access: administrators,
		handler: async ({ caller, params }) => {
			await classGroups.delete(caller, scopeOf(caller), params.classGroupId);
			return {};
		},
	});
};

const addPeopleRoutes = (routes: Routes<Caller>, { roster, placesFor, teachersFor }: SchoolsStores): void => {
	routes.implement(endpoints.planPlaces, {
		access: administrators,
		handler: ({ caller, query }) => placesFor(caller, query.day),
	});
	routes.implement(endpoints.planTeachers, {
		access: overseers,
		handler: ({ caller, query }) => teachersFor(caller, query),
	});
	routes.implement(endpoints.listPeople, {
		access: administrators,
		handler: ({ caller, query }) => roster.list(caller, query),
	});
	routes.implement(endpoints.createPerson, {
		access: administrators,
		handler: ({ caller, body }) => roster.create(caller, body),
	});
	routes.implement(endpoints.updatePerson, {
		access: administrators,
		handler: ({ caller, params, body }) => roster.update(caller, params.personId, body),
	});
	routes.implement(endpoints.resetPassword, {
		access: administrators,
		handler: async ({ caller, params, body }) => {
			await roster.resetPassword(caller, params.personId, body.password);
			return {};
		},
	});
	routes.implement(endpoints.deletePerson, {
		access: administrators,
		handler: async ({ caller, params }) => {
			await roster.remove(caller, params.personId);
			return {};
		},
	});
};
