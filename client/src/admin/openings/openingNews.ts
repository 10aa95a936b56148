// What a school is told of its application in one sentence: the one that matters most to it. Pure.
import type { Application, Opening } from '@classroom/protocol';

/** `back`: a lesson that it waits for was cancelled, and is not any more. */
export type News = Application['state'] | 'leftOut' | 'cancelled' | 'moved' | 'back';

/** It waited until the lesson began: whoever declines one gives a reason. */
export const isLeftOut = ({ state, reason }: Pick<Application, 'state' | 'reason'>): boolean =>
	state === 'declined' && reason === null;

export function newsOf(
	{ status }: Pick<Opening, 'status'>,
	application: Pick<Application, 'state' | 'reason' | 'movedFrom' | 'held'>,
): News {
	const { state, movedFrom, held } = application;
	if (isLeftOut(application)) return 'leftOut';
	// Who was declined or has left does not care when the lesson is.
	if (state === 'declined' || state === 'withdrawn') return state;
	if (status === 'cancelled') return 'cancelled';
	if (movedFrom !== null) return 'moved';
	return state === 'waiting' && !held ? 'back' : state;
}
