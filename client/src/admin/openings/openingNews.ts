// What a school is told of its application in one sentence: the one that matters most to it. Pure.
import type { Application, Opening } from '@classroom/protocol';

/** `back`: a lesson that it waits for was cancelled, and is not any more. */
export type News = Application['state'] | 'cancelled' | 'moved' | 'back';

export function newsOf(
	{ status }: Pick<Opening, 'status'>,
	{ state, movedFrom, held }: Pick<Application, 'state' | 'movedFrom' | 'held'>,
): News {
	// Who was declined or has left does not care when the lesson is.
	if (state === 'declined' || state === 'withdrawn') return state;
	if (status === 'cancelled') return 'cancelled';
	if (movedFrom !== null) return 'moved';
	return state === 'waiting' && !held ? 'back' : state;
}
