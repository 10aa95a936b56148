// County, communities, schools, classrooms, classes, people.
import { z } from 'zod';
import {
	AgreementId,
	ClassGroupId,
	ClassroomId,
	CommunityId,
	CountyId,
	Day,
	Instant,
	MembershipId,
	PersonId,
	SchoolId,
} from '../ids.ts';
import { LoginName, Name, NewPassword, SearchText } from '../text.ts';
import { ClassroomKind, CommunityKind, Grade, PersonRole, SchoolKind, Subject } from '../words.ts';
import { Done, endpoint, page, pageQuery } from './endpoint.ts';

export const County = z.object({
	countyId: CountyId,
	name: z.string(),
	/** Which regional rules hold, such as `yunnan` or `baihe`; see the community rules. */
	region: z.string(),
	timeZone: z.string(),
});
export type County = z.infer<typeof County>;

/**
 * Lets classrooms of the guest county take part in lessons of the host county: offered by the host, in force from when
 * the guest has accepted it until either side revokes it.
 */
export const Agreement = z.object({
	agreementId: AgreementId,
	hostCountyId: CountyId,
	guestCountyId: CountyId,
	host: z.string(),
	guest: z.string(),
	/** When it was offered. */
	since: Instant,
	/** Null: the guest has not accepted it. */
	acceptedAt: Instant.nullable(),
	revokedAt: Instant.nullable(),
});
export type Agreement = z.infer<typeof Agreement>;

/** From `from` on, up to and without `until`; null: open. */
export const Membership = z.object({
	membershipId: MembershipId,
	communityId: CommunityId,
	schoolId: SchoolId,
	school: z.string(),
	role: z.enum(['core', 'member']),
	from: Day,
	until: Day.nullable(),
});
export type Membership = z.infer<typeof Membership>;

export const Community = z.object({
	communityId: CommunityId,
	name: z.string(),
	kind: CommunityKind,
	/** Memberships in force today, core school first. */
	members: z.array(Membership),
	/** Those that begin after today, the soonest first. */
	coming: z.array(Membership),
	/** How many member schools, the core school not counted, its kind has in this region; `max` null: any number. */
	memberLimits: z.object({ min: z.int(), max: z.int().nullable() }),
});
export type Community = z.infer<typeof Community>;

export const School = z.object({
	schoolId: SchoolId,
	name: z.string(),
	kind: SchoolKind,
	town: z.string().nullable(),
	/** What the village link carries, kbit/s; null: not known. */
	linkDownKbps: z.int().nullable(),
	linkUpKbps: z.int().nullable(),
	communities: z.array(z.object({ communityId: CommunityId, name: z.string() })),
	classrooms: z.int(),
	classGroups: z.int(),
});
export type School = z.infer<typeof School>;

export const Classroom = z.object({
	classroomId: ClassroomId,
	schoolId: SchoolId,
	school: z.string(),
	name: z.string(),
	kind: ClassroomKind,
	/** `unpaired`: no device; `offline`: not seen for 2 minutes. */
	device: z.enum(['unpaired', 'offline', 'online']),
});
export type Classroom = z.infer<typeof Classroom>;

export const ClassGroup = z.object({
	classGroupId: ClassGroupId,
	schoolId: SchoolId,
	school: z.string(),
	name: z.string(),
	grade: Grade,
	students: z.int(),
});
export type ClassGroup = z.infer<typeof ClassGroup>;

export const Person = z.object({
	personId: PersonId,
	name: z.string(),
	loginName: z.string(),
	role: PersonRole,
	schoolId: SchoolId.nullable(),
	school: z.string().nullable(),
	/** For teachers. */
	subjects: z.array(Subject),
	/** For students. */
	classGroupId: ClassGroupId.nullable(),
	classGroup: z.string().nullable(),
	disabled: z.boolean(),
});
export type Person = z.infer<typeof Person>;

/** What a lesson of one day may be planned with. */
export const PlanPlaces = z.object({
	/** Communities with their schools, core school first; then guest counties. Schools may be in several, or in none. */
	groups: z.array(z.object({ groupId: z.string(), name: z.string(), schoolIds: z.array(SchoolId) })),
	classrooms: z.array(Classroom.omit({ kind: true, device: true })),
	classGroups: z.array(ClassGroup.omit({ students: true })),
});
export type PlanPlaces = z.infer<typeof PlanPlaces>;

