// Whether this server can take work. Features contribute checks: the database, the media workers.
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';

export interface Readiness {
	readonly ready: boolean;
	/** What failed; only the names, since anybody may ask. */
	readonly failing: readonly string[];
}

const checkTimeout = 3000;

export class Health {
	readonly #checks = new Map<string, () => Promise<void>>();
	readonly #log: Log;
	#leaving = false;

	constructor(log: Log) {
		this.#log = log;
	}

	/** `check` rejects when the thing does not work. It is asked often: keep it cheap. */
	add(name: string, check: () => Promise<void>): void {
		this.#checks.set(name, check);
	}

	/** From now on not ready: the server is about to stop, send nobody here. */
	leave(): void {
		this.#leaving = true;
	}

	async readiness(): Promise<Readiness> {
		if (this.#leaving) return { ready: false, failing: ['leaving'] };
		const results = await Promise.all([...this.#checks].map(([name, check]) => this.#run(name, check)));
		const failing = results.filter((name) => name !== undefined);
		return { ready: failing.length === 0, failing };
	}

	async #run(name: string, check: () => Promise<void>): Promise<string | undefined> {
		let timer: NodeJS.Timeout | undefined;
		const timeout = new Promise<never>((_resolve, reject) => {
			timer = setTimeout(() => reject(new Error(`no answer within ${checkTimeout} ms`)), checkTimeout);
		});
		try {
			await Promise.race([check(), timeout]);
			return undefined;
		} catch (error) {
			this.#log.warn({ check: name, reason: messageOf(error) }, 'not ready');
			return name;
		} finally {
			clearTimeout(timer);
		}
	}
}
