// How many bytes wait for a reader. socket.io queues without bound; this is what lets us bound it.
import type { Socket } from 'socket.io';

type EngineConnection = Socket['conn'];
type Packet = EngineConnection extends { writeBuffer: (infer P)[] } ? P : { data?: unknown };

export class Outbox {
	readonly #connection: EngineConnection;
	/** Not yet given to the transport. */
	#queued = 0;
	/** Given to it in the last batch; still there while the transport is not writable. */
	#inFlight = 0;

	constructor(connection: EngineConnection) {
		this.#connection = connection;
		connection.on('packetCreate', (packet: Packet) => {
			this.#queued += sizeOf(packet.data);
		});
		connection.on('flush', () => {
			this.#inFlight = this.#queued;
			this.#queued = 0;
		});
	}

	get bytes(): number {
		return this.#queued + (this.#connection.transport.writable ? 0 : this.#inFlight);
	}
}

/** Bytes of a packet's text or binary. */
export const sizeOf = (data: unknown): number => {
	if (typeof data === 'string') return Buffer.byteLength(data);
	return ArrayBuffer.isView(data) || data instanceof ArrayBuffer ? data.byteLength : 0;
};
