// Sign-in, sessions, devices, the audit log.
import { z } from 'zod';
import { ClassroomId, CountyId, DeviceId, Instant, PairingId, PersonId, SchoolId } from '../ids.ts';
import { LoginName, Name, NewPassword, SearchText } from '../text.ts';
import { PersonRole } from '../words.ts';
import { Done, endpoint, page, pageQuery } from './endpoint.ts';

/** Who is calling, as their own browser may know it. */
export const SessionInfo = z.discriminatedUnion('kind', [
	z.object({
		kind: z.literal('anonymous'),
		mode: z.enum(['demo', 'production']),
		csrfToken: z.string(),
		serverNow: Instant,
	}),
	z.object({
		kind: z.literal('person'),
		mode: z.enum(['demo', 'production']),
		personId: PersonId,
		name: z.string(),
		role: PersonRole,
		countyId: CountyId,
		county: z.string(),
		schoolId: SchoolId.nullable(),
		school: z.string().nullable(),
		mustChangePassword: z.boolean(),
		csrfToken: z.string(),
		serverNow: Instant,
	}),
	z.object({
		kind: z.literal('classroom'),
		mode: z.enum(['demo', 'production']),
		classroomId: ClassroomId,
		deviceId: DeviceId,
		name: z.string(),
		school: z.string(),
		county: z.string(),
		csrfToken: z.string(),
		serverNow: Instant,
	}),
]);
export type SessionInfo = z.infer<typeof SessionInfo>;

/** One of the demonstration county's people or classrooms, to be signed in as at a click. */
export const Persona = z.object({
	personaId: z.string().max(80),
	role: z.enum([...PersonRole.options, 'classroom']),
	name: z.string(),
	school: z.string().nullable(),
	/** Whether the lesson that is on now concerns them. */
	inCurrentLesson: z.boolean(),
});
export type Persona = z.infer<typeof Persona>;

export const DeviceInfo = z.object({
	deviceId: DeviceId,
	classroomId: ClassroomId,
	name: z.string(),
	pairedAt: Instant,
	pairedBy: z.string(),
	lastSeenAt: Instant.nullable(),
	revokedAt: Instant.nullable(),
});
export type DeviceInfo = z.infer<typeof DeviceInfo>;

export const AuditEntry = z.object({
	id: z.string(),
	at: Instant,
	/** Who did it, as a name for the reader; null: the system. */
	actor: z.string().nullable(),
	action: z.string(),
	subject: z.string().nullable(),
	details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Six characters without look-alikes, as a classroom's screen shows them; typed in any case. */
export const PairingCode = z
	.string()
	.transform((code) => code.toUpperCase().replace(/[\s-]/g, ''))
	.refine((code) => /^[2-9A-HJ-NP-Z]{6}$/.test(code), 'bad-format');

export const identityEndpoints = {
	session: endpoint('get', '/api/session', 'Who is calling, and the CSRF token', { response: SessionInfo }),
	signIn: endpoint('post', '/api/sign-in', 'Signs a person in', {
		body: z.strictObject({
			loginName: LoginName,
			password: z.string().min(1, 'required').max(200, 'too-long'),
		}),
		response: SessionInfo,
	}),
	signOut: endpoint('post', '/api/sign-out', 'Ends the session', { response: Done }),
	changePassword: endpoint('post', '/api/password', 'Changes the own password; other sessions end', {
		body: z.strictObject({ current: z.string().min(1, 'required').max(200, 'too-long'), next: NewPassword }),
		response: Done,
	}),
	demoPersonas: endpoint('get', '/api/demo', 'Whom the demonstration offers to be', {
		response: z.object({ personas: z.array(Persona) }),
	}),
	demoSignIn: endpoint('post', '/api/demo/sign-in', 'Signs in as one of the demonstration', {
		body: z.strictObject({ personaId: z.string().max(80) }),
		response: SessionInfo,
	}),
	readSetup: endpoint(
		'get',
		'/api/setup/:secret',
		'Whether the one-time link for the first administrator holds',
		{
			params: z.strictObject({ secret: z.string().max(200) }),
			/** `county`: the one that waits for its administrator; null: the link makes the first one. */
			response: z.object({ county: z.string().nullable() }),
		},
	),
	setup: endpoint('post', '/api/setup', 'Makes the county and its first administrator', {
		body: z.strictObject({
			secret: z.string().max(200),
			county: Name,
			name: Name,
			loginName: LoginName,
			password: NewPassword,
		}),
		response: SessionInfo,
	}),
	beginPairing: endpoint('post', '/api/pairings', 'A new device asks for a code to show', {
		response: z.object({ pairingId: PairingId, code: z.string(), secret: z.string(), expiresAt: Instant }),
	}),
	/** Polled by the device. On `paired` the answer sets the device's cookie. */
	pollPairing: endpoint('post', '/api/pairings/:pairingId/poll', 'Whether an administrator has confirmed', {
		params: z.strictObject({ pairingId: PairingId }),
		body: z.strictObject({ secret: z.string().max(200) }),
		response: z.object({ status: z.enum(['waiting', 'paired', 'expired']) }),
	}),
	confirmPairing: endpoint(
		'post',
		'/api/pairings/confirm',
		'An administrator gives the device its classroom',
		{
			body: z.strictObject({ code: PairingCode, classroomId: ClassroomId }),
			response: DeviceInfo,
		},
	),
	listDevices: endpoint('get', '/api/classrooms/:classroomId/devices', 'Devices of a classroom', {
		params: z.strictObject({ classroomId: ClassroomId }),
		response: z.object({ items: z.array(DeviceInfo) }),
	}),
	revokeDevice: endpoint('delete', '/api/devices/:deviceId', "Ends a device's token at once", {
		params: z.strictObject({ deviceId: DeviceId }),
		response: Done,
	}),
	audit: endpoint('get', '/api/audit', 'Who did what, newest first', {
		query: z.strictObject({ ...pageQuery, search: SearchText.exactOptional() }),
		response: page(AuditEntry),
	}),
};
