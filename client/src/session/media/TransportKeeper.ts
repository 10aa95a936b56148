// Keeps one transport of one direction alive: makes it, restarts its ICE, replaces it.
import { DtlsParameters } from '@classroom/protocol';
import type { TransportId } from '@classroom/protocol';
import type { types } from 'mediasoup-client';
import { codeOf } from '../requestFailed.ts';
import type { Signalling } from '../signalling/SignallingClient.ts';
import { localTransport, receiveCapabilities, transportIdOf } from './transportSignalling.ts';
import type { Direction, MediaRoom } from './transportSignalling.ts';

type Held =
	| { readonly phase: 'none' }
	| { readonly phase: 'making' }
	/** Usable, also while ICE is being restarted. */
	| { readonly phase: 'up'; readonly transport: types.Transport; readonly mending: boolean };

export interface TransportOwner {
	/** A new transport is there, empty. */
	transportUp(transport: types.Transport): void;
	/** Whether it carries, for the page and the network state. */
	transportHealth(direction: Direction, healthy: boolean): void;
}

/** A short dropout mends itself. */
const DISCONNECTED_MS = 1500;
/** After this long without success something else is tried. */
const PATIENCE_MS = 5000;
const CONNECTING_MS = 10_000;
const AGAIN_MS = 1500;

export class TransportKeeper {
	readonly #direction: Direction;
	readonly #signalling: Signalling;
	readonly #owner: TransportOwner;
	#media: MediaRoom | null = null;
	#held: Held = { phase: 'none' };
	/** Grows with each transport, so that late answers about an older one are known as such. */
	#generation = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;
	/** ICE was to be restarted while the socket was down. */
	#mendWhenJoined = false;

	constructor(direction: Direction, signalling: Signalling, owner: TransportOwner) {
		this.#direction = direction;
		this.#signalling = signalling;
		this.#owner = owner;
	}

	transport(): types.Transport | null {
		return this.#held.phase === 'up' ? this.#held.transport : null;
	}

	/** For the next join: the transport that this side still holds. */
	id(): TransportId | null {
		const transport = this.transport();
		return transport === null ? null : transportIdOf(transport);
	}

	/** Joined (again): what the server still has lives on, everything else is made anew. */
	joined(media: MediaRoom, living: readonly TransportId[]): void {
		this.#media = media;
		const id = this.id();
		if (id === null || !living.includes(id)) {
			this.drop();
			void this.#make();
		} else if (this.#mendWhenJoined || !this.#carries()) {
			this.#mendWhenJoined = false;
			this.mend();
		}
	}

