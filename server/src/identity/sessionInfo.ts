// What a browser may know of its own caller.
import type { SessionInfo } from '@classroom/protocol';
import { AppError } from '../platform/index.ts';
import type { Clock, Csrf } from '../platform/index.ts';
import type { Caller, ClassroomCaller, PersonCaller } from './caller.ts';
import type { IdentityCallers } from './identityCallers.ts';
import type { Mode } from './mode.ts';
import type { SchoolDirectory } from './schoolDirectory.ts';

export interface SessionInfoOptions {
	readonly mode: Mode;
	readonly clock: Clock;
	readonly csrf: Csrf;
	readonly callers: IdentityCallers;
	readonly schools: SchoolDirectory;
}

export const sessionInfo = async (options: SessionInfoOptions, caller: Caller): Promise<SessionInfo> => {
	const { mode, clock, csrf, callers } = options;
	const session = callers.csrfSession(caller);
	const common = {
		mode,
		// Nobody's requests are told from forged ones by their Origin.
		csrfToken: session === undefined ? '' : csrf.tokenFor(session),
		serverNow: clock.now(),
	};
	switch (caller.kind) {
		case 'person':
			return { kind: 'person', ...common, ...(await personInfo(options, caller)) };
		case 'classroom':
			return { kind: 'classroom', ...common, ...(await classroomInfo(options, caller)) };
		case 'anonymous':
			return { kind: 'anonymous', ...common };
		case 'service':
			throw new AppError('forbidden', 'a service has no session');
	}
};

const personInfo = async ({ schools }: SessionInfoOptions, caller: PersonCaller) => ({
	personId: caller.personId,
	name: caller.name,
	role: caller.role,
	countyId: caller.countyId,
	county: (await schools.countyName(caller.countyId)) ?? '',
	schoolId: caller.schoolId,
	school: caller.schoolId === null ? null : await schools.schoolName(caller.countyId, caller.schoolId),
	mustChangePassword: caller.mustChangePassword,
});

const classroomInfo = async ({ schools }: SessionInfoOptions, caller: ClassroomCaller) => {
	const classroom = await schools.classroom(caller.classroomId);
	return {
		classroomId: caller.classroomId,
		deviceId: caller.deviceId,
		name: caller.name,
		school: classroom?.school ?? '',
		county: classroom?.county ?? '',
	};
};
