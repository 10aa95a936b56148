// Drives the ladder of one Peer: measures its link once a second and grants its Consumers what it carries. Each Peer
// begins when its first Consumer does, so that those of a Room are spread over the second.
import type { types } from 'mediasoup';
import { z } from 'zod';
import { ProducerId, type QualityStep } from '@classroom/protocol';
import type { CancelTimer, Clock, Log } from '../../platform/index.ts';
import type { GovernedConsumer } from './GovernedConsumer.ts';
import { boundsOf, isFirstPicture, measured, rungOf, stepOf } from './ladder.ts';
import { newLadder, type LadderCause, type LadderState, type Measurement } from './ladderState.ts';
import type { LayerRates } from './LayerRates.ts';
import { recentLoss } from './recentLoss.ts';
import { STILL_EVERY_MS, type Grant, type LadderSource } from './rungs.ts';

const EVERY_MS = 1_000;
/** While something new is tried, so that it does no harm for long. */
const TESTING_EVERY_MS = 150;
/** When mediasoup's estimate falls to this share at once, the link is looked at closely for a while. */
const FALL = 0.8;
const ALERT_MS = 2_000;
const ALERT_EVERY_MS = 250;
/** As long as what is under way and asked for again may take to come to nothing. */
const FLUSH_MS = 400;
const FLUSHED_LOSS = 0.02;
/** Bit/s, and what is doubted of the loss of so little. */
const THIN = 400_000;
const DOUBTED_LOSS = 0.05;
/** For a key frame to be asked for and made, and from its first packet to its last. */
const STILL_LONGEST_MS = 1_200;
const KEY_FRAME_MS = 200;
/** What a Peer said of its link holds for so long, ms. */
const REPORT_HOLDS_MS = 3_500;
/** mediasoup refuses less, bit/s. */
const LEAST = 30_000;
/** Bounds that differ by less are left as they are: each change makes mediasoup probe. */
const SAME_BOUND = 0.1;

export interface LinkReport {
	readonly roundTripMs: number;
	/** Of the packets to the Peer, 0 to 1; undefined: it does not count them. */
	readonly lostRatio: number | undefined;
	/** Of the voices' samples, 0 to 1; undefined: the Peer does not count them. */
	readonly concealedRatio: number | undefined;
	/** What the Peer's browser takes its own line to carry, bit/s; undefined: it does not say. */
	readonly uplinkBitrate: number | undefined;
}

export interface LinkLadderDeps {
	readonly clock: Clock;
	readonly log: Log;
	readonly rates: LayerRates;
	readonly consumers: () => readonly GovernedConsumer[];
	/** Called after each measurement; nothing has changed most times. */
	readonly onStep: (step: QualityStep, cause: LadderCause) => void;
}

export class LinkLadder {
	readonly #deps: LinkLadderDeps;
	#state: LadderState;
	#report: (LinkReport & { readonly at: number }) | null = null;
	#loss = 0;
	#lookedAt = 0;
	/** Until when it is looked at closely. */
	#alertUntil = 0;
	#estimate = 0;
	/** Until when no picture is sent. */
	#flushUntil = 0;
	#transport: types.WebRtcTransport | null = null;
	#bounds = { floor: 0, cap: 0 };
	#cancel: CancelTimer | null = null;
	#looking = false;
	#doubted = false;
	#closed = false;

	constructor(deps: LinkLadderDeps) {
		this.#deps = deps;
		this.#state = newLadder(deps.clock.monotonic());
	}

	/** Begins, if it has not. */
	start(): void {
		if (this.#cancel === null && !this.#looking && !this.#closed) this.#later(EVERY_MS);
	}

	/** For a Consumer that begins now; null: everything. */
	get firstGrant(): Grant | null {
		return this.#state.held ? off : null;
	}

	reported(report: LinkReport): void {
		this.#report = { ...report, at: this.#deps.clock.monotonic() };
	}

	close(): void {
		this.#closed = true;
		this.#cancel?.();
	}

	#later(ms: number): void {
		this.#cancel = this.#deps.clock.setTimeout(() => void this.#tick(), ms);
	}

