// Who is called on stage and how many at once, and the silence of all.
import { z } from 'zod';
import { PeerId } from '../../ids.ts';
import { by, event } from './eventOf.ts';

/** One classroom speaks at a time, or several talk with each other (自由讨论). */
export const StageMode = z.enum(['one', 'open']);
export type StageMode = z.infer<typeof StageMode>;

export const callingEvents = [
	/** The server's choice (随机点名); `stage-entered` comes with it. */
	event('called-at-random', {
		peerId: PeerId,
		/** How many it was chosen among: those whose turn it was. */
		among: z.int().min(1),
		...by,
	}),
	event('stage-mode-changed', { mode: StageMode, ...by }),
	/** Every classroom is muted, and whoever comes is, until `all-unmuted`. */
	event('all-muted', by),
	event('all-unmuted', by),
] as const;
