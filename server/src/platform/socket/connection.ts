// One socket of one caller. Whoever is slow is cut off and catches up later; nobody waits for them.
import type { ErrorCode } from '@classroom/protocol';
import { NOTIFICATION_EVENT } from '@classroom/protocol';
import type { Socket } from 'socket.io';
import { Outbox } from './outbox.ts';

/** The client is gone, we closed it, or it read too slowly. */
export type CloseCause = 'client-gone' | 'dismissed' | 'too-slow' | 'going-away';

export interface Connection<Caller extends object, Notification = unknown> {
	readonly id: string;
	readonly caller: Caller;
	readonly closed: boolean;
	/** In order, and certain to arrive as long as the connection lives. */
	send(notification: Notification): void;
	/** Whether more may be sent. Whoever has left too much unread is cut off here. */
	keepsUp(): boolean;
	/** Tells the client why and not to come back by itself, and closes. */
	dismiss(code: ErrorCode): void;
	/** Tells the client by `farewell` when to come back, and closes. */
	leave(farewell: Notification): void;
	/** Called once; at once when it is already closed. */
	onClose(listener: (cause: CloseCause) => void): void;
}

export interface ConnectionOptions<Notification> {
	/** Bytes that may wait for a slow reader. */
	readonly outboxLimit: number;
	readonly dismissal: (code: ErrorCode) => Notification;
}

export class SocketConnection<Caller extends object, Notification> implements Connection<
	Caller,
	Notification
> {
	readonly id: string;
	readonly caller: Caller;
	readonly #socket: Socket;
	readonly #outbox: Outbox;
	readonly #options: ConnectionOptions<Notification>;
	readonly #listeners: ((cause: CloseCause) => void)[] = [];
	#cause: CloseCause | undefined;

	constructor(socket: Socket, caller: Caller, options: ConnectionOptions<Notification>) {
		this.id = socket.id;
		this.caller = caller;
		this.#socket = socket;
		this.#options = options;
		this.#outbox = new Outbox(socket.conn);
		socket.once('disconnect', () => this.#closed('client-gone'));
	}

	get closed(): boolean {
		return this.#cause !== undefined;
	}

	send(notification: Notification): void {
		if (this.keepsUp()) this.#socket.emit(NOTIFICATION_EVENT, notification);
	}

	keepsUp(): boolean {
		if (!this.closed && this.#outbox.bytes > this.#options.outboxLimit) this.#cut();
		return !this.closed;
	}

	dismiss(code: ErrorCode): void {
		if (this.closed) return;
		this.#socket.emit(NOTIFICATION_EVENT, this.#options.dismissal(code));
		this.#closed('dismissed');
		this.#socket.disconnect(true);
	}

	leave(farewell: Notification): void {
		if (this.closed) return;
		this.#socket.emit(NOTIFICATION_EVENT, farewell);
		this.#closed('going-away');
		this.#socket.disconnect(true);
	}

	onClose(listener: (cause: CloseCause) => void): void {
		if (this.#cause === undefined) this.#listeners.push(listener);
		else listener(this.#cause);
	}

	/** Without a dismissal: the client comes back and asks for what it missed. */
	#cut(): void {
		this.#closed('too-slow');
		this.#socket.conn.close(true);
	}

	#closed(cause: CloseCause): void {
		if (this.#cause !== undefined) return;
		this.#cause = cause;
		for (const listener of this.#listeners.splice(0)) listener(cause);
	}
}
