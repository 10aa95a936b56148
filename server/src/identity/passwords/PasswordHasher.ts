// Hashing passwords: slow on purpose, so few at a time, and never so many that lessons suffer.
import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { AppError, newSecret } from '../../platform/index.ts';

/** OWASP Password Storage Cheat Sheet: Argon2id (this library's default kind), 19 MiB, 2 passes, 1 lane. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * For first passwords that we drew ourselves. 59 bits of chance leave nothing to guess, so each guess need not cost
 * much, and thousands are ready in seconds; whoever gets one chooses a password of their own at the first sign-in.
 */
const forDrawn = { memoryCost: 2_048, timeCost: 1, parallelism: 1 } as const;
const drawnMark = `$m=${forDrawn.memoryCost},t=${forDrawn.timeCost},`;

/** Those who wait beyond this are asked to come back. */
const longestQueue = 256;

/** `known`: whoever has shown who they are goes before strangers. */
export type Priority = 'known' | 'stranger';

export class PasswordHasher {
	readonly #places: number;
	readonly #queues: Record<Priority, (() => void)[]> = { known: [], stranger: [] };
	#busy = 0;
	#nobody: Promise<string> | undefined;

	/** `places`: how many are hashed at a time. */
	constructor(places = Math.max(1, availableParallelism() - 1)) {
		this.#places = places;
	}

	/** Throws `too-many-requests` when too many wait. */
	hash(password: string, priority: Priority = 'known'): Promise<string> {
		return this.#run(priority, () => hash(prepared(password), parameters));
	}

	/** Of a password from {@link drawPassword}, and of no other. Throws `too-many-requests` when too many wait. */
	hashDrawn(password: string): Promise<string> {
		return this.#run('known', () => hash(prepared(password), forDrawn));
	}

	/** Takes as long for nobody's hash (null) as for somebody's. Throws `too-many-requests` when too many wait. */
	async verify(passwordHash: string | null, password: string, priority: Priority): Promise<boolean> {
		const against = passwordHash ?? (await this.#nobodysHash());
		const right = await this.#run(priority, async () => {
			// Nor does anybody learn from the time who has not yet chosen a password.
			if (against.includes(drawnMark)) await verify(await this.#nobodysHash(), prepared(password));
			return verify(against, prepared(password));
		});
		return right && passwordHash !== null;
	}

	/** To be called at the start, so that the first sign-in takes no longer than others. */
	async prepare(): Promise<void> {
		await this.#nobodysHash();
	}

	#nobodysHash(): Promise<string> {
		this.#nobody ??= hash(newSecret(), parameters);
		return this.#nobody;
	}

	async #run<R>(priority: Priority, work: () => Promise<R>): Promise<R> {
		await this.#place(priority);
		try {
			return await work();
		} finally {
			this.#leave();
		}
	}

	async #place(priority: Priority): Promise<void> {
		if (this.#busy < this.#places) {
			this.#busy += 1;
			return;
		}
		const queue = this.#queues[priority];
		if (queue.length >= longestQueue) throw new AppError('too-many-requests', 'too many passwords to check');
		await new Promise<void>((resolve) => queue.push(resolve));
	}

	/** The place goes to the next in turn without becoming free in between. */
	#leave(): void {
		const next = this.#queues.known.shift() ?? this.#queues.stranger.shift();
		if (next === undefined) this.#busy -= 1;
		else next();
	}
}

/** The same characters, typed on another system, are the same password (NIST SP 800-63B, 5.1.1.2). */
const prepared = (password: string): string => password.normalize('NFKC');
