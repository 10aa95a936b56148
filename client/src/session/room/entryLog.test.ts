import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LessonId, PeerId, emptyRoom, fold } from '@classroom/protocol';
import type { LessonEvent, LogEntry, RoomState } from '@classroom/protocol';
import { addEntries, emptyLog, hasHole, takeSnapshot } from './entryLog.ts';
import type { EntryLog } from './entryLog.ts';

const lessonId = LessonId.parse('lesson');
const peers = ['a', 'b', 'c'].map((id) => PeerId.parse(id));

const someEvent: fc.Arbitrary<LessonEvent> = fc.constantFrom(...peers).chain((peerId) =>
	fc.constantFrom<LessonEvent>(
		{
			type: 'peer-joined',
			peerId,
			role: 'classroom',
			subject: { kind: 'service', service: 'recorder' },
		},
		{ type: 'peer-lost', peerId },
		{ type: 'peer-returned', peerId },
		{ type: 'hand-raised', peerId, by: peerId },
		{ type: 'hand-lowered', peerId, by: null },
		{ type: 'stage-entered', peerId, by: null },
		{ type: 'stage-left', peerId, by: null },
		{ type: 'muted', peerId, by: null },
		{ type: 'phase-changed', phase: 'teaching', cause: 'bell' },
		{ type: 'scene-chosen', layout: 'stage', by: null },
	),
);

const someLog: fc.Arbitrary<LogEntry[]> = fc
	.array(someEvent, { maxLength: 40 })
	.map((events) => events.map((event, index) => ({ lessonId, seq: index + 1, at: 1000 + index, event })));

const folded = (entries: readonly LogEntry[]): RoomState => entries.reduce(fold, emptyRoom(lessonId));

/** Entries as a bad network brings them: some lost, some twice, in any order, then the log read after the hole. */
const delivery = someLog.chain((entries) =>
	fc.record({
		entries: fc.constant(entries),
		arriving:
			entries.length === 0 ? fc.constant([]) : fc.array(fc.constantFrom(...entries), { maxLength: 90 }),
		packets: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 90 }),
		snapshotAt: fc.integer({ min: 0, max: entries.length }),
	}),
);

const deliver = (arriving: readonly LogEntry[], packets: readonly number[], start: EntryLog): EntryLog => {
	let log = start;
	let from = 0;
	for (const size of packets) {
		log = addEntries(log, arriving.slice(from, from + size));
		from += size;
	}
	return addEntries(log, arriving.slice(from));
};

describe('the lesson log at the client', () => {
	test('drops, repetitions and holes end in the state of the whole log', () => {
		fc.assert(
			fc.property(delivery, ({ entries, arriving, packets }) => {
				const log = deliver(arriving, packets, emptyLog(lessonId));
				// What readLog answers: everything after the last number folded in.
				const read = addEntries(log, entries.slice(log.state.seq));
				expect(read.state).toEqual(folded(entries));
				expect(hasHole(read)).toBe(false);
			}),
		);
	});

	test('what is folded in is always a beginning of the log', () => {
		fc.assert(
			fc.property(delivery, ({ entries, arriving, packets }) => {
				const { state } = deliver(arriving, packets, emptyLog(lessonId));
				expect(state).toEqual(folded(entries.slice(0, state.seq)));
			}),
		);
	});

	test('a snapshot at any time changes nothing of the end', () => {
		fc.assert(
			fc.property(delivery, ({ entries, arriving, packets, snapshotAt }) => {
				const snapshot = folded(entries.slice(0, snapshotAt));
				const before = deliver(arriving.slice(0, 20), packets, emptyLog(lessonId));
				const log = deliver(arriving.slice(20), packets, takeSnapshot(before, snapshot));
				expect(log.state.seq).toBeGreaterThanOrEqual(snapshotAt);
				expect(addEntries(log, entries.slice(log.state.seq)).state).toEqual(folded(entries));
			}),
		);
	});

	test('a hole is known as one, and closes', () => {
		const [first, second, third] = ['peer-lost', 'peer-returned', 'peer-lost'].map((type, index) => ({
			lessonId,
			seq: index + 1,
			at: 1,
			event: { type, peerId: peers[0] } as LessonEvent,
		}));
		const holed = addEntries(emptyLog(lessonId), [first!, third!]);
		expect(hasHole(holed)).toBe(true);
		expect(holed.state.seq).toBe(1);
		const whole = addEntries(holed, [second!]);
		expect(hasHole(whole)).toBe(false);
		expect(whole.state.seq).toBe(3);
	});
});
