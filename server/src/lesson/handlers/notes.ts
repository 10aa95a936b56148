import { noteReaders } from '../Room.ts';
import { MOST_ENTRIES, messagesOf, post } from './chat.ts';
import { peerHandler } from './handler.ts';

/** The log says that there was one; its words go to the teacher and the assistants alone. */
export const postNote = peerHandler('postNote', noteReaders, async (joined, { text }) => ({
	messageId: await post(joined, 'note-posted', text),
}));

export const readNotes = peerHandler('readNotes', noteReaders, async ({ room, services }, { afterSeq }) => {
	const entries = await room.read(Math.max(afterSeq, room.announced.seq - MOST_ENTRIES), MOST_ENTRIES);
	return { messages: await messagesOf(room, services.chat, entries, 'note-posted') };
});
