import {
	emptyRoom,
	fold,
	LessonId,
	PeerId,
	ProducerId,
	RecordingId,
	type LessonEvent,
	type RoomState,
} from '@classroom/protocol';
import { expect, test } from 'vitest';
import { untold, type Presence } from './untold.ts';

const lessonId = LessonId.parse('lesson');
const classroom = PeerId.parse('classroom');
const recorder = PeerId.parse('recorder');
const producerId = ProducerId.parse('camera');
const recordingId = RecordingId.parse('recording');
const subject = { kind: 'service', service: 'recorder' } as const;

const after = (...events: LessonEvent[]): RoomState =>
	events.reduce(
		(state, event) => fold(state, { lessonId, seq: state.seq + 1, at: state.seq, event }),
		emptyRoom(lessonId),
	);
const both = after(
	{ type: 'peer-joined', peerId: classroom, role: 'classroom', subject },
	{ type: 'source-started', peerId: classroom, source: 'camera', kind: 'video', producerId },
	{ type: 'peer-joined', peerId: recorder, role: 'recorder', subject },
	{ type: 'recording-started', recordingId, peerId: recorder },
);
const real = (change: Partial<Presence>): Presence => ({
	presenceOf: () => 'seated',
	sends: () => true,
	...change,
});

test('all as the log says: nothing', () => {
	expect(untold(both, real({}))).toEqual([]);
	expect(untold(emptyRoom(lessonId), real({ presenceOf: () => 'gone' }))).toEqual([]);
});

test('a drop that the log could not take is told, with the recording that it interrupted', () => {
	const events = untold(both, real({ presenceOf: () => 'expected' }));
	expect(events).toEqual([
		{ type: 'peer-lost', peerId: classroom },
		{ type: 'peer-lost', peerId: recorder },
		{ type: 'recording-stopped', recordingId, cause: 'recorder-gone' },
	]);
});

test('who has no seat any more has left; who was lost before may still come back', () => {
	const lost = after(
		{ type: 'peer-joined', peerId: classroom, role: 'classroom', subject },
		{ type: 'peer-lost', peerId: classroom },
	);
	expect(untold(lost, real({ presenceOf: () => 'gone' }))).toEqual([]);
	const [left] = untold(both, real({ presenceOf: () => 'gone' }));
	expect(left).toEqual({ type: 'peer-left', peerId: classroom, cause: 'left' });
});

test('a source that is gone is told of, unless the media are just being opened anew', () => {
	const stopped = {
		type: 'source-stopped',
		peerId: classroom,
		source: 'camera',
		producerId,
		cause: 'peer-gone',
	};
	expect(untold(both, real({ sends: () => false }))).toEqual([stopped]);
	expect(untold(both, real({ sends: () => null }))).toEqual([]);
});

test.each(['expected', 'gone'] as const)('told once: what it says makes the log true (%s)', (presence) => {
	const truth = real({ presenceOf: () => presence, sends: () => false });
	const seq = both.seq;
	const told = untold(both, truth).reduce(
		(state, event) => fold(state, { lessonId, seq: state.seq + 1, at: 9, event }),
		both,
	);
	expect(told.seq).toBeGreaterThan(seq);
	expect(untold(told, truth)).toEqual([]);
});

test('a lesson that has ended stays as it was', () => {
	const ended = fold(both, {
		lessonId,
		seq: both.seq + 1,
		at: 9,
		event: { type: 'phase-changed', phase: 'ended', cause: 'time' },
	});
	expect(untold(ended, real({ presenceOf: () => 'gone' }))).toEqual([]);
});
