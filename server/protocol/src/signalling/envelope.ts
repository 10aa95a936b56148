// How requests, acknowledgements and notifications travel over socket.io.
import { z } from 'zod';
import { ErrorBody } from '../errors.ts';

/** The two socket.io events there are: `request` (with an acknowledgement) and `notification`. */
export const REQUEST_EVENT = 'request';
export const NOTIFICATION_EVENT = 'notification';

/** Where the service token and the other credentials of a socket travel: socket.io's `auth` object. */
export const SocketAuth = z.strictObject({
	/** A service's token. Browsers send none: their cookie says who they are. */
	serviceToken: z.string().min(16).max(200).exactOptional(),
	/** The contract's version the client was built with; the server refuses newer ones. */
	protocol: z.int().min(1),
});
export type SocketAuth = z.infer<typeof SocketAuth>;

/** Grows with each change that an older client would not understand. */
export const PROTOCOL_VERSION = 1;

/** One signalling message is at most this many bytes. */
export const MAX_MESSAGE_BYTES = 128 * 1024;

/** An acknowledgement: the answer, or why not. */
export const ack = <T extends z.ZodType>(answer: T) =>
	z.discriminatedUnion('ok', [
		z.object({ ok: z.literal(true), answer }),
		z.object({ ok: z.literal(false), error: ErrorBody }),
	]);
