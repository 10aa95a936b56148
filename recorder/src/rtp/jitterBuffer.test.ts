import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JitterBuffer } from './jitterBuffer.ts';
import type { RtpPacket } from './rtpPacket.ts';

const packet = (sequenceNumber: number): RtpPacket => ({
	payloadType: 100,
	marker: false,
	sequenceNumber: sequenceNumber & 0xffff,
	timestamp: 0,
	ssrc: 1,
	payload: Buffer.alloc(0),
});

function run(options = {}) {
	const events: ({ seq: number } | { lost: number })[] = [];
	const buffer = new JitterBuffer(
		{
			packet: ({ sequenceNumber }) => events.push({ seq: sequenceNumber }),
			lost: (count) => events.push({ lost: count }),
		},
		options,
	);
	return { buffer, events };
}

describe('JitterBuffer', () => {
	it('delivers every packet once and in order, whatever the order, repetition and wrap', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 0xffff }),
				fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.boolean()), { minLength: 1, maxLength: 300 }),
				(first, fates) => {
					const { buffer, events } = run();
					buffer.insert(packet(first), 0);
					const arrivals = fates.flatMap(([delay, twice], index) => {
						const arrival = { seq: first + 1 + index, at: index + delay };
						return twice ? [arrival, { ...arrival, at: arrival.at + 3 }] : [arrival];
					});
					for (const { seq, at } of arrivals.toSorted((a, b) => a.at - b.at)) {
						buffer.insert(packet(seq), at);
						buffer.due(at);
					}
					expect(events).toEqual(
						Array.from({ length: fates.length + 1 }, (_, i) => ({ seq: (first + i) & 0xffff })),
					);
					expect(buffer.waiting).toBe(false);
				},
			),
		);
	});

	it('reports what is lost at its place, asks for it first, and never gets out of order', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 0xffff }),
				fc.array(fc.boolean(), { minLength: 2, maxLength: 300 }),
				(first, kept) => {
					const { buffer, events } = run({ giveUpMs: 100 });
					const asked = new Set<number>();
					const all = [true, ...kept, true];
					for (const [index, keep] of all.entries()) {
						if (keep) buffer.insert(packet(first + index), index);
						for (const seq of buffer.due(index)) asked.add(seq);
					}
					for (let at = all.length; at < all.length + 200; at += 10) {
						for (const seq of buffer.due(at)) asked.add(seq);
					}
					let next = first;
					for (const event of events) {
						if ('lost' in event) {
							for (let i = 0; i < event.lost; i++) {
								expect(all[next - first]).toBe(false);
								expect(asked).toContain(next & 0xffff);
								next += 1;
							}
						} else {
							expect(all[next - first]).toBe(true);
							expect(event.seq).toBe(next & 0xffff);
							next += 1;
						}
					}
					expect(next - first).toBe(all.length);
				},
			),
		);
	});

	it('takes a retransmission, and asks less and less often', () => {
		const { buffer, events } = run();
		buffer.insert(packet(65_535), 0);
		buffer.insert(packet(1), 1);
		const asked: number[] = [];
		for (let at = 0; at < 900; at += 10) if (buffer.due(at).includes(0)) asked.push(at);
		expect(asked.length).toBeGreaterThan(3);
		expect(asked.length).toBeLessThan(8);
		buffer.insert(packet(0), 900);
		expect(events).toEqual([{ seq: 65_535 }, { seq: 0 }, { seq: 1 }]);
		expect(buffer.insert(packet(0), 901)).toBe(false);
	});

	it('does not believe a single stray packet, but a sender that goes on elsewhere', () => {
		const { buffer, events } = run();
		buffer.insert(packet(10), 0);
		expect(buffer.insert(packet(30_000), 1)).toBe(false);
		buffer.insert(packet(11), 2);
		buffer.insert(packet(40_000), 3);
		buffer.insert(packet(40_001), 4);
		buffer.insert(packet(40_002), 5);
		expect(events.at(0)).toEqual({ seq: 10 });
		expect(events.slice(-3)).toEqual([
			{ lost: expect.any(Number) as number },
			{ seq: 40_001 },
			{ seq: 40_002 },
		]);
	});
});
