// The stage at one moment: how many at once, who was called how often, who may open its microphone and how.
import { z } from 'zod';
import { Instant, PeerId } from '../ids.ts';
import { StageMode } from './events/callingEvents.ts';

/**
 * So many classrooms are on stage at once in an open discussion: as many as stand beside the picture and are still
 * told apart from 8 m, and as many small pictures as a village link carries besides the teacher.
 */
export const OPEN_STAGE_MAX = 3;

export const CallCount = z.object({
	peerId: PeerId,
	/** How often it was on stage in this lesson. */
	times: z.int().min(0),
	/** What fairness goes by: `times`, and for whoever came late the turns it has missed, so that it does not make up for them. */
	turns: z.int().min(0),
});
export type CallCount = z.infer<typeof CallCount>;

/** All are muted, also whoever comes while it lasts. */
export const Quiet = z.object({
	since: Instant,
	/** Whom the teacher has called on stage or allowed to speak since. */
	lifted: z.array(PeerId),
	/** Who was muted before, or has muted itself since: stays so when it is over. */
	before: z.array(PeerId),
});
export type Quiet = z.infer<typeof Quiet>;

export const StageState = z.object({
	mode: StageMode,
	/** One for each classroom that was ever here. */
	calls: z.array(CallCount),
	/** Null: nobody was called at random yet. */
	lastRandom: z.object({ peerId: PeerId, at: Instant }).nullable(),
	/** Null: it was not asked for. */
	quiet: Quiet.nullable(),
	/** Whom the teacher has muted: they do not speak before they are allowed to. */
	silenced: z.array(PeerId),
	/** Classrooms that are heard only while somebody holds a key; `talker`: who holds it now, the classroom or its assistant. */
	pushing: z.array(z.object({ peerId: PeerId, talker: PeerId.nullable() })),
});
export type StageState = z.infer<typeof StageState>;

export const emptyStage: StageState = {
	mode: 'one',
	calls: [],
	lastRandom: null,
	quiet: null,
	silenced: [],
	pushing: [],
};

/** Whether this classroom may open its microphone itself: nobody has muted it, or it was allowed to speak since. */
export const mayOpen = ({ silenced, quiet }: StageState, peerId: PeerId): boolean =>
	!silenced.includes(peerId) && (quiet === null || quiet.lifted.includes(peerId));

/** Whether it is heard only while somebody holds a key. */
export const pushesToTalk = ({ pushing }: StageState, peerId: PeerId): boolean =>
	pushing.some((each) => each.peerId === peerId);

export const talkerOf = ({ pushing }: StageState, peerId: PeerId): PeerId | null =>
	pushing.find((each) => each.peerId === peerId)?.talker ?? null;

export const timesCalled = ({ calls }: StageState, peerId: PeerId): number =>
	calls.find((each) => each.peerId === peerId)?.times ?? 0;
