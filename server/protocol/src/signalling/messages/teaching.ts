// What the lesson shows and says, and its course.
import { z } from 'zod';
import { Instant, MessageId } from '../../ids.ts';
import { SceneLayout } from '../../lesson/events/teachingEvents.ts';
import { prose } from '../../text.ts';
import { ChatMessage } from '../cards.ts';
import { done, request } from './request.ts';

/** Longest chat message, in characters. */
export const CHAT_MAX = 500;

export const teachingRequests = [
	request('chooseScene', { layout: SceneLayout }),
	request('postChat', { text: prose(CHAT_MAX) }),
	/** Chat messages posted after the entry `afterSeq`, oldest first. */
	request('readChat', { afterSeq: z.int().min(0) }),
	/** Before the bell: teaching begins now. */
	request('startTeaching', {}),
	/** Moves the planned end; only later, by 1 to 60 minutes. */
	request('extendLesson', { minutes: z.int().min(1).max(60) }),
	request('endLesson', {}),
] as const;

export const teachingAnswers = {
	chooseScene: done,
	postChat: z.object({ messageId: MessageId }),
	readChat: z.object({ messages: z.array(ChatMessage) }),
	startTeaching: done,
	extendLesson: z.object({ plannedEnd: Instant }),
	endLesson: done,
};
