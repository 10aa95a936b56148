// Classrooms' devices and their tokens. A token holds until it is revoked; the database knows only its hash.
import { createHmac } from 'node:crypto';
import type { ClassroomId, CountyId, PersonId } from '@classroom/protocol';
import { DeviceId } from '@classroom/protocol';
import type { DeviceInfo } from '@classroom/protocol';
import { hashSecret, inTransaction, newId } from '../../platform/index.ts';
import type { Clock } from '../../platform/index.ts';
import type { ClassroomCaller } from '../caller.ts';
import type { IdentityDb, IdentityTransaction } from '../identityTables.ts';
import type { Revocations } from '../revocations.ts';
import type { ClassroomEntry, SchoolDirectory } from '../schoolDirectory.ts';

/** That a device was seen is written down at most this often, ms. */
const touchEveryMs = 30_000;
/** A device not seen for this long, ms, is shown as offline. */
export const DEVICE_OFFLINE_MS = 120_000;

export type DeviceState = 'unpaired' | 'offline' | 'online';

export interface DevicesOptions {
	readonly db: IdentityDb;
	readonly clock: Clock;
	readonly revocations: Revocations;
	readonly schools: SchoolDirectory;
	/** Of {@link IdentitySecrets}. */
	readonly tokenSecret: string;
}

export interface NewDevice {
	readonly classroom: ClassroomEntry;
	readonly name: string;
	/** Null: the system (demonstration). */
	readonly pairedBy: PersonId | null;
	readonly demo: boolean;
}

export class Devices {
	readonly #db: IdentityDb;
	readonly #clock: Clock;
	readonly #revocations: Revocations;
	readonly #schools: SchoolDirectory;
	readonly #tokenSecret: string;

	constructor({ db, clock, revocations, schools, tokenSecret }: DevicesOptions) {
		this.#db = db;
		this.#clock = clock;
		this.#revocations = revocations;
		this.#schools = schools;
		this.#tokenSecret = tokenSecret;
	}

	/** The device has no token yet: see `issueToken`. */
	async add(tx: IdentityTransaction, device: NewDevice): Promise<DeviceId> {
		const now = this.#clock.now();
		const deviceId = newId(DeviceId, now);
		const { classroom } = device;
		await tx
			.insertInto('classroom_device')
			.values({
				device_id: deviceId,
				token_hash: null,
				classroom_id: classroom.classroomId,
				school_id: classroom.schoolId,
				county_id: classroom.countyId,
				name: device.name,
				paired_at: now,
				paired_by: device.pairedBy,
				last_seen_at: null,
				revoked_at: null,
				demo: device.demo ? 1 : 0,
			})
			.execute();
		return deviceId;
	}

