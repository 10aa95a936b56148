// Tells every server of something that changed, by the bus.
import type { z } from 'zod';
import type { Bus, Log, Topic } from '../platform/index.ts';
import { messageOf } from '../platform/index.ts';

export class Announcements<M extends z.ZodType> {
	readonly #topic: Topic<M>;
	readonly #bus: Bus;
	readonly #log: Log;
	readonly #listeners = new Set<(message: z.output<M>) => void>();

	constructor(topic: Topic<M>, bus: Bus, log: Log) {
		this.#topic = topic;
		this.#bus = bus;
		this.#log = log;
	}

	/** Begins to hear what is announced, here and elsewhere; returns what ends that. */
	start(): Promise<() => Promise<void>> {
		return this.#bus.subscribe(this.#topic, (message) => this.#tell(message));
	}

	/** Returns what ends the listening. */
	on(listener: (message: z.output<M>) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	/** What was changed stays so even if nobody can be told; then at least this server hears of it. */
	async announce(message: z.input<M> & z.output<M>): Promise<void> {
		try {
			await this.#bus.publish(this.#topic, message);
		} catch (error) {
			this.#log.error({ reason: messageOf(error), topic: this.#topic.name }, 'other servers were not told');
			this.#tell(message);
		}
	}

	#tell(message: z.output<M>): void {
		for (const listener of this.#listeners) {
			try {
				listener(message);
			} catch (error) {
				this.#log.error({ err: error, topic: this.#topic.name }, 'a listener failed');
			}
		}
	}
}
