// A socket's requests are served one after the other, in the order they came: a handler never finds the
// effects of a later request.
export class RequestQueue {
	readonly #limit: number;
	#tail: Promise<void> = Promise.resolve();
	#waiting = 0;
	#closed = false;

	/** `limit`: requests that may wait. */
	constructor(limit: number) {
		this.#limit = limit;
	}

	/** False when too many wait already. `work` does not reject. */
	add(work: () => Promise<void>): boolean {
		if (this.#waiting >= this.#limit) return false;
		this.#waiting += 1;
		this.#tail = this.#tail.then(async () => {
			this.#waiting -= 1;
			if (!this.#closed) await work();
		});
		return true;
	}

	/** Requests that have not begun are dropped. */
	close(): void {
		this.#closed = true;
	}
}
