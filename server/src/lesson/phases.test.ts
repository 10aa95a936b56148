import {
	emptyRoom,
	LessonId,
	OVERRUN_MS,
	PeerId,
	PersonId,
	type PeerState,
	type RoomState,
} from '@classroom/protocol';
import { describe, expect, it } from 'vitest';
import { dueChange, EMPTY_OVERRUN_MS } from './phases.ts';

const start = 1_000_000;
const end = start + 40 * 60_000;
const room = (change: Partial<RoomState>): RoomState => ({
	...emptyRoom(LessonId.parse('l')),
	plannedEnd: end,
	...change,
});
const teacher: PeerState = {
	peerId: PeerId.parse('t'),
	role: 'teacher',
	subject: { kind: 'person', personId: PersonId.parse('p') },
	presence: 'here',
	joinedAt: 0,
	handSince: null,
	stageSince: null,
	muted: false,
	network: 'fine',
	sources: [],
};

describe('dueChange', () => {
	it.each([
		['waiting before the bell', room({ phase: 'waiting' }), start - 1, null],
		['waiting at the bell', room({ phase: 'waiting' }), start, 'teaching'],
		['waiting when its time went by', room({ phase: 'waiting' }), end + EMPTY_OVERRUN_MS, 'ended'],
		['teaching before the end', room({ phase: 'teaching' }), end - 1, null],
		['teaching at the end', room({ phase: 'teaching' }), end, 'overrun'],
		['overrun without a teacher', room({ phase: 'overrun' }), end + EMPTY_OVERRUN_MS, 'ended'],
		['overrun with the teacher', room({ phase: 'overrun', peers: [teacher] }), end + EMPTY_OVERRUN_MS, null],
		['overrun at its limit', room({ phase: 'overrun', peers: [teacher] }), end + OVERRUN_MS, 'ended'],
		[
			'a later end',
			room({ phase: 'overrun', peers: [teacher], plannedEnd: end + 60_000 }),
			end + OVERRUN_MS,
			null,
		],
		['ended', room({ phase: 'ended' }), end + 10 * OVERRUN_MS, null],
	] as const)('%s', (_, state, now, phase) => {
		expect(dueChange(state, start, now)?.phase ?? null).toBe(phase);
	});
});