/** A teacher as whoever plans a lesson sees them: less than their own school does. */
export const PlanTeacher = z.object({
	personId: PersonId,
	name: z.string(),
	school: z.string().nullable(),
	subjects: z.array(Subject),
});
export type PlanTeacher = z.infer<typeof PlanTeacher>;

const kbps = z.int().min(64, 'out-of-range').max(10_000_000, 'out-of-range').nullable();
const search = SearchText.exactOptional();

const communityInput = { name: Name, kind: CommunityKind };
const schoolInput = {
	name: Name,
	kind: SchoolKind,
	town: Name.nullable(),
	linkDownKbps: kbps,
	linkUpKbps: kbps,
};
const classroomInput = { name: Name, kind: ClassroomKind };
const classGroupInput = { name: Name, grade: Grade };
const personInput = {
	name: Name,
	role: PersonRole,
	schoolId: SchoolId.nullable(),
	subjects: z.array(Subject).max(12),
	classGroupId: ClassGroupId.nullable(),
};

export const schoolsEndpoints = {
	readCounty: endpoint('get', '/api/county', 'The own county', { response: County }),
	updateCounty: endpoint('patch', '/api/county', 'Changes the county', {
		body: z.strictObject({ name: Name, region: z.string().regex(/^[a-z-]{1,40}$/, 'bad-format') }),
		response: County,
	}),
	listAgreements: endpoint('get', '/api/agreements', 'Agreements with other counties', {
		response: z.object({ items: z.array(Agreement) }),
	}),
	createAgreement: endpoint(
		'post',
		'/api/agreements',
		"Offers to let another county's classrooms take part",
		{
			body: z.strictObject({ guestCountyId: CountyId }),
			response: Agreement,
		},
	),
	acceptAgreement: endpoint(
		'post',
		'/api/agreements/:agreementId/accept',
		'The guest county accepts what it was offered',
		{ params: z.strictObject({ agreementId: AgreementId }), response: Agreement },
	),
	revokeAgreement: endpoint(
		'delete',
		'/api/agreements/:agreementId',
		'Ends an agreement, or takes back an offer, at once',
		{
			params: z.strictObject({ agreementId: AgreementId }),
			response: Done,
		},
	),

	listCommunities: endpoint('get', '/api/communities', 'Communities with their members of today', {
		response: z.object({ items: z.array(Community) }),
	}),
	createCommunity: endpoint('post', '/api/communities', 'Makes a community around a core school', {
		body: z.strictObject({ ...communityInput, coreSchoolId: SchoolId, from: Day }),
		response: Community,
	}),
	updateCommunity: endpoint('patch', '/api/communities/:communityId', 'Changes a community', {
		params: z.strictObject({ communityId: CommunityId }),
		body: z.strictObject(communityInput),
		response: Community,
	}),
	deleteCommunity: endpoint('delete', '/api/communities/:communityId', 'Removes a community', {
		params: z.strictObject({ communityId: CommunityId }),
		response: Done,
	}),
	addMember: endpoint('post', '/api/communities/:communityId/members', 'A school joins a community', {
		params: z.strictObject({ communityId: CommunityId }),
		body: z
			.strictObject({ schoolId: SchoolId, from: Day, until: Day.nullable() })
			.refine((input) => input.until === null || input.until > input.from, {
				error: 'end-before-start',
				path: ['until'],
			}),
		response: Community,
	}),
	endMembership: endpoint('post', '/api/memberships/:membershipId/end', 'A school leaves a community', {
		params: z.strictObject({ membershipId: MembershipId }),
		body: z.strictObject({ until: Day }),
		response: Community,
	}),

	listSchools: endpoint('get', '/api/schools', 'Schools', {
		query: z.strictObject({ ...pageQuery, search, communityId: CommunityId.exactOptional() }),
		response: page(School),
	}),
	createSchool: endpoint('post', '/api/schools', 'Adds a school', {
		body: z.strictObject(schoolInput),
		response: School,
	}),
	updateSchool: endpoint('patch', '/api/schools/:schoolId', 'Changes a school', {
		params: z.strictObject({ schoolId: SchoolId }),
		body: z.strictObject(schoolInput),
		response: School,
	}),
	deleteSchool: endpoint('delete', '/api/schools/:schoolId', 'Removes a school that nothing uses', {
		params: z.strictObject({ schoolId: SchoolId }),
		response: Done,
	}),

	listClassrooms: endpoint('get', '/api/classrooms', 'Classrooms', {
		query: z.strictObject({
			...pageQuery,
			search,
			schoolId: SchoolId.exactOptional(),
			kind: ClassroomKind.exactOptional(),
		}),
		response: page(Classroom),
	}),
	createClassroom: endpoint('post', '/api/classrooms', 'Adds a classroom', {
		body: z.strictObject({ schoolId: SchoolId, ...classroomInput }),
		response: Classroom,
	}),
	updateClassroom: endpoint('patch', '/api/classrooms/:classroomId', 'Changes a classroom', {
		params: z.strictObject({ classroomId: ClassroomId }),
		body: z.strictObject(classroomInput),
		response: Classroom,
	}),
	deleteClassroom: endpoint(
		'delete',
		'/api/classrooms/:classroomId',
		'Removes a classroom that nothing uses',
		{
			params: z.strictObject({ classroomId: ClassroomId }),
			response: Done,
		},
	),

	listClassGroups: endpoint('get', '/api/class-groups', 'Classes', {
		query: z.strictObject({ ...pageQuery, search, schoolId: SchoolId.exactOptional() }),
		response: page(ClassGroup),
	}),
	createClassGroup: endpoint('post', '/api/class-groups', 'Adds a class', {
		body: z.strictObject({ schoolId: SchoolId, ...classGroupInput }),
		response: ClassGroup,
	}),
	updateClassGroup: endpoint('patch', '/api/class-groups/:classGroupId', 'Changes a class', {
		params: z.strictObject({ classGroupId: ClassGroupId }),
		body: z.strictObject(classGroupInput),
		response: ClassGroup,
	}),
	deleteClassGroup: endpoint(
		'delete',
		'/api/class-groups/:classGroupId',
		'Removes a class that nothing uses',
		{
			params: z.strictObject({ classGroupId: ClassGroupId }),
			response: Done,
		},
	),

	planPlaces: endpoint(
		'get',
		'/api/plan-places',
		'Classrooms and classes the caller may plan with on a day',
		{
			query: z.strictObject({ day: Day }),
			response: PlanPlaces,
		},
	),
	planTeachers: endpoint(
		'get',
		'/api/plan-teachers',
		'Teachers the caller may plan with on a day; an inspector: of the county',
		{
			query: z.strictObject({ ...pageQuery, search, day: Day }),
			response: page(PlanTeacher),
		},
	),

	listPeople: endpoint('get', '/api/people', 'People', {
		query: z.strictObject({
			...pageQuery,
			search,
			role: PersonRole.exactOptional(),
			schoolId: SchoolId.exactOptional(),
			classGroupId: ClassGroupId.exactOptional(),
		}),
		response: page(Person),
	}),
	createPerson: endpoint('post', '/api/people', 'Adds a person with a first password', {
		body: z.strictObject({ ...personInput, loginName: LoginName, password: NewPassword }),
		response: Person,
	}),
	updatePerson: endpoint('patch', '/api/people/:personId', 'Changes a person', {
		params: z.strictObject({ personId: PersonId }),
		body: z.strictObject({ ...personInput, disabled: z.boolean() }),
		response: Person,
	}),
	resetPassword: endpoint('post', '/api/people/:personId/password', 'Gives a person a new first password', {
		params: z.strictObject({ personId: PersonId }),
		body: z.strictObject({ password: NewPassword }),
		response: Done,
	}),
	deletePerson: endpoint('delete', '/api/people/:personId', 'Removes a person that nothing uses', {
		params: z.strictObject({ personId: PersonId }),
		response: Done,
	}),
};
