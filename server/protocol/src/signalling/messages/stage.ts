// Hands, the stage, and microphones.
import { PeerId } from '../../ids.ts';
import { done, request } from './request.ts';

export const stageRequests = [
	/** `peerId` names another's hand (the teacher's way to lower it, an assistant's to raise its classroom's). */
	request('raiseHand', { peerId: PeerId.exactOptional() }),
	request('lowerHand', { peerId: PeerId.exactOptional() }),
	request('bringOnStage', { peerId: PeerId }),
	/** The teacher takes off anyone; a classroom itself. */
	request('takeOffStage', { peerId: PeerId }),
	/** The teacher mutes anyone, who then stays muted until allowed to speak or called; anyone mutes itself. */
	request('mute', { peerId: PeerId }),
	request('unmute', { peerId: PeerId }),
	/** Everyone but the teacher, and whoever comes later, until `unmuteAll`. */
	request('muteAll', {}),
] as const;

export const stageAnswers = {
	raiseHand: done,
	lowerHand: done,
	bringOnStage: done,
	takeOffStage: done,
	mute: done,
	unmute: done,
	muteAll: done,
};
