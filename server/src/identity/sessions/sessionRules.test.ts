import { expect, test } from 'vitest';
import { DEVICE_IDLE_MS, DEVICE_LEAD_MS, isOver, SESSION_IDLE_MS } from './sessionRules.ts';

const began = 1_000_000_000;
const far = began + 100 * SESSION_IDLE_MS;
const fresh = { began_at: began, last_seen_at: began, expires_at: far, seated_until: 0 };
const opening = began + 5 * 60_000;

test.each([
	['used', fresh, began + SESSION_IDLE_MS - 1, undefined, false],
	['idle', fresh, began + SESSION_IDLE_MS, undefined, true],
	['at its end', { ...fresh, expires_at: began + 1 }, began + 1, undefined, true],
	['idle in a Room', { ...fresh, seated_until: far }, began + SESSION_IDLE_MS, undefined, false],
	[
		'idle since it left the Room',
		{ ...fresh, seated_until: began },
		began + SESSION_IDLE_MS,
		undefined,
		true,
	],
	['used on a device without lessons', fresh, began + DEVICE_IDLE_MS - 1, null, false],
	['idle on a device', fresh, began + DEVICE_IDLE_MS, null, true],
	['before the lesson', fresh, opening - DEVICE_LEAD_MS - 1, opening, false],
	['just before the lesson', fresh, opening - DEVICE_LEAD_MS, opening, true],
	['begun in between', { ...fresh, began_at: opening - DEVICE_LEAD_MS }, opening - 1, opening, false],
	['begun in between, at the opening', { ...fresh, began_at: opening - 1 }, opening, opening, true],
	['in another Room', { ...fresh, seated_until: far }, opening, opening, false],
])('%s', (_, session, now, next, over) => {
	expect(isOver(session, now, next)).toBe(over);
});