	/** Another network, or one that is back: old paths lead nowhere. */
	networkChanged(): void {
		if (this.#held.phase === 'up' && this.#held.transport.connectionState !== 'new') this.mend();
	}

	/** Restarts ICE; replaces the transport when that did not help within 5 s. */
	mend(): void {
		if (this.#held.phase !== 'up' || this.#held.mending) return;
		this.#held = { ...this.#held, mending: true };
		this.#owner.transportHealth(this.#direction, false);
		this.#wait(PATIENCE_MS, () => this.replace());
		void this.#restartIce(this.#held.transport, this.#generation);
	}

	/** A new transport in the place of this one, at once. */
	replace(): void {
		// A second one beside it would stay on the server without anybody here knowing of it.
		if (this.#held.phase === 'making') return;
		if (this.#signalling.connection.read().state !== 'open') {
			this.#mendWhenJoined = true;
			this.#markMending(false);
			return;
		}
		const replaces = this.id();
		this.drop();
		void this.#make(replaces ?? undefined);
	}

	/** Closes this side; Producers and Consumers hear `transportclose`. */
	drop(): void {
		this.#generation += 1;
		clearTimeout(this.#timer);
		this.#mendWhenJoined = false;
		const transport = this.transport();
		this.#held = { phase: 'none' };
		transport?.close();
	}

	close(): void {
		this.#media = null;
		this.drop();
	}

	#carries(): boolean {
		if (this.#held.phase !== 'up') return false;
		const { connectionState } = this.#held.transport;
		return !this.#held.mending && (connectionState === 'new' || connectionState === 'connected');
	}

	async #make(replaces?: TransportId): Promise<void> {
		const media = this.#media;
		if (media === null || this.#held.phase !== 'none') return;
		this.#held = { phase: 'making' };
		const generation = this.#generation;
		try {
			const answer = await this.#signalling.request('createTransport', {
				direction: this.#direction,
				...(this.#direction === 'receive' && { rtpCapabilities: receiveCapabilities(media.device) }),
				...(replaces !== undefined && { replaces }),
			});
			if (generation !== this.#generation) return;
			this.#adopt(localTransport(media, this.#direction, answer), generation);
		} catch (error) {
			if (generation !== this.#generation) return;
			this.#held = { phase: 'none' };
			// The server may have made it all the same: what the next join does not name it closes.
			if (codeOf(error) === 'unavailable') this.#signalling.reconnect();
			this.#wait(AGAIN_MS, () => void this.#make(replaces));
		}
	}

	#adopt(transport: types.Transport, generation: number): void {
		this.#held = { phase: 'up', transport, mending: false };
		transport.on('connect', ({ dtlsParameters }, done) => {
			// Not awaited: ICE may begin while the server learns our fingerprint, which saves a round trip.
			done();
			void this.#connect(transport, dtlsParameters, generation);
		});
		transport.on('connectionstatechange', (state) => {
			if (generation === this.#generation) this.#onState(state);
		});
		// While nothing runs over it, it is not connected, and nothing is missing.
		this.#wait(DISCONNECTED_MS, () => {
			if (transport.connectionState === 'new') this.#owner.transportHealth(this.#direction, true);
		});
		this.#owner.transportUp(transport);
	}

	async #connect(
		transport: types.Transport,
		dtlsParameters: types.DtlsParameters,
		generation: number,
	): Promise<void> {
		try {
			await this.#signalling.request('connectTransport', {
				transportId: transportIdOf(transport),
				dtlsParameters: DtlsParameters.parse(dtlsParameters),
			});
		} catch {
			if (generation === this.#generation) this.#wait(AGAIN_MS, () => this.replace());
		}
	}

	async #restartIce(transport: types.Transport, generation: number): Promise<void> {
		try {
			const { iceParameters } = await this.#signalling.request('restartIce', {
				transportId: transportIdOf(transport),
			});
			if (generation === this.#generation) await transport.restartIce({ iceParameters });
			// ICE that was whole all the time reports no change.
			if (generation === this.#generation && transport.connectionState === 'connected')
				this.#onState('connected');
		} catch (error) {
			if (generation !== this.#generation) return;
			if (codeOf(error) !== 'unavailable') {
				this.replace();
				return;
			}
			clearTimeout(this.#timer);
			this.#mendWhenJoined = true;
			this.#markMending(false);
		}
	}

	#onState(state: types.ConnectionState): void {
		switch (state) {
			case 'connected':
				clearTimeout(this.#timer);
				this.#markMending(false);
				this.#owner.transportHealth(this.#direction, true);
				return;
			case 'disconnected':
				this.#owner.transportHealth(this.#direction, false);
				if (this.#held.phase === 'up' && !this.#held.mending) this.#wait(DISCONNECTED_MS, () => this.mend());
				return;
			case 'failed':
				this.#owner.transportHealth(this.#direction, false);
				this.mend();
				return;
			case 'connecting':
				if (this.#held.phase === 'up' && !this.#held.mending) this.#wait(CONNECTING_MS, () => this.replace());
				return;
			case 'new':
			case 'closed':
		}
	}

	#markMending(mending: boolean): void {
		if (this.#held.phase === 'up') this.#held = { ...this.#held, mending };
	}

	#wait(ms: number, then: () => void): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(then, ms);
	}
}
