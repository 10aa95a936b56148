import { MessageId, type ChatMessage, type LogEntry } from '@classroom/protocol';
import { newId } from '../../platform/index.ts';
import type { ChatTexts } from '../ports.ts';
import type { Room } from '../Room.ts';
import { peerHandler, type Joined } from './handler.ts';

const readers = ['teacher', 'assistant', 'classroom', 'viewer', 'inspector'] as const;
/** Children read; grown-ups and classrooms write. */
const writers = ['teacher', 'assistant', 'classroom'] as const;
const MOST_MESSAGES = 500;
/** Messages are looked for in so many of the last entries. */
export const MOST_ENTRIES = 4 * MOST_MESSAGES;

/** The text is kept apart from the log, which only says that there is one. */
export const postChat = peerHandler('postChat', writers, async (joined, { text }) => ({
	messageId: await post(joined, 'chat-posted', text),
}));

export const post = async (
	{ room, services, peer: { peerId } }: Joined,
	type: 'chat-posted' | 'note-posted',
	text: string,
): Promise<MessageId> => {
	const messageId = newId(MessageId);
	await services.chat.save({ messageId, lessonId: room.lessonId, text });
	room.texts.set(messageId, text);
	try {
		await room.append({ type, peerId, messageId });
	} finally {
		room.texts.delete(messageId);
	}
	return messageId;
};

export const readChat = peerHandler('readChat', readers, async ({ room, services }: Joined, { afterSeq }) => {
	// Never the whole log: anybody may ask this, and often.
	const from = Math.max(afterSeq, room.announced.seq - MOST_ENTRIES);
	const entries = await room.read(from, MOST_ENTRIES);
	return { messages: await messagesOf(room, services.chat, entries, 'chat-posted') };
});

/** Those of one kind that still have their words. */
export const messagesOf = async (
	room: Room,
	chat: ChatTexts,
	entries: readonly LogEntry[],
	kind: 'chat-posted' | 'note-posted',
): Promise<ChatMessage[]> => {
	const posted = entries.flatMap(({ event, seq, at }) => (event.type === kind ? [{ event, seq, at }] : []));
	const wanted = posted.slice(-MOST_MESSAGES);
	const texts = await chat.find(wanted.map((entry) => entry.event.messageId));
	return wanted.flatMap(({ event, seq, at }) => {
		const text = texts.get(event.messageId);
		if (text === undefined) return [];
		const name = room.names.cards([event.peerId])[0]?.name ?? '';
		return [{ messageId: event.messageId, peerId: event.peerId, seq, at, name, text }];
	});
};
