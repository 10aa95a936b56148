import type { ChatMessage } from '@classroom/protocol';

/** The oldest of more than this many messages are let go. */
const MOST = 500;

/** Messages in the order they were posted, each once. */
export const withMessages = (
	chat: readonly ChatMessage[],
	more: readonly ChatMessage[],
): readonly ChatMessage[] => {
	const known = new Set(chat.map((message) => message.messageId));
	const fresh = more.filter((message) => !known.has(message.messageId));
	if (fresh.length === 0) return chat;
	return [...chat, ...fresh].sort((a, b) => a.seq - b.seq).slice(-MOST);
};

/** The number after which messages are missing, for `readChat`. */
export const lastSeq = (chat: readonly ChatMessage[]): number => chat.at(-1)?.seq ?? 0;
