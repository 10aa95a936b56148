// A key that is held to be heard. The own microphone follows the finger at once; the server is told, and told again
// until it knows that the key is up.
import { Store } from '../store.ts';
import type { Readable } from '../store.ts';

export type TalkPort = Readonly<{
	/** Asks the server to let the voice through; false: it does not. */
	start: () => Promise<boolean>;
	/** @throws whatever goes wrong on the way to the server */
	stop: () => Promise<unknown>;
	/** The own microphone. */
	open: (open: boolean) => void;
}>;

const AGAIN_MS = 1000;
/** After that the socket is lost, which ends it at the server without a word. */
const MOST_TRIES = 5;

export class HoldToTalk {
	readonly #port: TalkPort;
	readonly #held = new Store(false);
	readonly held: Readable<boolean> = this.#held;
	/** Grows with each press: what an older one still has to say is nobody's business. */
	#press = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(port: TalkPort) {
		this.#port = port;
	}

	press(): void {
		if (this.#held.read()) return;
		this.#press += 1;
		const press = this.#press;
		clearTimeout(this.#timer);
		this.#held.set(true);
		this.#port.open(true);
		this.#port.start().then(
			(done) => done || this.#refused(press),
			() => this.#refused(press),
		);
	}

	/** Let go of, the page hidden, the connection lost: all the same. */
	release(): void {
		if (!this.#held.read()) return;
		this.#held.set(false);
		this.#port.open(false);
		this.#stop(this.#press, 1);
	}

	#refused(press: number): void {
		if (press !== this.#press || !this.#held.read()) return;
		this.#held.set(false);
		this.#port.open(false);
	}

	#stop(press: number, attempt: number): void {
		this.#port.stop().catch(() => {
			if (press !== this.#press || attempt >= MOST_TRIES) return;
			this.#timer = setTimeout(() => this.#stop(press, attempt + 1), AGAIN_MS);
		});
	}
}
