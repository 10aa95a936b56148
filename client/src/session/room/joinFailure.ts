// What a refused join means for this client. Pure.
import type { ErrorCode } from '@classroom/protocol';

export type JoinFailure =
	/** The Room is not open yet: asked again now and then. */
	| 'early'
	| 'ended'
	/** For good. */
	| 'refused'
	/** This socket has joined already and we did not hear of it: leave, then join. */
	| 'leave-first'
	/** Passes by itself. */
	| 'again';

export const joinFailure = (code: ErrorCode): JoinFailure => {
	switch (code) {
		case 'room-not-open':
			return 'early';
		case 'lesson-ended':
			return 'ended';
		case 'already-joined':
			return 'leave-first';
		case 'forbidden':
		case 'signed-out':
		case 'lesson-not-found':
		case 'other-county':
		case 'agreement-revoked':
		case 'device-revoked':
		case 'bad-request':
			return 'refused';
		default:
			return 'again';
	}
};
