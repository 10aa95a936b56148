// How well a period suits all schools, as a state with its shape and word. Pure.
import type { NetworkState } from '@classroom/protocol';

/** Below this share of a period too little is left of the lesson. */
const HALF = 0.5;

export function stateOf(share: number): NetworkState {
	if (share >= 1) return 'fine';
	return share >= HALF ? 'slow' : 'gone';
}
