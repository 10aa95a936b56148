// How many sockets there are of one caller and from one address: one browser must not eat up the server for all.
import { AppError } from '../errors.ts';

export interface CrowdLimits {
	/** Sockets of one session or device: a few tabs, and some that are not yet known to be dead. */
	readonly socketsPerCaller: number;
	/** Sockets from one address: a whole county may stand behind one, of a proxy or a NAT. */
	readonly socketsPerAddress: number;
}

interface Place {
	readonly caller: string | undefined;
	readonly address: string;
}

export class Crowd<Socket extends object> {
	readonly #limits: CrowdLimits;
	readonly #places = new Map<Socket, Place>();
	readonly #callers = new Map<string, number>();
	readonly #addresses = new Map<string, number>();

	constructor(limits: CrowdLimits) {
		this.#limits = limits;
	}

	/** `caller`: undefined for those that are not counted. Throws `too-many-requests`. */
	enter(socket: Socket, caller: string | undefined, address: string): void {
		const { socketsPerCaller, socketsPerAddress } = this.#limits;
		if (caller !== undefined && (this.#callers.get(caller) ?? 0) >= socketsPerCaller)
			throw new AppError('too-many-requests', 'too many sockets of one caller');
		if ((this.#addresses.get(address) ?? 0) >= socketsPerAddress)
			throw new AppError('too-many-requests', 'too many sockets from one address');
		this.leave(socket);
		this.#places.set(socket, { caller, address });
		if (caller !== undefined) change(this.#callers, caller, 1);
		change(this.#addresses, address, 1);
	}

	leave(socket: Socket): void {
		const place = this.#places.get(socket);
		if (place === undefined) return;
		this.#places.delete(socket);
		if (place.caller !== undefined) change(this.#callers, place.caller, -1);
		change(this.#addresses, place.address, -1);
	}
}

const change = (counts: Map<string, number>, key: string, by: number): void => {
	const count = (counts.get(key) ?? 0) + by;
	if (count > 0) counts.set(key, count);
	else counts.delete(key);
};
