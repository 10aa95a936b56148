// @vitest-environment node
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LinkTest } from '@classroom/protocol';
import { linkFindings, probeLink } from './linkProbe.ts';

/** A link of so many kbit/s up and down, with a round trip, on a clock of its own. */
const link = (up: number, down: number, roundTripMs: number) => {
	const carried = { up: 0, down: 0, ms: 0 };
	return {
		carried,
		now: () => carried.ms,
		carry: (upBytes: number, downBytes: number): Promise<void> => {
			carried.up += upBytes;
			carried.down += downBytes;
			carried.ms += roundTripMs + (upBytes * 8) / up + (downBytes * 8) / down;
			return Promise.resolve();
		},
	};
};
const kbps = fc.integer({ min: 100, max: 20_000 });

test('what a link carries is told within a tenth, for some hundred kB and, from 500 kbit/s on, in some seconds', async () => {
	await fc.assert(
		fc.asyncProperty(kbps, kbps, fc.integer({ min: 1, max: 600 }), async (up, down, roundTripMs) => {
			const village = link(up, down, roundTripMs);
			const figures = await probeLink(village);
			expect(figures.roundTripMs).toBe(roundTripMs);
			expect(Math.abs(figures.upKbps! / up - 1)).toBeLessThan(0.1);
			expect(Math.abs(figures.downKbps! / down - 1)).toBeLessThan(0.1);
			expect(village.carried.up).toBeLessThanOrEqual(232 * 1024);
			expect(village.carried.down).toBeLessThanOrEqual(232 * 1024);
			const sending = village.carried.ms - 13 * roundTripMs;
			if (Math.min(up, down) >= 500) expect(sending).toBeLessThan(4000);
		}),
	);
});

test('a link too quick for the clock has a figure all the same, and one that breaks says so', async () => {
	expect(await probeLink({ carry: () => Promise.resolve(), now: () => 5 })).toEqual({
		...{ upKbps: 100_000, downKbps: 100_000, roundTripMs: 0 },
	});
	const broken = { carry: () => Promise.reject(new Error('gone')), now: () => 5 };
	await expect(probeLink(broken)).rejects.toThrow('gone');
});

const figures = { downKbps: 2000, upKbps: 900, roundTripMs: 60 };
test.each<[LinkTest['result'], Parameters<typeof linkFindings>]>([
	['fine', [figures, 0]],
	['fine', [figures, null]],
	['slow', [{ ...figures, downKbps: 499 }, 0]],
	['slow', [{ ...figures, upKbps: 100 }, 0]],
	['slow', [{ ...figures, roundTripMs: 900 }, 0]],
	['slow', [figures, 0.2]],
	['unmeasured', [null, 0.2]],
])('%s', (result, [measured, loss]) => {
	expect(LinkTest.parse(linkFindings(measured, loss)).result).toBe(result);
});
