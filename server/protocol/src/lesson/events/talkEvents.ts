// Push-to-talk (按住说话).
import { z } from 'zod';
import { PeerId } from '../../ids.ts';
import { by, event } from './eventOf.ts';

/** `push`: on stage it is heard only while somebody holds a key. */
export const TalkMode = z.enum(['open', 'push']);
export type TalkMode = z.infer<typeof TalkMode>;

export const talkEvents = [
	event('talk-mode-changed', { peerId: PeerId, talk: TalkMode, ...by }),
	/** `by` holds the key: the classroom itself, or its assistant. */
	event('talk-started', { peerId: PeerId, ...by }),
	/** Let go of; or whoever held it is here with another page. A lost socket ends it without this. */
	event('talk-ended', { peerId: PeerId, ...by }),
] as const;
