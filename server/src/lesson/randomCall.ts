// Whom a random call (随机点名) falls on. Pure; the seed is whoever's calls it.
import type { CallCount, ClassroomId, PeerId, RoomState } from '@classroom/protocol';

export interface RandomCall {
	readonly peerId: PeerId;
	/** How many it was chosen among. */
	readonly among: number;
}

/** A second press within this time means the first one. */
export const CALL_PAUSE_MS = 1_000;

/**
 * One of the receiving classrooms that are here and not on stage: whoever was not on stage in this lesson comes before
 * everybody else, then whoever has had the fewest turns (`CallCount`); among equals the seed says. Every way onto the
 * stage counts, also the raised hand. Null: there is nobody to call.
 * @param seed an integer of at least 0; each of the equals gets as many of the seeds as the others
 */
export const chooseAtRandom = (
	state: RoomState,
	receiving: readonly ClassroomId[],
	seed: number,
): RandomCall | null => {
	const equals = leastCalled(candidates(state, receiving));
	const chosen = equals[seed % Math.max(1, equals.length)];
	return chosen === undefined ? null : { peerId: chosen.peerId, among: equals.length };
};

/** Who was called at random a moment ago and is on stage for it; null: nobody. */
export const justCalled = ({ stage, peers }: RoomState, now: number): PeerId | null => {
	const { lastRandom } = stage;
	if (lastRandom === null || now - lastRandom.at >= CALL_PAUSE_MS) return null;
	const peer = peers.find(({ peerId }) => peerId === lastRandom.peerId);
	return peer === undefined || peer.stageSince === null ? null : peer.peerId;
};

const candidates = ({ stage, peers }: RoomState, receiving: readonly ClassroomId[]): CallCount[] =>
	peers
		.filter(
			({ role, subject, presence, stageSince }) =>
				role === 'classroom' &&
				subject.kind === 'classroom' &&
				receiving.includes(subject.classroomId) &&
				presence === 'here' &&
				stageSince === null,
		)
		.map(
			({ peerId }) => stage.calls.find((each) => each.peerId === peerId) ?? { peerId, times: 0, turns: 0 },
		);

const leastCalled = (all: readonly CallCount[]): readonly CallCount[] => {
	const never = all.filter(({ times }) => times === 0);
	if (never.length > 0) return never;
	const least = Math.min(...all.map(({ turns }) => turns));
	return all.filter(({ turns }) => turns === least);
};
