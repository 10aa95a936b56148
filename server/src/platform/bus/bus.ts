// Short messages between nodes: "the log of lesson x grew", "device y was revoked". At most once, in order of
// one sender: whoever misses one finds the truth in the database.
import { z } from 'zod';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';

/** What is spoken of, and in which form. */
export interface Topic<M extends z.ZodType> {
	readonly name: string;
	readonly message: M;
}

export const topic = <M extends z.ZodType>(name: string, message: M): Topic<M> => ({ name, message });

export type Unsubscribe = () => Promise<void>;

export interface Bus {
	/** All subscribers on all nodes get it, this one's too. */
	publish<M extends z.ZodType>(topic: Topic<M>, message: z.input<M>): Promise<void>;
	/** Resolves when messages published from now on will arrive. */
	subscribe<M extends z.ZodType>(
		topic: Topic<M>,
		listener: (message: z.output<M>) => void,
	): Promise<Unsubscribe>;
	close(): Promise<void>;
}

/** Takes text to every subscriber of a channel. */
export interface BusCarrier {
	publish(channel: string, text: string): Promise<void>;
	subscribe(channel: string, listener: (text: string) => void): Promise<Unsubscribe>;
	close(): Promise<void>;
}

const Json = z.string().transform((text, context): unknown => {
	try {
		return JSON.parse(text);
	} catch (error) {
		context.addIssue(messageOf(error));
		return z.NEVER;
	}
});

export const createBus = (carrier: BusCarrier, log: Log): Bus => ({
	publish: (to, message) => carrier.publish(to.name, JSON.stringify(message)),
	subscribe: (to, listener) =>
		carrier.subscribe(to.name, (text) => {
			const parsed = Json.pipe(to.message).safeParse(text);
			if (!parsed.success) {
				log.warn({ topic: to.name }, 'a message on the bus does not fit its schema');
				return;
			}
			try {
				listener(parsed.data);
			} catch (error) {
				log.error({ err: error, topic: to.name }, 'a listener on the bus failed');
			}
		}),
	close: () => carrier.close(),
});
