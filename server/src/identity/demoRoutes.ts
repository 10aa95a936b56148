// Being one of the demonstration's people or classrooms at a click. In production these answer `demo-only`.
import { identityEndpoints } from '@classroom/protocol';
import type { ClassroomId, PersonId, SessionInfo } from '@classroom/protocol';
import { AppError } from '../platform/index.ts';
import type { Reply, Routes } from '../platform/index.ts';
import { browsers } from './access.ts';
import type { Caller } from './caller.ts';
import { DEVICE_COOKIE } from './cookies.ts';
import type { DemoPersonas } from './demo/personas.ts';
import type { Devices } from './devices/devices.ts';
import type { Entrance } from './entrance.ts';
import type { People } from './people/people.ts';
import type { SchoolDirectory } from './schoolDirectory.ts';

export interface DemoRoutesOptions {
	readonly people: People;
	readonly devices: Devices;
	readonly schools: SchoolDirectory;
	readonly entrance: Entrance;
}

/** `personas`: null in production. */
export const addDemoRoutes = (
	routes: Routes<Caller>,
	options: DemoRoutesOptions,
	personas: DemoPersonas | null,
): void => {
	const offered = (): DemoPersonas => {
		if (personas === null) throw new AppError('demo-only');
		return personas;
	};

	routes.implement(identityEndpoints.demoPersonas, {
		access: browsers,
		handler: async () => ({ personas: await offered().list() }),
	});

	routes.implement(identityEndpoints.demoSignIn, {
		access: browsers,
		handler: async ({ body, caller, reply }) => {
			const persona = await offered().find(body.personaId);
			if (persona === null) throw new AppError('not-found', 'no such persona');
			return persona.kind === 'person'
				? enterAsPerson(options, persona.personId, caller, reply)
				: enterAsClassroom(options, persona.classroomId, caller, reply);
		},
	});
};

const enterAsPerson = async (
	{ people, entrance }: DemoRoutesOptions,
	personId: PersonId,
	caller: Caller,
	reply: Reply,
): Promise<SessionInfo> => {
	const person = (await people.findMany([personId])).get(personId);
	if (person === undefined || person.disabled) throw new AppError('not-found', 'the persona is gone');
	const info = await entrance.enter(person, caller, reply);
	reply.clearCookie(DEVICE_COOKIE);
	return info;
};

const enterAsClassroom = async (
	{ devices, schools, entrance }: DemoRoutesOptions,
	classroomId: ClassroomId,
	caller: Caller,
	reply: Reply,
): Promise<SessionInfo> => {
	const classroom = await schools.classroom(classroomId);
	if (classroom === null) throw new AppError('not-found', 'the persona is gone');
	const token = await devices.demoToken(classroom);
	await entrance.enterAsDevice(token, caller, reply);
	const entered = await devices.callerOf(token);
	if (entered === null) throw new AppError('device-revoked');
	return entrance.describe(entered);
};
