// Signing in by name and password. A wrong password, an unknown name and a disabled person get the same answer in
// the same time: same look-ups, one hash, no write that only some of them cause.
import type { PersonId, CountyId } from '@classroom/protocol';
import { addressKey, AppError, isAppError } from '../../platform/index.ts';
import type { Counter, Log, Metrics } from '../../platform/index.ts';
import type { IdentityDb } from '../identityTables.ts';
import type { PasswordHasher } from '../passwords/PasswordHasher.ts';
import { loginKey } from '../people/textKeys.ts';
import { signInPolicies } from './attemptPolicy.ts';
import type { Attempts, Limit } from './attempts.ts';
import type { KnownDevices } from './knownDevices.ts';

export interface SignInRequest {
	readonly loginName: string;
	readonly password: string;
	readonly address: string;
	/** The cookie by which the device is known, if it sent one. */
	readonly knownDevice: string | undefined;
}

export interface SignedIn {
	readonly personId: PersonId;
	readonly countyId: CountyId;
	/** The cookie by which the device is known from now on. */
	readonly knownDevice: string;
}

export interface SignInOptions {
	readonly db: IdentityDb;
	readonly hasher: PasswordHasher;
	readonly attempts: Attempts;
	readonly knownDevices: KnownDevices;
	readonly log: Log;
	readonly metrics: Metrics;
}

export class SignIn {
	readonly #options: SignInOptions;
	readonly #results: Counter<'result'>;

	constructor(options: SignInOptions) {
		this.#options = options;
		this.#results = options.metrics.counter({
			name: 'classroom_sign_in_total',
			help: 'Attempts to sign in by password',
			labels: ['result'],
		});
	}

	/** Throws `sign-in-locked`, `wrong-name-or-password`, or `too-many-requests` when the server has no time. */
	async byPassword(request: SignInRequest): Promise<SignedIn> {
		const { hasher, attempts, knownDevices, log } = this.#options;
		const key = loginKey(request.loginName);
		const device = knownDevices.read(request.knownDevice);
		const known = device !== undefined && knownDevices.knows(device, key);
		const limits = known ? knownDeviceLimits(device.nonce, key) : strangerLimits(request.address, key);
		const attempt = await this.#countLocked(() => attempts.begin(limits, device?.nonce));
		const person = await this.#find(key);
		const right = await hasher.verify(
			person?.password_hash ?? null,
			request.password,
			known ? 'known' : 'stranger',
		);
		if (person === undefined || !right || person.disabled === 1) {
			this.#results.inc({ result: 'wrong' });
			// Not the name: people type their password there.
			log.warn({ known, personId: person?.person_id }, 'sign-in failed');
			throw new AppError('wrong-name-or-password');
		}
		await attempt.succeeded();
		this.#results.inc({ result: 'right' });
		return {
			personId: person.person_id,
			countyId: person.county_id,
			knownDevice: knownDevices.remember(device, key),
		};
	}

	#find(key: string) {
		return this.#options.db
			.selectFrom('person')
			.select(['person_id', 'county_id', 'password_hash', 'disabled'])
			.where('login_key', '=', key)
			.executeTakeFirst();
	}

	async #countLocked<R>(work: () => Promise<R>): Promise<R> {
		try {
			return await work();
		} catch (error) {
			if (isAppError(error, 'sign-in-locked')) this.#results.inc({ result: 'locked' });
			throw error;
		}
	}
}

const knownDeviceLimits = (nonce: string, key: string): Limit[] => [
	{ key: ['known-device', nonce, key], policy: signInPolicies.knownDevice, onSuccess: 'empty' },
];

/** A success takes back no more than itself where others count too: an attacker has an account of their own. */
const strangerLimits = (address: string, key: string): Limit[] => [
	{
		key: ['address', addressKey(address)],
		policy: signInPolicies.address,
		onSuccess: 'refund',
		sparesFirstTries: true,
	},
	{
		key: ['name-at-address', key, addressKey(address)],
		policy: signInPolicies.nameAtAddress,
		onSuccess: 'empty',
		countsTries: true,
	},
	{ key: ['name', key], policy: signInPolicies.name, onSuccess: 'refund' },
];
