import { randomInt } from 'node:crypto';
import { receiverReports } from './rtcp.ts';
import type { RtpSocket } from './rtpSocket.ts';
import type { TrackReceiver } from './trackReceiver.ts';

const reportEveryMs = 1000;

/** Sends the RTCP of all receivers of a port: NACK and PLI when due, receiver reports every second. */
export class FeedbackLoop {
	readonly #socket: RtpSocket;
	readonly #ssrc = randomInt(1, 0xffff_ffff);
	readonly #receivers = new Map<TrackReceiver, { paused: boolean }>();
	#reportedAt = 0;

	constructor(socket: RtpSocket) {
		this.#socket = socket;
	}

	add(receiver: TrackReceiver, paused: boolean): void {
		this.#receivers.set(receiver, { paused });
	}

	/** From a paused stream nothing can be asked. */
	pause(receiver: TrackReceiver, paused: boolean): void {
		if (this.#receivers.has(receiver)) this.#receivers.set(receiver, { paused });
	}

	remove(receiver: TrackReceiver): void {
		this.#receivers.delete(receiver);
	}

	tick(nowMs: number): void {
		for (const [receiver, { paused }] of this.#receivers) {
			const feedback = receiver.feedback(this.#ssrc, nowMs);
			if (!paused) for (const packet of feedback) this.#socket.send(packet);
		}
		if (nowMs - this.#reportedAt < reportEveryMs) return;
		this.#reportedAt = nowMs;
		const reports = [...this.#receivers.keys()].map((receiver) => receiver.receptionReport(nowMs));
		const known = reports.filter((report) => report !== undefined);
		for (const packet of receiverReports(this.#ssrc, known)) this.#socket.send(packet);
	}
}
