// A value that can be watched. Whatever the session knows and a page shows is in one of these.

export type Unsubscribe = () => void;

/** What a page may do with a {@link Store}: React's useSyncExternalStore takes it as it is. */
export interface Readable<T> {
	readonly read: () => T;
	readonly subscribe: (listener: () => void) => Unsubscribe;
}

export class Store<T> implements Readable<T> {
	#value: T;
	readonly #listeners = new Set<() => void>();

	constructor(value: T) {
		this.#value = value;
	}

	readonly read = (): T => this.#value;

	readonly subscribe = (listener: () => void): Unsubscribe => {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	};

	/** Tells nobody when nothing changed. */
	set(value: T): void {
		if (Object.is(value, this.#value)) return;
		this.#value = value;
		for (const listener of [...this.#listeners]) listener();
	}

	change(update: (value: T) => T): void {
		this.set(update(this.#value));
	}
}

/** A list of listeners that are told of things as they happen; nothing is kept. */
export class Announcer<T> {
	readonly #listeners = new Set<(value: T) => void>();

	on(listener: (value: T) => void): Unsubscribe {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	tell(value: T): void {
		for (const listener of [...this.#listeners]) listener(value);
	}
}

/** Waits until `test` says yes of the value. @throws RangeError after `timeoutMs`. */
export const until = async <T>(
	store: Readable<T>,
	test: (value: T) => boolean,
	timeoutMs: number,
): Promise<T> => {
	if (test(store.read())) return store.read();
	return await new Promise<T>((resolve, reject) => {
		const timer = setTimeout(() => {
			stop();
			reject(new RangeError('waited in vain'));
		}, timeoutMs);
		const stop = store.subscribe(() => {
			const value = store.read();
			if (!test(value)) return;
			clearTimeout(timer);
			stop();
			resolve(value);
		});
	});
};
