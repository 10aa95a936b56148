const spacingMs = 500;
const longestMs = 4000;

/** When to ask for a key frame: never more often than every 500 ms, less often while none comes. */
export class KeyFrameRequests {
	#wanted = false;
	#askedAt = Number.NEGATIVE_INFINITY;
	#waitMs = spacingMs;

	want(): void {
		this.#wanted = true;
	}

	/** A key frame arrived. */
	came(): void {
		this.#wanted = false;
		this.#waitMs = spacingMs;
	}

	/** Whether to ask now; `needed` says that nothing can be decoded without one. */
	due(needed: boolean, nowMs: number): boolean {
		if (!this.#wanted && !needed) return false;
		if (nowMs - this.#askedAt < this.#waitMs) return false;
		this.#waitMs = Math.min(longestMs, this.#waitMs * (this.#askedAt === Number.NEGATIVE_INFINITY ? 1 : 1.3));
		this.#askedAt = nowMs;
		return true;
	}
}
