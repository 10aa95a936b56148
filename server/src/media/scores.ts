// mediasoup's scores, 0 to 10, of several streams as one: the worst of those that flow. A stream without packets
// (score 0) says nothing of the link: it is paused, gated, or silent.

export class Scores {
	readonly #scores = new Map<string, number>();
	readonly #onChange: (worst: number) => void;

	constructor(onChange: (worst: number) => void) {
		this.#onChange = onChange;
	}

	set(id: string, score: number): void {
		if (score <= 0) this.#scores.delete(id);
		else this.#scores.set(id, score);
		this.#onChange(this.#worst());
	}

	forget(id: string): void {
		if (this.#scores.delete(id)) this.#onChange(this.#worst());
	}

	/** 10 when nothing flows. */
	#worst(): number {
		return Math.min(10, ...this.#scores.values());
	}
}
