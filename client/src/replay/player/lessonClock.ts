// The lesson's time while it plays: follows the machine's clock, and the master element when there is one.

export class LessonClock {
	#lessonMs: number;
	#machineMs: number;
	#rate = 1;
	#running = false;

	constructor(lessonMs: number, machineMs: number) {
		this.#lessonMs = lessonMs;
		this.#machineMs = machineMs;
	}

	get running(): boolean {
		return this.#running;
	}

	at(machineMs: number): number {
		if (!this.#running) return this.#lessonMs;
		return this.#lessonMs + (machineMs - this.#machineMs) * this.#rate;
	}

	set(lessonMs: number, machineMs: number): void {
		this.#lessonMs = lessonMs;
		this.#machineMs = machineMs;
	}

	run(running: boolean, machineMs: number): void {
		this.set(this.at(machineMs), machineMs);
		this.#running = running;
	}

	setRate(rate: number, machineMs: number): void {
		this.set(this.at(machineMs), machineMs);
		this.#rate = rate;
	}

	/**
	 * The master shows `lessonMs` at `machineMs`. Its reading trembles by some ms, so small differences are taken
	 * in slowly; larger ones (it began late, it stood still) at once.
	 */
	follow(lessonMs: number, machineMs: number): void {
		const error = lessonMs - this.at(machineMs);
		this.set(Math.abs(error) > 40 ? lessonMs : this.at(machineMs) + error * 0.1, machineMs);
	}
}
