import type { LessonEvent, LogEntry } from '@classroom/protocol';
import { LessonId, PeerId, RecordingId } from '@classroom/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterEntry, nothingHappened } from './lessonProgress.ts';

const lessonId = LessonId.parse('lesson');
const peerId = PeerId.parse('peer');
const recordingId = RecordingId.parse('recording');
const numbered = (events: readonly LessonEvent[]): LogEntry[] =>
	events.map((event, place) => ({ lessonId, seq: place + 1, at: 1000 * (place + 1), event }));
const fold = (entries: readonly LogEntry[]) => entries.reduce(afterEntry, nothingHappened);

const opened: LessonEvent = { type: 'room-opened', epoch: 1, node: 'n', plannedEnd: 99_000 };
const phase = (name: 'teaching' | 'overrun' | 'ended'): LessonEvent => ({
	type: 'phase-changed',
	phase: name,
	cause: 'bell',
});

test('a whole lesson', () => {
	const events: LessonEvent[] = [
		opened,
		{ type: 'hand-raised', peerId, by: null },
		phase('teaching'),
		{ type: 'recording-started', recordingId, peerId },
		{ type: 'end-moved', plannedEnd: 120_000, by: peerId },
		{ ...opened, epoch: 2 },
		phase('overrun'),
		{ type: 'recording-started', recordingId, peerId },
		phase('ended'),
	];
	expect(fold(numbered(events))).toEqual({
		phase: 'ended',
		startedAt: 3000,
		endedAt: 9000,
		givenAt: null,
		movedEnd: 120_000,
		recordingId,
		seq: 9,
	});
});

test('a Room that opened and closed without teaching has no start', () => {
	expect(fold(numbered([opened, phase('ended')]))).toMatchObject({ phase: 'ended', startedAt: null });
});

test('entries that come twice change nothing, and a rebuilt projection is the same as one made entry by entry', () => {
	const event = fc.constantFrom<LessonEvent>(
		opened,
		phase('teaching'),
		phase('overrun'),
		phase('ended'),
		{ type: 'hand-raised', peerId, by: null },
		{ type: 'end-moved', plannedEnd: 120_000, by: null },
		{ type: 'end-moved', plannedEnd: 180_000, by: peerId },
		{ type: 'recording-started', recordingId, peerId },
	);
	fc.assert(
		fc.property(fc.array(event, { maxLength: 12 }), fc.nat(), (events, cut) => {
			const entries = numbered(events);
			const before = fold(entries.slice(0, cut % (entries.length + 1)));
			expect(entries.reduce(afterEntry, before)).toEqual(fold(entries));
			expect(fold([...entries, ...entries])).toEqual(fold(entries));
		}),
	);
});

test('an end that the plan moved is the plan’s to say, whatever was moved before', () => {
	const moved = (by: typeof peerId | null): LessonEvent => ({ type: 'end-moved', plannedEnd: 120_000, by });
	expect(fold(numbered([opened, moved(peerId)])).movedEnd).toBe(120_000);
	expect(fold(numbered([opened, moved(peerId), moved(null)])).movedEnd).toBeNull();
});
