import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AttemptPolicy, Bucket } from './attemptPolicy.ts';
import { emptyBucket, fill, forgottenAfterMs, refund, signInPolicies, waitFor } from './attemptPolicy.ts';

const start = Date.UTC(2026, 2, 2);
const policies = Object.entries<AttemptPolicy>(signInPolicies);
const policy = fc.constantFrom(...policies.map(([, each]) => each));

/** Fails as fast as the policy lets anybody, for `ms`; how often it could. */
const hammer = (rule: AttemptPolicy, ms: number): { failures: number; bucket: Bucket; now: number } => {
	let bucket = emptyBucket(start);
	let now = start;
	let failures = 0;
	for (;;) {
		const wait = waitFor(rule, bucket, now);
		if (now + wait > start + ms) return { failures, bucket, now };
		now += Math.max(wait, 1);
		bucket = fill(rule, bucket, now);
		failures += 1;
	}
};

test.each(policies)('%s: the free failures cost nothing, the next waits', (_name, rule) => {
	let bucket = emptyBucket(start);
	for (let failure = 0; failure < rule.free; failure += 1) {
		expect(waitFor(rule, bucket, start)).toBe(0);
		bucket = fill(rule, bucket, start);
	}
	expect(waitFor(rule, bucket, start)).toBe(rule.firstDelayMs);
});

test('the wait doubles up to its most', () => {
	const rule = signInPolicies.nameAtAddress;
	let bucket = emptyBucket(start);
	for (let failure = 0; failure < rule.free; failure += 1) bucket = fill(rule, bucket, start);
	const waits = Array.from({ length: 12 }, () => {
		const wait = waitFor(rule, bucket, bucket.at);
		bucket = fill(rule, bucket, bucket.at);
		return wait / 1000;
	});
	expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300]);
});

describe('guesses in a day', () => {
	const day = 86_400_000;
	test.each([
		['knownDevice', 130],
		['nameAtAddress', 310],
		['name', 1500],
		['address', 15_000],
	] as const)('%s: at most %d', (name, most) => {
		expect(hammer(signInPolicies[name], day).failures).toBeLessThan(most);
	});
});

test('nobody waits longer than the most, whatever happened, and after that one attempt is let through', () => {
	fc.assert(
		fc.property(
			policy,
			fc.array(fc.record({ after: fc.integer({ min: -3_600_000, max: 7_200_000 }), ok: fc.boolean() }), {
				maxLength: 80,
			}),
			(rule, history) => {
				let bucket = emptyBucket(start);
				let now = start;
				for (const { after, ok } of history) {
					now += after;
					bucket = ok ? refund(rule, bucket, now) : fill(rule, bucket, now);
					const wait = waitFor(rule, bucket, now);
					expect(wait).toBeGreaterThanOrEqual(0);
					expect(wait).toBeLessThanOrEqual(rule.maxDelayMs);
					expect(waitFor(rule, bucket, now + wait)).toBe(0);
					expect(bucket.level).toBeLessThanOrEqual(rule.cap);
				}
			},
		),
	);
});

test('knocking while it is closed does not keep it closed', () => {
	fc.assert(
		fc.property(policy, fc.array(fc.integer({ min: 1, max: 900_000 }), { maxLength: 50 }), (rule, knocks) => {
			const { bucket, now } = hammer(rule, 3_600_000);
			const opens = now + waitFor(rule, bucket, now);
			// A refused attempt changes no bucket: the same one is asked again and again.
			for (const knock of knocks) {
				const at = now + knock;
				expect(waitFor(rule, bucket, at)).toBe(Math.max(0, opens - at));
			}
		}),
	);
});

test('a name under attack from everywhere is slow for strangers for a minute at most', () => {
	const { bucket, now } = hammer(signInPolicies.name, 86_400_000);
	expect(waitFor(signInPolicies.name, bucket, now)).toBeLessThanOrEqual(60_000);
});

test('a success takes back its own attempt and no other', () => {
	fc.assert(
		fc.property(policy, fc.integer({ min: 0, max: 100 }), (rule, failures) => {
			let bucket = emptyBucket(start);
			for (let failure = 0; failure < Math.min(failures, rule.cap - 1); failure += 1) {
				bucket = fill(rule, bucket, start);
			}
			expect(refund(rule, fill(rule, bucket, start), start).level).toBe(bucket.level);
		}),
	);
});

test('a bucket that nobody has touched for the longest time is empty', () => {
	for (const [, rule] of policies) {
		const { bucket, now } = hammer(rule, 86_400_000);
		expect(fill(rule, bucket, now + forgottenAfterMs).level).toBe(1);
	}
});
