// Sockets on their way in: their credentials are being looked at, or have just been. Whoever is dismissed meanwhile is
// not among the connections yet, and must not slip through.
import type { ErrorCode } from '@classroom/protocol';

interface Arrival<Caller> {
	caller: Caller | undefined;
	readonly dismissals: { readonly which: (caller: Caller) => boolean; readonly code: ErrorCode }[];
}

export class Arrivals<Socket extends object, Caller extends object> {
	readonly #arriving = new Map<Socket, Arrival<Caller>>();

	/** Before the credentials are looked at. */
	begin(socket: Socket): void {
		this.#arriving.set(socket, { caller: undefined, dismissals: [] });
	}

	identified(socket: Socket, caller: Caller): void {
		const arrival = this.#arriving.get(socket);
		if (arrival !== undefined) arrival.caller = caller;
	}

	dismiss(which: (caller: Caller) => boolean, code: ErrorCode): void {
		for (const { dismissals } of this.#arriving.values()) dismissals.push({ which, code });
	}

	/** It is in, or gone. Says who it is, and with which code it was dismissed on the way. */
	end(socket: Socket): { caller: Caller; dismissed: ErrorCode | undefined } | undefined {
		const arrival = this.#arriving.get(socket);
		this.#arriving.delete(socket);
		if (arrival?.caller === undefined) return undefined;
		const { caller, dismissals } = arrival;
		return { caller, dismissed: dismissals.find(({ which }) => which(caller))?.code };
	}
}
