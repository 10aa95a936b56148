// Every connected socket, joined or not: who has to hear that their day changed, that a lesson opened, or that
// their device was revoked.
import type { ErrorCode, Notification } from '@classroom/protocol';
import type { Caller } from '../identity/index.ts';
import type { Connection } from './connection.ts';

export class Lobby {
	readonly #connections = new Set<Connection>();

	get size(): number {
		return this.#connections.size;
	}

	add(connection: Connection): void {
		this.#connections.add(connection);
	}

	remove(connection: Connection): void {
		this.#connections.delete(connection);
	}

	/** Who is connected; somebody with two sockets stands here twice. */
	callers(): Caller[] {
		return [...this.#connections].map((connection) => connection.caller);
	}

	tell(notification: Notification, concerns: (caller: Caller) => boolean = () => true): void {
		for (const connection of this.#connections) {
			if (concerns(connection.caller)) connection.send(notification);
		}
	}

	/** Sends away whoever may no longer be here. */
	dismiss(code: ErrorCode, concerns: (caller: Caller) => boolean): void {
		for (const connection of [...this.#connections]) {
			if (concerns(connection.caller)) connection.dismiss(code);
		}
	}
}
