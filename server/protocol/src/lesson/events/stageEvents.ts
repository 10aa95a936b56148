// Hands, the stage, and whose microphone the server lets through.
import { PeerId } from '../../ids.ts';
import { by, event } from './eventOf.ts';

export const stageEvents = [
	event('hand-raised', { peerId: PeerId, ...by }),
	event('hand-lowered', { peerId: PeerId, ...by }),
	event('stage-entered', { peerId: PeerId, ...by }),
	event('stage-left', { peerId: PeerId, ...by }),
	/** The server lets nothing of this Peer's microphone through. */
	event('muted', { peerId: PeerId, ...by }),
	event('unmuted', { peerId: PeerId, ...by }),
] as const;
