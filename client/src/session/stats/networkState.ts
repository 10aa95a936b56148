// The own network as fine, slow or gone, without flicker. Pure.
import type { NetworkState } from '@classroom/protocol';
import type { LinkSample } from './linkSample.ts';

/** Speech begins to break up (loss), and answers to come too late (ITU-T G.114 calls 400 ms one way bad). */
const SLOW_LOSS = 0.05;
const SLOW_ROUND_TRIP_MS = 800;
/** Samples in a row, of two seconds each. */
const BAD_BEFORE_SLOW = 2;
const GOOD_BEFORE_FINE = 5;

export type NetworkMeter = Readonly<{
	network: NetworkState;
	/** Samples in a row that speak for a change. */
	streak: number;
}>;

export const newMeter: NetworkMeter = { network: 'fine', streak: 0 };

const isBad = (sample: LinkSample): boolean =>
	sample.lossRatio > SLOW_LOSS || (sample.roundTripMs ?? 0) > SLOW_ROUND_TRIP_MS;

/** `carries`: whether socket and transports are connected; without them the network is gone at once. */
export const meterAfter = (meter: NetworkMeter, sample: LinkSample, carries: boolean): NetworkMeter => {
	if (!carries) return { network: 'gone', streak: 0 };
	const bad = isBad(sample);
	switch (meter.network) {
		case 'gone':
			// It carries again; whether it carries well is seen from here on.
			return { network: bad ? 'slow' : 'fine', streak: 0 };
		case 'fine':
			return bad ? counted(meter, BAD_BEFORE_SLOW, 'slow') : { ...meter, streak: 0 };
		case 'slow':
			return bad ? { ...meter, streak: 0 } : counted(meter, GOOD_BEFORE_FINE, 'fine');
	}
};

const counted = (meter: NetworkMeter, needed: number, next: NetworkState): NetworkMeter =>
	meter.streak + 1 >= needed ? { network: next, streak: 0 } : { ...meter, streak: meter.streak + 1 };
