import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KnownDevices } from './knownDevices.ts';

const devices = new KnownDevices('a secret');

const names = fc.array(fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }), {
	minLength: 1,
	maxLength: 8,
});
const remembered = (loginKeys: readonly string[]): string => {
	let cookie = devices.remember(undefined, loginKeys[0] ?? '');
	for (const key of loginKeys) cookie = devices.remember(devices.read(cookie), key);
	return cookie;
};

test('it knows up to eight people who have signed in on it, and nobody else', () => {
	fc.assert(
		fc.property(names, fc.string({ minLength: 41, maxLength: 50 }), (loginKeys, stranger) => {
			const device = devices.read(remembered(loginKeys));
			expect(device).toBeDefined();
			if (device === undefined) return;
			for (const key of loginKeys) expect(devices.knows(device, key)).toBe(true);
			expect(devices.knows(device, stranger)).toBe(false);
		}),
	);
});

test('the ninth drives out the one that was longest away', () => {
	const device = devices.read(remembered(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']));
	expect(device?.names).toHaveLength(8);
	expect(device !== undefined && devices.knows(device, 'a')).toBe(false);
	expect(device !== undefined && devices.knows(device, 'i')).toBe(true);
});

test('a cookie that was changed, or signed elsewhere, is none', () => {
	const cookie = remembered(['wang']);
	expect(devices.read(undefined)).toBeUndefined();
	expect(devices.read('')).toBeUndefined();
	expect(new KnownDevices('another').read(cookie)).toBeUndefined();
	fc.assert(
		fc.property(
			fc.integer({ min: 0, max: cookie.length - 1 }),
			fc.constantFrom('A', 'B', 'z', '0', '9', '-', '_', '.', '~'),
			(place, sign) => {
				const changed = cookie.slice(0, place) + sign + cookie.slice(place + 1);
				fc.pre(changed !== cookie);
				expect(devices.read(changed)).toBeUndefined();
			},
		),
	);
});

test('it holds only characters that a cookie may hold, and fits', () => {
	const cookie = remembered(['王老师', '李', 'c', 'd', 'e', 'f', 'g', 'h']);
	expect(cookie).toMatch(/^[\w.~-]+$/);
	expect(cookie.length).toBeLessThan(400);
});
