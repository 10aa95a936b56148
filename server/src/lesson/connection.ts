// One socket of one caller, without a word of socket.io.
import type { ErrorCode, Notification } from '@classroom/protocol';
import type { Caller } from '../identity/index.ts';

export interface Connection {
	readonly id: string;
	readonly caller: Caller;
	readonly closed: boolean;
	send(notification: Notification): void;
	/** Tells the client not to come back by itself, and closes. */
	dismiss(code: ErrorCode): void;
	/** Says when to come back, and closes. */
	leave(farewell: Notification): void;
}
