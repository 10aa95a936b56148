// Timer, stars, and notes to the assistants.
import { z } from 'zod';
import { Instant, MessageId, PeerId } from '../../ids.ts';
import { AwardReason } from '../../lesson/events/awardEvents.ts';
import { TimerSeconds } from '../../lesson/events/timerEvents.ts';
import { prose } from '../../text.ts';
import { ChatMessage } from '../cards.ts';
import { done, request } from './request.ts';
import { CHAT_MAX } from './teaching.ts';

export const toolsRequests = [
	request('startTimer', { seconds: TimerSeconds }),
	/** Only while it runs. */
	request('extendTimer', { seconds: TimerSeconds }),
	request('stopTimer', {}),
	request('giveStar', { peerId: PeerId, reason: AwardReason.nullable() }),
	request('takeStarBack', { peerId: PeerId }),
	/** To the teacher and the assistants; nobody else is sent the words. */
	request('postNote', { text: prose(CHAT_MAX) }),
	request('readNotes', { afterSeq: z.int().min(0) }),
] as const;

export const toolsAnswers = {
	startTimer: z.object({ endsAt: Instant }),
	extendTimer: z.object({ endsAt: Instant }),
	stopTimer: done,
	giveStar: done,
	takeStarBack: done,
	postNote: z.object({ messageId: MessageId }),
	readNotes: z.object({ messages: z.array(ChatMessage) }),
};
