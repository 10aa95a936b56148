// What each layer of a Producer takes, for all who receive it: asked for once a second at most, however many ask.
import type { types } from 'mediasoup';
import type { ProducerId } from '@classroom/protocol';
import type { Clock } from '../../platform/index.ts';

const VALID_MS = 900;
/** A peak is forgotten by half in half a minute: a page that is turned takes many times what a page that stands does. */
const FADE_A_SECOND = 0.977;
/** Before anything was measured, bit/s: as our pages send them. */
const usual: readonly (readonly number[])[] = [[500_000], [150_000, 500_000], [100_000, 350_000, 1_200_000]];

interface Known {
	readonly rates: readonly number[];
	readonly at: number;
}

type Measured = Pick<types.Producer, 'closed' | 'rtpParameters' | 'getStats'>;

export class LayerRates {
	readonly #find: (producerId: ProducerId) => Measured | undefined;
	readonly #clock: Clock;
	readonly #known = new Map<ProducerId, Known>();
	readonly #asking = new Map<ProducerId, Promise<void>>();

	constructor(find: (producerId: ProducerId) => Measured | undefined, clock: Clock) {
		this.#find = find;
		this.#clock = clock;
	}

	/** Of each layer, smallest first, bit/s; layers that are not sent at present are left out at the upper end. */
	async read(producerId: ProducerId): Promise<readonly number[]> {
		const producer = this.#find(producerId);
		if (producer === undefined || producer.closed) return this.#forget(producerId);
		const known = this.#known.get(producerId);
		if (known === undefined || this.#clock.monotonic() - known.at >= VALID_MS) {
			let asking = this.#asking.get(producerId);
			if (asking === undefined) {
				asking = this.#ask(producerId, producer).finally(() => this.#asking.delete(producerId));
				this.#asking.set(producerId, asking);
			}
			await asking;
		}
		return sentLayers(
			this.#known.get(producerId)?.rates ?? [],
			producer.rtpParameters.encodings?.length ?? 1,
		);
	}

	async #ask(producerId: ProducerId, producer: Measured): Promise<void> {
		const at = this.#clock.monotonic();
		const before = this.#known.get(producerId);
		const fade = FADE_A_SECOND ** ((at - (before?.at ?? at)) / 1000);
		let stats: types.ProducerStat[] = [];
		try {
			stats = await producer.getStats();
		} catch {
			// It closed meanwhile.
		}
		const rates = (producer.rtpParameters.encodings ?? []).map((encoding, layer) => {
			const now = stats.find(
				({ rid, ssrc }) => rid === encoding.rid && (rid !== undefined || ssrc === encoding.ssrc),
			);
			return Math.max(now?.bitrate ?? 0, (before?.rates[layer] ?? 0) * fade);
		});
		this.#known.set(producerId, { rates, at });
	}

	#forget(producerId: ProducerId): readonly number[] {
		this.#known.delete(producerId);
		return [];
	}
}

/** A layer at rest for minutes is no layer. */
const NOTHING = 5_000;

/** Exported for tests. */
export const sentLayers = (rates: readonly number[], layers: number): readonly number[] => {
	const top = rates.findLastIndex((rate) => rate > NOTHING);
	if (top < 0) return usual[Math.min(layers, usual.length) - 1] ?? usual[0] ?? [];
	return rates.slice(0, top + 1).map((rate) => Math.max(rate, NOTHING));
};
