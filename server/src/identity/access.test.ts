import { ClassroomId, CountyId, DeviceId, PersonId, PersonRole, SchoolId } from '@classroom/protocol';
import { expect, test } from 'vitest';
import { anyone, browsers, people, peopleBeforePasswordChange, roles, services, signedIn } from './access.ts';
import type { Caller } from './caller.ts';
import { anonymous } from './caller.ts';

const person = (role: PersonRole, mustChangePassword = false): Caller => ({
	kind: 'person',
	personId: PersonId.parse('p'),
	countyId: CountyId.parse('c'),
	schoolId: null,
	classGroupId: null,
	name: '王老师',
	sessionId: 's',
	role,
	mustChangePassword,
});
const classroom: Caller = {
	kind: 'classroom',
	deviceId: DeviceId.parse('d'),
	classroomId: ClassroomId.parse('k'),
	schoolId: SchoolId.parse('s'),
	countyId: CountyId.parse('c'),
	name: '一号教室',
};
const service: Caller = { kind: 'service', service: 'recorder' };

const who = {
	...Object.fromEntries(PersonRole.options.map((role) => [role, person(role)])),
	classroom,
	service,
	anonymous,
	unchanged: person('county-admin', true),
};
const everyPerson = [...PersonRole.options];

test.each([
	['anyone', anyone, [...everyPerson, 'classroom', 'service', 'anonymous', 'unchanged']],
	['browsers', browsers, [...everyPerson, 'classroom', 'anonymous', 'unchanged']],
	['people', people, everyPerson],
	['peopleBeforePasswordChange', peopleBeforePasswordChange, [...everyPerson, 'unchanged']],
	['signedIn', signedIn, [...everyPerson, 'classroom']],
	['services', services, ['service']],
	['roles', roles('county-admin', 'classroom'), ['county-admin', 'classroom']],
])('%s', (_name, access, admitted) => {
	const through = Object.entries(who)
		.filter(([, caller]) => access.admit(caller) !== undefined)
		.map(([name]) => name);
	expect(through).toEqual(admitted);
});

test('roles are shown as the permission table has them', () => {
	expect(roles('teacher', 'assistant').name).toBe('teacher, assistant');
});
