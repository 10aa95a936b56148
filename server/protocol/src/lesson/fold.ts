// The fold of the lesson log into the state of the Room. Pure; server and clients run the same.
import type { Instant } from '../ids.ts';
import type { LogEntry } from './events.ts';
import { attendanceFolds } from './fold/attendanceFolds.ts';
import { awardFolds } from './fold/awardFolds.ts';
import { callingFolds } from './fold/callingFolds.ts';
import { coursewareFolds } from './fold/coursewareFolds.ts';
import { deviceFolds } from './fold/deviceFolds.ts';
import type { EventOf, EventType, Folds } from './fold/folds.ts';
import { noteFolds } from './fold/noteFolds.ts';
import { peerFolds } from './fold/peerFolds.ts';
import { quizFolds } from './fold/quizFolds.ts';
import { recordingFolds } from './fold/recordingFolds.ts';
import { roomFolds } from './fold/roomFolds.ts';
import { sourceFolds } from './fold/sourceFolds.ts';
import { stageFolds } from './fold/stageFolds.ts';
import { talkFolds } from './fold/talkFolds.ts';
import { teachingFolds } from './fold/teachingFolds.ts';
import { timerFolds } from './fold/timerFolds.ts';
import type { RoomState } from './roomState.ts';

const folds: Folds<EventType> = {
	...roomFolds,
	...peerFolds,
	...stageFolds,
	...callingFolds,
	...talkFolds,
	...attendanceFolds,
	...sourceFolds,
	...teachingFolds,
	...recordingFolds,
	...quizFolds,
	...timerFolds,
	...awardFolds,
	...noteFolds,
	...coursewareFolds,
	...deviceFolds,
};

/**
 * The state after `entry`. An entry already folded in is passed over, so a resent one does no harm.
 * @throws RangeError when entries before this one are missing: the caller asks for them.
 */
export const fold = (state: RoomState, entry: LogEntry): RoomState => {
	if (entry.seq <= state.seq) return state;
	if (entry.seq !== state.seq + 1) throw new RangeError(`entry ${entry.seq} after ${state.seq}`);
	return { ...apply(state, entry.event, entry.at), seq: entry.seq };
};

const apply = <T extends EventType>(state: RoomState, event: EventOf<T>, at: Instant): RoomState =>
	folds[event.type](state, event, at);
