// What pages are told besides the state: names, which the log does not hold, and the texts of the chat.
import { z } from 'zod';
import { Instant, LessonId, MessageId, PeerId } from '../ids.ts';
import { LessonKind, Subject } from '../words.ts';

/** What a Peer is called on screen; the log itself holds no names. */
export const NameCard = z.object({
	peerId: PeerId,
	/** A person's name, or the classroom's. */
	name: z.string(),
	/** The school's name; null for the county's people. */
	school: z.string().nullable(),
});
export type NameCard = z.infer<typeof NameCard>;

/** What the pages say of the lesson on top. */
export const LessonCard = z.object({
	lessonId: LessonId,
	title: z.string(),
	kind: LessonKind,
	subject: Subject,
	teacher: z.string(),
	plannedStart: Instant,
	plannedEnd: Instant,
});
export type LessonCard = z.infer<typeof LessonCard>;

export const ChatMessage = z.object({
	messageId: MessageId,
	peerId: PeerId,
	/** The entry that says it was posted. */
	seq: z.int(),
	at: Instant,
	name: z.string(),
	text: z.string(),
});
export type ChatMessage = z.infer<typeof ChatMessage>;
