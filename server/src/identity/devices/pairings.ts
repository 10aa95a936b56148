// Pairing: a new device shows a short code, an administrator types it, and the device fetches its token with a
// secret that never was on the screen.
import type { DeviceId, PersonId } from '@classroom/protocol';
import { PairingId } from '@classroom/protocol';
import {
	AppError,
	hashSecret,
	inTransaction,
	isAppError,
	newId,
	newSecret,
	shortCode,
} from '../../platform/index.ts';
import type { Clock } from '../../platform/index.ts';
import type { IdentityDb } from '../identityTables.ts';
import type { ClassroomEntry } from '../schoolDirectory.ts';
import type { Devices } from './devices.ts';

/** How long a code holds, ms; and after its confirmation, how long the device may fetch its token. */
export const PAIRING_LIFE_MS = 10 * 60_000;
const codeLength = 6;
/** Of 30^6 codes few are open: a second draw is rare, a fifth means that something is wrong. */
const draws = 5;

export interface BegunPairing {
	readonly pairingId: PairingId;
	readonly code: string;
	readonly secret: string;
	/** UTC ms. */
	readonly expiresAt: number;
}

export type PairingPoll =
	{ readonly status: 'waiting' | 'expired' } | { readonly status: 'paired'; readonly token: string };

export interface PairingsOptions {
	readonly db: IdentityDb;
	readonly clock: Clock;
	readonly devices: Devices;
}

export class Pairings {
	readonly #db: IdentityDb;
	readonly #clock: Clock;
	readonly #devices: Devices;

	constructor({ db, clock, devices }: PairingsOptions) {
		this.#db = db;
		this.#clock = clock;
		this.#devices = devices;
	}

	async begin(deviceName: string): Promise<BegunPairing> {
		for (let draw = 1; ; draw += 1) {
			try {
				return await this.#begin(deviceName);
			} catch (error) {
				// The code is taken: another is drawn.
				if (!isAppError(error, 'conflict') || draw >= draws) throw error;
			}
		}
	}

	/** Who may do this is decided before. Throws `pairing-not-found` or `pairing-expired`. */
	async confirm(code: string, classroom: ClassroomEntry, confirmedBy: PersonId): Promise<DeviceId> {
		return inTransaction(this.#db, async (tx) => {
			const now = this.#clock.now();
			// Taking the code away makes two who type it at once take turns: the second finds nothing.
			const pairing = await tx
				.updateTable('device_pairing')
				.set({ code: null })
				.where('code', '=', code)
				.returning(['pairing_id', 'device_name', 'expires_at'])
				.executeTakeFirst();
			if (pairing === undefined) throw new AppError('pairing-not-found');
			if (pairing.expires_at <= now) throw new AppError('pairing-expired');
			const device = { classroom, name: pairing.device_name, pairedBy: confirmedBy, demo: false };
			const deviceId = await this.#devices.add(tx, device);
			await tx
				.updateTable('device_pairing')
				.set({ device_id: deviceId, expires_at: now + PAIRING_LIFE_MS })
				.where('pairing_id', '=', pairing.pairing_id)
				.execute();
			return deviceId;
		});
	}

	/** Throws `pairing-not-found` when id and secret do not belong together. */
	async poll(pairingId: PairingId, secret: string): Promise<PairingPoll> {
		const pairing = await this.#db
			.selectFrom('device_pairing')
			.select(['device_id', 'expires_at'])
			.where('pairing_id', '=', pairingId)
			.where('secret_hash', '=', hashSecret(secret))
			.executeTakeFirst();
		if (pairing === undefined) throw new AppError('pairing-not-found');
		if (pairing.expires_at <= this.#clock.now()) return { status: 'expired' };
		if (pairing.device_id === null) return { status: 'waiting' };
		const token = await this.#devices.issueToken(pairing.device_id, secret);
		return token === null ? { status: 'expired' } : { status: 'paired', token };
	}

	/** Expired ones are kept for a while, so that the screen is told `expired` and not `pairing-not-found`. */
	async sweep(): Promise<void> {
		const before = this.#clock.now() - PAIRING_LIFE_MS;
		await this.#db.deleteFrom('device_pairing').where('expires_at', '<', before).execute();
	}

	async #begin(deviceName: string): Promise<BegunPairing> {
		const now = this.#clock.now();
		const code = shortCode(codeLength);
		const secret = newSecret();
		const pairingId = newId(PairingId, now);
		const expiresAt = now + PAIRING_LIFE_MS;
		await this.#db
			.insertInto('device_pairing')
			.values({
				pairing_id: pairingId,
				code,
				secret_hash: hashSecret(secret),
				device_name: deviceName,
				expires_at: expiresAt,
				device_id: null,
			})
			.execute();
		return { pairingId, code, secret, expiresAt };
	}
}