	async #tick(): Promise<void> {
		this.#cancel = null;
		this.#looking = true;
		try {
			await this.#measure();
		} catch (error) {
			// A transport or Consumer went meanwhile; the next look sees what is left.
			this.#deps.log.debug({ err: error }, 'a link was not measured');
		}
		this.#looking = false;
		if (!this.#closed) this.#later(this.#pace());
	}

	#pace(): number {
		if (this.#deps.clock.monotonic() < this.#alertUntil) return ALERT_EVERY_MS;
		return this.#state.phase.kind === 'steady' || this.#state.phase.kind === 'settling'
			? EVERY_MS
			: TESTING_EVERY_MS;
	}

	/** mediasoup says so at once, long before the next look. */
	#estimated(rate: number): void {
		const fell = rate < this.#estimate * FALL;
		this.#estimate = rate;
		const now = this.#deps.clock.monotonic();
		if (!fell || this.#closed || now < this.#alertUntil) return;
		this.#alertUntil = now + ALERT_MS;
		if (this.#looking) return;
		this.#cancel?.();
		this.#later(ALERT_EVERY_MS / 2);
	}

	async #measure(): Promise<void> {
		const consumers = this.#deps.consumers().filter(({ consumer }) => !consumer.closed);
		const transport = consumers.at(-1)?.transport;
		if (transport?.type !== 'webrtc' || transport.closed) return;
		if (transport !== this.#transport) await this.#begin(transport);
		const sources = await this.#sources(consumers);
		const measurement = { ...(await this.#read(transport)), sources };
		if (this.#closed) return;
		const before = this.#state;
		this.#state = measured(before, measurement, this.#deps.clock.monotonic());
		if (this.#state.rung < before.rung && measurement.lossRatio > FLUSHED_LOSS) this.#flush();
		this.#deps.log.trace({ measurement, state: this.#state }, 'ladder');
		await this.#apply(consumers, sources, transport);
		this.#deps.onStep(stepOf(this.#state, sources), this.#state.cause);
	}

	/**
	 * What was lost of the pictures that are given up would still be asked for and sent again, many times over, and
	 * block the line for the voice: for a moment no picture is sent at all.
	 */
	#flush(): void {
		const now = this.#deps.clock.monotonic();
		this.#flushUntil = now + FLUSH_MS;
		this.#alertUntil = Math.max(this.#alertUntil, now + ALERT_MS);
	}

	/** A new path: what was learnt of the old one says little. */
	async #begin(transport: types.WebRtcTransport): Promise<void> {
		this.#transport = transport;
		this.#state = newLadder(this.#deps.clock.monotonic());
		this.#loss = 0;
		this.#bounds = { floor: 0, cap: 0 };
		transport.on('trace', (trace) => {
			const info = trace.type === 'bwe' ? Estimate.safeParse(trace.info) : null;
			if (info?.success === true && transport === this.#transport) {
				this.#estimated(info.data.availableBitrate);
			}
		});
		await transport.enableTraceEvent(['bwe']);
	}

	async #sources(consumers: readonly GovernedConsumer[]): Promise<LadderSource[]> {
		const sources = await Promise.all(
			consumers.map(async ({ consumer, rank, wanted }): Promise<LadderSource[]> => {
				if (wanted === null) return [];
				if (rank === 'voice') return [{ id: consumer.id, rank, layers: [] }];
				const rates = await this.#deps.rates.read(ProducerId.parse(consumer.producerId));
				const layers = rates.slice(0, wanted + 1);
				return layers.length === 0 ? [] : [{ id: consumer.id, rank, layers }];
			}),
		);
		return sources.flat();
	}

	async #read(transport: types.WebRtcTransport): Promise<Omit<Measurement, 'sources'>> {
		const [stat] = await transport.getStats();
		const mean = stat?.rtpPacketLossSent ?? 0;
		const now = this.#deps.clock.monotonic();
		const lossRatio = recentLoss({
			mean,
			before: isFirstPicture(this.#state) ? mean : this.#loss,
			elapsedMs: now - this.#lookedAt,
			counted: this.#counted(now),
		});
		const thin = (stat?.sendBitrate ?? 0) < THIN && this.#state.phase.kind === 'steady';
		// Of few packets one that is lost seems much: the next look, soon and over both, has to say so too.
		this.#doubted = thin && lossRatio > DOUBTED_LOSS && !this.#doubted;
		if (this.#doubted) {
			this.#alertUntil = now + ALERT_EVERY_MS;
		} else {
			this.#loss = mean;
			this.#lookedAt = now;
		}
		const report = this.#report !== null && now - this.#report.at < REPORT_HOLDS_MS ? this.#report : null;
		return {
			estimate: stat?.availableOutgoingBitrate ?? null,
			sent: stat?.sendBitrate ?? 0,
			lossRatio: this.#doubted ? 0 : lossRatio,
			roundTripMs: report === null || report.roundTripMs === 0 ? null : report.roundTripMs,
			concealedRatio: report?.concealedRatio ?? null,
		};
	}

	/** A Peer that counts says so at each sample while it has something to complain of. */
	#counted(now: number): number | 'quiet' | null {
		const lost = this.#report?.lostRatio;
		if (this.#report === null || lost === undefined) return null;
		return now - this.#report.at < REPORT_HOLDS_MS ? lost : 'quiet';
	}

	async #apply(
		consumers: readonly GovernedConsumer[],
		sources: readonly LadderSource[],
		transport: types.WebRtcTransport,
	): Promise<void> {
		const { grants } = rungOf(this.#state, sources);
		const flushing = this.#deps.clock.monotonic() < this.#flushUntil;
		const given = consumers.map(async (governed) => {
			const picture = governed.rank !== 'voice';
			const grant = picture && flushing ? off : grants.get(governed.consumer.id);
			// What nobody looks at now comes back by the ladder's leave.
			const otherwise: Grant = this.#state.held ? off : { kind: 'layer', layer: governed.topLayer };
			await governed.govern(grant ?? otherwise);
		});
		await Promise.all([...given, this.#bind(transport, boundsOf(this.#state, sources))]);
		if (consumers.some((each) => each.takesStills)) this.#takeStills();
	}

	/** mediasoup wants the floor below the cap at each moment. */
	async #bind(transport: types.WebRtcTransport, wanted: { floor: number; cap: number }): Promise<void> {
		const bounds = { floor: bound(wanted.floor), cap: bound(wanted.cap) };
		const before = this.#bounds;
		if (near(bounds.floor, before.floor) && near(bounds.cap, before.cap)) return;
		this.#bounds = bounds;
		if (bounds.floor < before.floor) await transport.setMinOutgoingBitrate(bounds.floor);
		await transport.setMaxOutgoingBitrate(bounds.cap);
		if (bounds.floor > before.floor) await transport.setMinOutgoingBitrate(bounds.floor);
	}

	/** At the same moments for all Peers, so that one key frame serves all whose link is tight. */
	#takeStills(): void {
		const { clock } = this.#deps;
		const untilNext = STILL_EVERY_MS - (clock.now() % STILL_EVERY_MS);
		if (untilNext > EVERY_MS) return;
		clock.setTimeout(() => {
			if (this.#closed) return;
			for (const governed of this.#deps.consumers()) if (governed.takesStills) this.#still(governed);
		}, untilNext);
	}

	#still(governed: GovernedConsumer): void {
		const { clock, log } = this.#deps;
		const gone = (error: unknown): void => log.debug({ err: error }, 'a consumer went before its still');
		const end = (): void => void governed.endStill().catch(gone);
		const cancel = clock.setTimeout(end, STILL_LONGEST_MS);
		const come = (): void => {
			cancel();
			clock.setTimeout(end, KEY_FRAME_MS);
		};
		governed.still(come).catch(gone);
	}
}

/** As mediasoup gives it with its `bwe` traces. */
const Estimate = z.object({ availableBitrate: z.number() });

const off: Grant = { kind: 'off' };

const bound = (rate: number): number => (rate === 0 ? 0 : Math.max(LEAST, Math.round(rate)));

const near = (a: number, b: number): boolean => Math.abs(a - b) <= SAME_BOUND * Math.max(a, b);