	/**
	 * The device's token, made of a secret that only the device has shown and one that only we have: asking again
	 * gives the same, so a lost answer costs nothing. Null: the device is revoked.
	 */
	async issueToken(deviceId: DeviceId, pairingSecret: string): Promise<string | null> {
		const token = createHmac('sha256', this.#tokenSecret)
			.update(JSON.stringify([deviceId, pairingSecret]))
			.digest('base64url');
		const result = await this.#db
			.updateTable('classroom_device')
			.set({ token_hash: hashSecret(token) })
			.where('device_id', '=', deviceId)
			.where('revoked_at', 'is', null)
			.executeTakeFirst();
		return result.numUpdatedRows === 0n ? null : token;
	}

	/** Null: no such token, or the device is revoked, or its classroom is gone. */
	async callerOf(token: string): Promise<ClassroomCaller | null> {
		const device = await this.#db
			.selectFrom('classroom_device')
			.select(['device_id', 'classroom_id', 'last_seen_at'])
			.where('token_hash', '=', hashSecret(token))
			.where('revoked_at', 'is', null)
			.executeTakeFirst();
		if (device === undefined) return null;
		const classroom = await this.#schools.classroom(device.classroom_id);
		if (classroom === null) return null;
		if (this.#clock.now() - (device.last_seen_at ?? 0) >= touchEveryMs) await this.seen(device.device_id);
		return {
			kind: 'classroom',
			deviceId: device.device_id,
			classroomId: classroom.classroomId,
			schoolId: classroom.schoolId,
			countyId: classroom.countyId,
			name: classroom.name,
		};
	}

	/** For those who hold a socket of the device: every 30 to 60 s keeps it shown as online. */
	async seen(deviceId: DeviceId): Promise<void> {
		await this.#db
			.updateTable('classroom_device')
			.set({ last_seen_at: this.#clock.now() })
			.where('device_id', '=', deviceId)
			.execute();
	}

	/** Latest first; those revoked come last. */
	async listOf(classroomId: ClassroomId): Promise<DeviceInfo[]> {
		const rows = await this.#infos().where('device.classroom_id', '=', classroomId).execute();
		return rows.map(infoOf);
	}

	/** Null: the county has no such device. */
	async find(countyId: CountyId, deviceId: DeviceId): Promise<DeviceInfo | null> {
		const row = await this.#infos()
			.where('device.county_id', '=', countyId)
			.where('device.device_id', '=', deviceId)
			.executeTakeFirst();
		return row === undefined ? null : infoOf(row);
	}

	/** Whether a device exists in any county: to tell a stranger's id from nobody's. */
	async exists(deviceId: DeviceId): Promise<boolean> {
		const row = await this.#db
			.selectFrom('classroom_device')
			.select('device_id')
			.where('device_id', '=', deviceId)
			.executeTakeFirst();
		return row !== undefined;
	}

	/** Classrooms without a device that holds are missing: they are `unpaired`. */
	async stateOf(classroomIds: readonly ClassroomId[]): Promise<Map<ClassroomId, DeviceState>> {
		if (classroomIds.length === 0) return new Map();
		const rows = await this.#db
			.selectFrom('classroom_device')
			.select((row) => ['classroom_id' as const, row.fn.max('last_seen_at').as('last_seen_at')])
			.where('classroom_id', 'in', classroomIds)
			.where('revoked_at', 'is', null)
			.where('token_hash', 'is not', null)
			.groupBy('classroom_id')
			.execute();
		const since = this.#clock.now() - DEVICE_OFFLINE_MS;
		return new Map(
			rows.map((row) => [row.classroom_id, (row.last_seen_at ?? 0) >= since ? 'online' : 'offline']),
		);
	}

	/** At once, everywhere; idempotent. Whether it still held. */
	async revoke(deviceId: DeviceId): Promise<boolean> {
		return this.#revoke(await this.#revoking().where('device_id', '=', deviceId).returningAll().execute());
	}

	/** For a classroom that is deleted. */
	async revokeAllOf(classroomId: ClassroomId): Promise<void> {
		await this.#revoke(
			await this.#revoking().where('classroom_id', '=', classroomId).returningAll().execute(),
		);
	}

	/** The device that all share who try the demonstration as this classroom, and its token. */
	async demoToken(classroom: ClassroomEntry): Promise<string> {
		const known = await this.#db
			.selectFrom('classroom_device')
			.select('device_id')
			.where('classroom_id', '=', classroom.classroomId)
			.where('demo', '=', 1)
			.where('revoked_at', 'is', null)
			.executeTakeFirst();
		const deviceId =
			known?.device_id ??
			(await inTransaction(this.#db, (tx) =>
				this.add(tx, { classroom, name: 'demo', pairedBy: null, demo: true }),
			));
		const token = await this.issueToken(deviceId, 'demo');
		return token ?? this.demoToken(classroom);
	}

	#infos() {
		return this.#db
			.selectFrom('classroom_device as device')
			.leftJoin('person', 'person.person_id', 'device.paired_by')
			.selectAll('device')
			.select('person.name as paired_by_name')
			.orderBy((row) => row.case().when('device.revoked_at', 'is', null).then(0).else(1).end())
			.orderBy('device.paired_at', 'desc');
	}

	#revoking() {
		return this.#db
			.updateTable('classroom_device')
			.set({ revoked_at: this.#clock.now() })
			.where('revoked_at', 'is', null);
	}

	async #revoke(rows: readonly { device_id: DeviceId; county_id: CountyId }[]): Promise<boolean> {
		for (const row of rows) {
			await this.#revocations.announce({
				kind: 'device',
				deviceId: row.device_id,
				countyId: row.county_id,
			});
		}
		return rows.length > 0;
	}
}

interface InfoRow {
	readonly device_id: DeviceId;
	readonly classroom_id: ClassroomId;
	readonly name: string;
	readonly paired_at: number;
	readonly paired_by: PersonId | null;
	readonly paired_by_name: string | null;
	readonly last_seen_at: number | null;
	readonly revoked_at: number | null;
}

const infoOf = (row: InfoRow): DeviceInfo => ({
	deviceId: row.device_id,
	classroomId: row.classroom_id,
	name: row.name,
	pairedAt: row.paired_at,
	pairedBy: row.paired_by_name ?? row.paired_by ?? '',
	lastSeenAt: row.last_seen_at,
	revokedAt: row.revoked_at,
});
