import type { ConsumerId, GapCause, ProducerId, TransportId } from '@classroom/protocol';
import type { Logger } from 'pino';
import type { LessonRecording } from '../recording/lessonRecording.ts';
import type { TrackDescription } from '../recording/trackId.ts';
import { SrtpParameters } from '../rtp/srtp.ts';
import { codeOf, RequestFailed } from '../signalling/requestFailed.ts';
import type { ServerSocket } from '../signalling/serverSocket.ts';
import type { WantedSource } from './wantedSources.ts';

type Consuming = { consumerId: ConsumerId; trackId: string; closedByServer: boolean };

/** The recorder's transport and Consumers of one Room: made to agree with what is wanted. */
export class LessonMedia {
	readonly #socket: ServerSocket;
	readonly #recording: LessonRecording;
	readonly #ip: string;
	readonly #log: Logger;
	#transportId: TransportId | undefined;
	readonly #consuming = new Map<ProducerId, Consuming>();
	readonly #tracks = new Map<string, TrackDescription>();
	/** Why Producers went, as the log said. */
	readonly #causes = new Map<ProducerId, GapCause | null>();

	/** `ip`: where the server is to send media. */
	constructor(socket: ServerSocket, recording: LessonRecording, ip: string, log: Logger) {
		this.#socket = socket;
		this.#recording = recording;
		this.#ip = ip;
		this.#log = log;
	}

	get transports(): TransportId[] {
		return this.#transportId === undefined ? [] : [this.#transportId];
	}

	/** A Producer stopped; the cause holds for the stream that ends with it. */
	producerStopped(producerId: ProducerId, cause: GapCause | null): void {
		this.#causes.set(producerId, cause);
	}

	/** The transport is gone with all Consumers. */
	lost(cause: GapCause): void {
		this.#transportId = undefined;
		this.#consuming.clear();
		this.#recording.removeAllStreams(cause);
	}

	/** After joining again: only these live at the server. */
	keep(living: readonly TransportId[], cause: GapCause): void {
		if (this.#transportId !== undefined && !living.includes(this.#transportId)) this.lost(cause);
	}

	transportClosed(transportId: string): void {
		if (transportId === this.#transportId) this.lost('network-loss');
	}

	consumerClosed(consumerId: ConsumerId): void {
		for (const consuming of this.#consuming.values()) {
			if (consuming.consumerId === consumerId) consuming.closedByServer = true;
		}
	}

	/**
	 * Ends what is not wanted and begins what is. Answers whether all is as it should be; if not it is to be tried
	 * again. Throws RequestFailed when there can be no transport now.
	 */
	async reconcile(
		wanted: readonly WantedSource[],
		goesOn: (track: TrackDescription) => boolean,
	): Promise<boolean> {
		const producers = new Set(wanted.map(({ producerId }) => producerId));
		for (const [producerId, consuming] of this.#consuming) {
			if (producers.has(producerId) && !consuming.closedByServer) continue;
			this.#stop(producerId, consuming, producers.has(producerId));
		}
		for (const [trackId, track] of this.#tracks) {
			if (goesOn(track)) continue;
			this.#tracks.delete(trackId);
			void this.#recording.endTrack(trackId);
		}
		// Of what happened while the socket was away, only the Room's state tells.
		for (const { producerId, paused } of wanted) {
			const consuming = this.#consuming.get(producerId);
			if (consuming !== undefined) this.#recording.pauseStream(consuming.consumerId, paused);
		}
		const missing = wanted.filter(({ producerId }) => !this.#consuming.has(producerId));
		if (missing.length === 0) return true;
		const transportId = this.#transportId ?? (await this.#createTransport());
		let complete = true;
		for (const source of missing) complete = (await this.#tryConsume(transportId, source)) && complete;
		return complete;
	}

	#stop(producerId: ProducerId, { consumerId, closedByServer }: Consuming, stillWanted: boolean): void {
		this.#consuming.delete(producerId);
		const cause = stillWanted ? 'network-loss' : (this.#causes.get(producerId) ?? null);
		this.#causes.delete(producerId);
		this.#recording.removeStream(consumerId, cause);
		if (closedByServer) return;
		this.#socket.request('closeConsumer', { consumerId }).catch((error: unknown) => {
			this.#log.debug({ code: codeOf(error) }, 'the consumer was gone already');
		});
	}

	async #createTransport(): Promise<TransportId> {
		const { port, srtpParameters } = this.#recording.offer();
		const answer = await this.#socket.request('createPlainTransport', {
			ip: this.#ip,
			port,
			srtpParameters: srtpParameters ?? null,
		});
		this.#recording.connect({
			ip: answer.ip,
			port: answer.port,
			srtpParameters:
				answer.srtpParameters === null ? undefined : SrtpParameters.parse(answer.srtpParameters),
		});
		this.#transportId = answer.transportId;
		return answer.transportId;
	}

	async #tryConsume(transportId: TransportId, source: WantedSource): Promise<boolean> {
		try {
			await this.#consume(transportId, source);
			return true;
		} catch (error) {
			const code = codeOf(error);
			this.#log.warn({ code, err: error, track: source.track }, 'a source cannot be received now');
			if (!(error instanceof RequestFailed)) return false;
			// Gone meanwhile: the log will say so.
			return code === 'producer-not-found' || code === 'not-visible';
		}
	}

	async #consume(transportId: TransportId, { producerId, track }: WantedSource): Promise<void> {
		const answer = await this.#socket.request('consume', { transportId, producerId });
		const { consumerId, kind, rtpParameters, producerPaused } = answer;
		if (this.#transportId !== transportId) throw new RequestFailed('transport-not-found');
		const trackId = this.#recording.addTrack(track);
		this.#tracks.set(trackId, track);
		this.#recording.addStream(trackId, { consumerId, kind, rtpParameters, paused: producerPaused });
		const consuming: Consuming = { consumerId, trackId, closedByServer: false };
		this.#consuming.set(producerId, consuming);
		try {
			await this.#socket.request('resumeConsumer', { consumerId });
		} catch (error) {
			// It would stay paused for ever; the next try makes another. Unless the transport went with all of them.
			if (this.#consuming.get(producerId) === consuming) this.#stop(producerId, consuming, true);
			throw error;
		}
	}
}
