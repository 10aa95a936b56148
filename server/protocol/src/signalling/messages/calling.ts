// Calling at random, open discussion, the end of a silence, and push-to-talk.
import { z } from 'zod';
import { PeerId } from '../../ids.ts';
import { StageMode } from '../../lesson/events/callingEvents.ts';
import { TalkMode } from '../../lesson/events/talkEvents.ts';
import { done, request } from './request.ts';

export const callingRequests = [
	/** The server chooses a receiving classroom that is here and not on stage, whoever was called least, and brings it on. */
	request('callAtRandom', {}),
	/** Back to `one`: who has been on stage longest stays, the others leave it. */
	request('setStageMode', { mode: StageMode }),
	/** Ends what `muteAll` began. */
	request('unmuteAll', {}),
	/** A classroom's own choice. */
	request('setTalkMode', { talk: TalkMode }),
	/** The key is down. `peerId` names the classroom that an assistant holds it for. On stage only. */
	request('startTalking', { peerId: PeerId.exactOptional() }),
	request('stopTalking', { peerId: PeerId.exactOptional() }),
] as const;

export const callingAnswers = {
	callAtRandom: z.object({ peerId: PeerId }),
	setStageMode: done,
	unmuteAll: done,
	setTalkMode: done,
	startTalking: done,
	stopTalking: done,
};
