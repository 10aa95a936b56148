// An hour of somebody who would lock others out, played through: at the same address, elsewhere, and spraying.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { AttemptPolicy, Bucket } from './attemptPolicy.ts';
import { decide, emptyBucket, signInPolicies } from './attemptPolicy.ts';

const start = Date.UTC(2026, 2, 2);
const second = 1000;
const hour = 3_600_000;
const { address: addressPolicy, nameAtAddress, name: namePolicy } = signInPolicies;

/** The buckets of strangers, as signIn.ts asks them. */
class Door {
	readonly #buckets = new Map<string, Bucket>();

	/** Counts the attempt as failed unless it is told to wait. The wait, ms; 0: it was made. */
	attempt(now: number, name: string, address: string, browser = ''): number {
		const state = (key: string, policy: AttemptPolicy) => ({
			key,
			policy,
			bucket: this.#buckets.get(key) ?? emptyBucket(now),
		});
		const decision = decide(
			[
				{ ...state(`address ${address}`, addressPolicy), sparesFirstTries: true },
				{ ...state(`${name} at ${address}`, nameAtAddress), countsTries: true },
				state(`name ${name}`, namePolicy),
			],
			now,
			(slice) => createHash('sha256').update(`${browser} ${slice}`).digest().readUInt32BE() / 2 ** 32,
		);
		if (decision.kind === 'wait') return decision.waitMs;
		for (const { key, after } of decision.filled) this.#buckets.set(key, after);
		return 0;
	}
}

/** From `from` on asks at 10 Hz, beside a person who comes back when told. When the person got in; null: never. */
const besides = (
	from: number,
	attack: (now: number, turn: number) => void,
	person: (now: number) => number,
): number | null => {
	let comesBack = from + 90 * second;
	for (let turn = 0; turn * 100 < hour; turn += 1) {
		const now = from + turn * 100;
		attack(now, turn);
		if (now < comesBack) continue;
		const wait = person(now);
		if (wait === 0) return now - from;
		comesBack = now + Math.ceil(wait / second) * second;
	}
	return null;
};

test('200 failures on random names and 10 a second from then on: others at that address get in at once', () => {
	const door = new Door();
	for (let n = 0; n < 200; n += 1) door.attempt(start, `random ${n}`, 'school');
	let n = 0;
	const attack = (now: number): void => void door.attempt(now, `another ${(n += 1)}`, 'school');
	const gotIn = besides(start, attack, (now) => door.attempt(now, 'pupil', 'school', 'new phone'));
	expect(gotIn).toBe(90 * second);
});

test('who has mistyped it twice beside such an attacker has a turn within minutes', () => {
	const door = new Door();
	const attack = (now: number, turn: number): void =>
		void door.attempt(now, `random ${turn % 300}`, 'school');
	for (let turn = 0; turn < 1200; turn += 1) attack(start, turn);
	for (const _ of [1, 2]) expect(door.attempt(start, 'clumsy', 'school', 'phone')).toBe(0);
	expect(door.attempt(start, 'clumsy', 'school', 'phone')).toBeGreaterThan(0);
	const gotIn = besides(start, attack, (now) => door.attempt(now, 'clumsy', 'school', 'phone'));
	expect(gotIn).toBeLessThan(15 * 60 * second);
});

test.each(['phone 1', 'phone 2', 'phone 3', 'phone 4', 'phone 5'])(
	'10 a second on the own name at the own address: within the hour the owner has a turn (%s)',
	(phone) => {
		const door = new Door();
		const gotIn = besides(
			start,
			(now) => void door.attempt(now, 'teacher', 'school'),
			(now) => door.attempt(now, 'teacher', 'school', phone),
		);
		expect(gotIn).not.toBeNull();
	},
);

test('10 a second on the own name from forty other addresses: the owner has a turn within minutes', () => {
	const door = new Door();
	const gotIn = besides(
		start,
		(now, turn) => void door.attempt(now, 'teacher', `elsewhere ${turn % 40}`),
		(now) => door.attempt(now, 'teacher', 'school', 'new phone'),
	);
	expect(gotIn).toBeLessThan(20 * 60 * second);
});

test('one attacker elsewhere delays nobody', () => {
	const door = new Door();
	for (let ms = 0; ms < hour; ms += 100) door.attempt(start + ms, 'teacher', 'elsewhere');
	expect(door.attempt(start + hour, 'teacher', 'school')).toBe(0);
});

test('spraying: two guesses a name, then one an hour, whatever the speed', () => {
	const door = new Door();
	const names = Array.from({ length: 500 }, (_, n) => `pupil ${n}`);
	const guesses = new Map(names.map((name) => [name, 0]));
	for (let ms = 0; ms < 6 * hour; ms += 60 * second) {
		for (const name of names) {
			const letIn = door.attempt(start + ms, name, 'school') === 0;
			if (letIn) guesses.set(name, (guesses.get(name) ?? 0) + 1);
		}
	}
	const total = [...guesses.values()].reduce((sum, each) => sum + each, 0);
	// Beyond those, one in six seconds for all names together.
	expect(total).toBeLessThan(500 * (2 + 6) + 200 + (6 * hour) / addressPolicy.leakMs);
});
