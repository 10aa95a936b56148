// Gathers what comes many times a second, and hands it on at most a few times: of the same device only the last.
import { AppError, isAppError, type CancelTimer, type Clock } from '../platform/index.ts';

/** A finger does not feel it, and ten thousand answers become one statement, ms. */
const GATHER_MS = 150;
/** More than a county's children; whoever comes then is to try again. */
const MOST_WAITING = 20_000;

interface Waiting<T> {
	readonly value: T;
	readonly settled: PromiseWithResolvers<null>;
}

/** What has become of one of them: kept (null), or why not. */
export type Verdict = AppError | null;

export class AnswerGatherer<T> {
	readonly #clock: Clock;
	readonly #keep: (values: readonly T[]) => Promise<readonly Verdict[]>;
	#waiting = new Map<string, Waiting<T>>();
	#running: Promise<void> = Promise.resolve();
	#cancel: CancelTimer | null = null;

	/** `keep`: in one go, with a verdict for each. One call at a time. */
	constructor(clock: Clock, keep: (values: readonly T[]) => Promise<readonly Verdict[]>) {
		this.#clock = clock;
		this.#keep = keep;
	}

	/** Resolves when it, or a later one of the same key, is kept. @throws AppError the verdict, `too-many-requests` */
	async put(key: string, value: T): Promise<void> {
		const before = this.#waiting.get(key);
		if (before === undefined && this.#waiting.size >= MOST_WAITING) throw new AppError('too-many-requests');
		const settled = before?.settled ?? Promise.withResolvers<null>();
		this.#waiting.set(key, { value, settled });
		this.#cancel ??= this.#clock.setTimeout(() => void this.drain(), GATHER_MS);
		await settled.promise;
	}

	/** Hands on what waits; resolves when all that came before has its verdict. */
	drain(): Promise<void> {
		this.#cancel?.();
		this.#cancel = null;
		this.#running = this.#running.then(() => this.#flush());
		return this.#running;
	}

	async #flush(): Promise<void> {
		const some = [...this.#waiting.values()];
		this.#waiting = new Map();
		if (some.length === 0) return;
		try {
			const verdicts = await this.#keep(some.map(({ value }) => value));
			some.forEach(({ settled }, place) => {
				const verdict = verdicts[place] ?? null;
				if (verdict === null) settled.resolve(null);
				else settled.reject(verdict);
			});
		} catch (error) {
			const reason = isAppError(error) ? error : new AppError('internal', undefined, { cause: error });
			for (const { settled } of some) settled.reject(reason);
		}
	}
}
