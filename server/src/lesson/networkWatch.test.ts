import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NetworkWatch } from './networkWatch.ts';

const watched = () => {
	const changes: string[] = [];
	return { changes, watch: new NetworkWatch((network, cause) => changes.push(`${network}:${cause}`)) };
};

describe('NetworkWatch', () => {
	it('says slow after 3 s of trouble, and fine after 10 s without', () => {
		const { changes, watch } = watched();
		watch.uplinkScore(3, 0);
		watch.tick(2_999);
		expect(changes).toEqual([]);
		watch.tick(3_000);
		expect(changes).toEqual(['slow:uplink']);
		watch.uplinkScore(10, 4_000);
		watch.tick(13_999);
		watch.tick(14_000);
		expect(changes).toEqual(['slow:uplink', 'fine:recovered']);
	});

	it('does not take good scores for an answer to what the Peer reports', () => {
		const { changes, watch } = watched();
		watch.reported(true, 0);
		watch.downlinkScore(10, 1_000);
		watch.tick(3_000);
		expect(changes).toEqual(['slow:downlink']);
	});

	it('is slow as long as something is given up for it, however good the rest gets through', () => {
		const { changes, watch } = watched();
		watch.withheld(true, 0);
		watch.downlinkScore(10, 1_000);
		watch.tick(3_000);
		watch.tick(60_000);
		expect(changes).toEqual(['slow:downlink']);
	});

	it('does not flap: whatever the scores, changes are at least 3 s apart', () => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 10 })), { maxLength: 120 }),
				(steps) => {
					const { changes, watch } = watched();
					let last = -Infinity;
					for (const [index, [up, score]] of steps.entries()) {
						const now = index * 500;
						const before = changes.length;
						if (up) watch.uplinkScore(score, now);
						else watch.downlinkScore(score, now);
						watch.tick(now);
						if (changes.length === before) continue;
						expect(now - last).toBeGreaterThanOrEqual(3_000);
						last = now;
					}
					for (const [index, change] of changes.entries()) {
						expect(change.startsWith(index % 2 === 0 ? 'slow' : 'fine')).toBe(true);
					}
				},
			),
		);
	});
});
