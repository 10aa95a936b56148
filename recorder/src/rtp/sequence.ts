/**
 * The extended value nearest to `reference` that ends in the `bits` wide `value`.
 * RTP's sequence numbers (16 bits) and timestamps (32 bits) wrap; extended ones never do.
 */
export function unwrapNear(value: number, reference: number, bits: 16 | 32): number {
	const span = bits === 16 ? 0x1_0000 : 0x1_0000_0000;
	const current = ((reference % span) + span) % span;
	let difference = value - current;
	if (difference >= span / 2) difference -= span;
	else if (difference < -span / 2) difference += span;
	return reference + difference;
}
