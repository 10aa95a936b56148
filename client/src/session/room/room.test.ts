import { describe, expect, test } from 'vitest';
import { MessageId, PeerId } from '@classroom/protocol';
import type { ChatMessage } from '@classroom/protocol';
import { lastSeq, withMessages } from './chat.ts';
import { withNames } from './names.ts';
import { betterReading, clockReading } from './serverClock.ts';

const message = (seq: number): ChatMessage => ({
	messageId: MessageId.parse(`m${seq}`),
	peerId: PeerId.parse('p'),
	seq,
	at: seq,
	name: 'n',
	text: 't',
});

describe('chat', () => {
	test('each message once, in order', () => {
		const chat = withMessages(withMessages([], [message(3), message(1)]), [message(1), message(2)]);
		expect(chat.map((each) => each.seq)).toEqual([1, 2, 3]);
		expect(lastSeq(chat)).toBe(3);
		expect(lastSeq([])).toBe(0);
		expect(withMessages(chat, [message(2)])).toBe(chat);
	});
});

describe('names', () => {
	test('a new card replaces the old', () => {
		const peerId = PeerId.parse('p');
		const names = withNames(withNames(new Map(), [{ peerId, name: 'a', school: null }]), [
			{ peerId, name: 'b', school: 's' },
		]);
		expect(names.get(peerId)?.name).toBe('b');
	});
});

describe('server clock', () => {
	test('the offset is taken at the middle of the journey', () => {
		expect(clockReading(1000, 5050, 1100)).toEqual({ offsetMs: 4000, roundTripMs: 100 });
	});

	test('the quicker reading wins, unless a clock was set', () => {
		const quick = { offsetMs: 10, roundTripMs: 20 };
		expect(betterReading(quick, { offsetMs: 40, roundTripMs: 200 })).toBe(quick);
		expect(betterReading(quick, { offsetMs: 40, roundTripMs: 10 }).offsetMs).toBe(40);
		expect(betterReading(quick, { offsetMs: 60_000, roundTripMs: 200 }).offsetMs).toBe(60_000);
		expect(betterReading(null, quick)).toBe(quick);
	});
});
