// Drives what one Peer may send: looks once a second at what arrives of it, while it sends a camera.
import type { types } from 'mediasoup';
import type { SendingStep } from '@classroom/protocol';
import type { CancelTimer, Clock, Log } from '../../platform/index.ts';
import { recentLoss } from './recentLoss.ts';
import { newSending, sendingMeasured, type SendingCause, type SendingState } from './sending.ts';

const EVERY_MS = 1_000;
/** What a Peer said of its line holds for so long, ms: it repeats itself every ten seconds, or two when it is tight. */
const REPORT_HOLDS_MS = 12_000;

export interface SendingLadderDeps {
	readonly clock: Clock;
	readonly log: Log;
	/** What the Peer's camera comes over; undefined: it sends none now. */
	readonly cameraTransport: () => types.WebRtcTransport | undefined;
	/** Called after each measurement; nothing has changed most times. */
	readonly onStep: (step: SendingStep, cause: SendingCause) => void;
}

export class SendingLadder {
	readonly #deps: SendingLadderDeps;
	#state: SendingState;
	#transport: types.WebRtcTransport | undefined;
	#available: { readonly rate: number; readonly at: number } | null = null;
	#loss = 0;
	#lookedAt = 0;
	#cancel: CancelTimer | null = null;
	#closed = false;

	constructor(deps: SendingLadderDeps) {
		this.#deps = deps;
		this.#state = newSending(deps.clock.monotonic());
	}

	/** Begins, if it has not. */
	start(): void {
		if (this.#cancel === null && !this.#closed) this.#later();
	}

	/** What the Peer's browser takes its line to carry, bit/s. */
	reported(rate: number | undefined): void {
		if (rate !== undefined) this.#available = { rate, at: this.#deps.clock.monotonic() };
	}

	close(): void {
		this.#closed = true;
		this.#cancel?.();
	}

	#later(): void {
		this.#cancel = this.#deps.clock.setTimeout(() => void this.#tick(), EVERY_MS);
	}

	async #tick(): Promise<void> {
		try {
			await this.#measure();
		} catch (error) {
			// The transport went meanwhile; the next look sees the one that takes its place.
			this.#deps.log.debug({ err: error }, 'what a peer sends was not measured');
		}
		if (!this.#closed) this.#later();
	}

	async #measure(): Promise<void> {
		const { clock, cameraTransport, onStep } = this.#deps;
		const transport = cameraTransport();
		if (transport === undefined || transport.closed) return;
		if (transport !== this.#transport) {
			this.#transport = transport;
			this.#state = newSending(clock.monotonic());
			this.#available = null;
			this.#loss = 0;
		}
		const [stat] = await transport.getStats();
		if (this.#closed) return;
		const now = clock.monotonic();
		const mean = stat?.rtpPacketLossReceived ?? 0;
		const elapsedMs = now - this.#lookedAt;
		const lossRatio = recentLoss({ mean, before: this.#loss, elapsedMs, counted: null });
		this.#loss = mean;
		this.#lookedAt = now;
		const fresh = this.#available !== null && now - this.#available.at < REPORT_HOLDS_MS;
		const signs = { lossRatio, available: fresh ? (this.#available?.rate ?? null) : null };
		this.#state = sendingMeasured(this.#state, signs, now);
		this.#deps.log.trace({ signs, state: this.#state }, 'sending');
		onStep(this.#state.step, this.#state.cause);
	}
}
