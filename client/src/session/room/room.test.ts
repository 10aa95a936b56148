import { describe, expect, test } from 'vitest';
import { MessageId, PeerId } from '@classroom/protocol';
import type { ChatMessage } from '@classroom/protocol';
import { lastSeq, withMessages } from './chat.ts';
import { withNames } from './names.ts';

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
