// Pairing a classroom's device, listing and revoking devices.
import { identityEndpoints } from '@classroom/protocol';
import type { ClassroomId, DeviceInfo } from '@classroom/protocol';
import { AppError, createRateLimit } from '../platform/index.ts';
import type { Routes } from '../platform/index.ts';
import { browsers, roles } from './access.ts';
import type { CallerOf } from './access.ts';
import type { AuditLog } from './audit/auditLog.ts';
import type { Caller } from './caller.ts';
import { deviceName } from './devices/deviceName.ts';
import type { Devices } from './devices/devices.ts';
import type { Pairings } from './devices/pairings.ts';
import type { Entrance } from './entrance.ts';
import type { ClassroomEntry, SchoolDirectory } from './schoolDirectory.ts';
import { pairingCodePolicy } from './signIn/attemptPolicy.ts';
import type { Attempts } from './signIn/attempts.ts';

export interface DeviceRoutesOptions {
	readonly pairings: Pairings;
	readonly devices: Devices;
	readonly schools: SchoolDirectory;
	readonly entrance: Entrance;
	readonly attempts: Attempts;
	readonly audit: AuditLog;
}

type Administrator = CallerOf<'county-admin' | 'school-admin'>;
const administrators = roles('county-admin', 'school-admin');

/**
 * New codes from one address. A number of open ones would be used up by whoever opens them all; here the next second
 * is as good as this one, and the device asks again by itself.
 */
const pairingRate = { requests: 5, windowSeconds: 1 };

export const addDeviceRoutes = (routes: Routes<Caller>, options: DeviceRoutesOptions): void => {
	const { pairings, devices, schools, entrance } = options;

	routes.implement(identityEndpoints.beginPairing, {
		access: browsers,
		limit: createRateLimit(pairingRate),
		handler: ({ credentials }) => pairings.begin(deviceName(credentials.userAgent)),
	});

	routes.implement(identityEndpoints.pollPairing, {
		access: browsers,
		handler: async ({ params, body, caller, reply }) => {
			const answer = await pairings.poll(params.pairingId, body.secret);
			if (answer.status === 'paired') await entrance.enterAsDevice(answer.token, caller, reply);
			return { status: answer.status };
		},
	});

	routes.implement(identityEndpoints.confirmPairing, {
		access: administrators,
		handler: async ({ body, caller }) => {
			const classroom = await classroomOf(schools, caller, body.classroomId);
			return confirm(options, caller, body.code, classroom);
		},
	});

	routes.implement(identityEndpoints.listDevices, {
		access: administrators,
		handler: async ({ params, caller }) => {
			const { classroomId } = await classroomOf(schools, caller, params.classroomId);
			return { items: await devices.listOf(classroomId) };
		},
	});

	routes.implement(identityEndpoints.revokeDevice, {
		access: administrators,
		handler: async ({ params, caller }) => {
			const device = await devices.find(caller.countyId, params.deviceId);
			if (device === null) {
				const foreign = await devices.exists(params.deviceId);
				throw new AppError(foreign ? 'other-county' : 'not-found');
			}
			await revoke(options, caller, device);
			return {};
		},
	});
};

/** Throws `not-found`, `other-county`, or `forbidden` when it is another school's. */
const classroomOf = async (
	schools: SchoolDirectory,
	caller: Administrator,
	classroomId: ClassroomId,
): Promise<ClassroomEntry> => {
	const classroom = await schools.classroom(classroomId);
	if (classroom === null) throw new AppError('not-found', 'no such classroom');
	if (classroom.countyId !== caller.countyId) throw new AppError('other-county');
	if (caller.role === 'school-admin' && classroom.schoolId !== caller.schoolId) {
		throw new AppError('forbidden');
	}
	return classroom;
};

const confirm = async (
	{ pairings, devices, attempts, audit }: DeviceRoutesOptions,
	caller: Administrator,
	code: string,
	classroom: ClassroomEntry,
): Promise<DeviceInfo> => {
	const attempt = await attempts.begin([
		{ key: ['pairing-code', caller.personId], policy: pairingCodePolicy, onSuccess: 'refund' },
	]);
	const deviceId = await pairings.confirm(code, classroom, caller.personId);
	await attempt.succeeded();
	await audit.record({
		actor: caller,
		countyId: caller.countyId,
		action: 'device.paired',
		subject: { text: `${classroom.school} ${classroom.name}` },
		details: { deviceId, classroomId: classroom.classroomId },
	});
	const device = await devices.find(caller.countyId, deviceId);
	if (device === null) throw new AppError('internal', 'the device is gone as soon as it was paired');
	return device;
};

const revoke = async (
	{ devices, schools, audit }: DeviceRoutesOptions,
	caller: Administrator,
	{ deviceId, classroomId }: DeviceInfo,
): Promise<void> => {
	const classroom = await schools.classroom(classroomId);
	if (caller.role === 'school-admin' && classroom?.schoolId !== caller.schoolId) {
		throw new AppError('forbidden');
	}
	const held = await devices.revoke(deviceId);
	if (!held) return;
	await audit.record({
		actor: caller,
		countyId: caller.countyId,
		action: 'device.revoked',
		subject: { text: classroom === null ? classroomId : `${classroom.school} ${classroom.name}` },
		details: { deviceId, classroomId },
	});
};
