import {
	emptyRoom,
	LessonId,
	OVERRUN_MS,
	PeerId,
	PersonId,
	type PeerState,
	type RoomState,
} from '@classroom/protocol';
import fc from 'fast-check';
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
	quality: 'full',
	sources: [],
};

const away: PeerState = { ...teacher, presence: 'lost' };
const minute = 60_000;
const needed = (endsAt: number): RoomState['needed'] => ({
	...{ nextStart: endsAt + minute, endsAt, teacher: true, classes: false, classroomIds: [] },
});

describe('dueChange', () => {
	it.each([
		['waiting before the bell', room({ phase: 'waiting' }), start - 1, 0, null],
		['waiting at the bell', room({ phase: 'waiting' }), start, 0, 'teaching'],
		['waiting when its time went by', room({ phase: 'waiting' }), end + EMPTY_OVERRUN_MS, 0, 'ended'],
		[
			'waiting, opened when its time had gone by',
			room({ phase: 'waiting' }),
			end + minute,
			end + minute,
			'ended',
		],
		['teaching before the end', room({ phase: 'teaching' }), end - 1, 0, null],
		['teaching at the end', room({ phase: 'teaching' }), end, 0, 'overrun'],
		['overrun without a teacher', room({ phase: 'overrun' }), end + EMPTY_OVERRUN_MS, 0, 'ended'],
		['overrun with the teacher', room({ phase: 'overrun', peers: [teacher] }), end + 2 * minute, 0, null],
		['overrun at its limit', room({ phase: 'overrun', peers: [teacher] }), end + OVERRUN_MS, 0, 'ended'],
		[
			'its limit, teacher away',
			room({ phase: 'overrun', peers: [away] }),
			end + OVERRUN_MS,
			end + OVERRUN_MS,
			'ended',
		],
		[
			'a dropout in overrun',
			room({ phase: 'overrun', peers: [away] }),
			end + 2 * minute + 1,
			end + 2 * minute,
			null,
		],
		[
			'away in overrun for long',
			room({ phase: 'overrun', peers: [away] }),
			end + 3 * minute,
			end + 2 * minute,
			'ended',
		],
		[
			'away since before the end',
			room({ phase: 'overrun', peers: [away] }),
			end + minute - 1,
			end - minute,
			null,
		],
		[
			'rebuilt in overrun',
			room({ phase: 'overrun', peers: [away] }),
			end + 5 * minute,
			end + 5 * minute - 9,
			null,
		],
		[
			'a later end',
			room({ phase: 'overrun', peers: [teacher], plannedEnd: end + 60_000 }),
			end + OVERRUN_MS,
			0,
			null,
		],
		[
			'the next lesson needs the places, teacher or not',
			room({ phase: 'overrun', peers: [teacher], needed: needed(end + minute) }),
			end + minute,
			end + minute,
			'ended',
		],
		[
			'extended, and the next lesson needs the places',
			room({ phase: 'teaching', plannedEnd: end + 9 * minute, needed: needed(end + minute) }),
			end + minute,
			end + minute,
			'ended',
		],
		[
			'the next lesson needs the places, but not yet',
			room({ phase: 'overrun', peers: [teacher], needed: needed(end + minute) }),
			end + minute - 1,
			end + minute - 1,
			null,
		],
		['ended', room({ phase: 'ended' }), end + 10 * OVERRUN_MS, 0, null],
	] as const)('%s', (_, state, now, teacherSeenAt, phase) => {
		expect(dueChange(state, { plannedStart: start, teacherSeenAt }, now)?.phase ?? null).toBe(phase);
	});

	const peers = fc.constantFrom<PeerState[]>([], [away], [teacher]);
	const after = fc.nat({ max: 2 * OVERRUN_MS });

	it('in overrun nobody is sent home before the teacher has been away for a minute, or the limit is reached', () => {
		fc.assert(
			fc.property(peers, after, after, (present, sinceEnd, seen) => {
				const now = end + sinceEnd;
				const teacherSeenAt = present.includes(teacher) ? now : end - OVERRUN_MS + seen;
				const due = dueChange(
					room({ phase: 'overrun', peers: present }),
					{ plannedStart: start, teacherSeenAt },
					now,
				);
				const limit = sinceEnd >= OVERRUN_MS;
				const away = now - Math.max(end, teacherSeenAt) >= EMPTY_OVERRUN_MS;
				expect(due?.phase ?? null).toBe(limit || away ? 'ended' : null);
			}),
		);
	});

	it('once it is over it stays over while nobody comes', () => {
		fc.assert(
			fc.property(after, after, fc.nat({ max: OVERRUN_MS }), (sinceEnd, seen, later) => {
				const clockwork = { plannedStart: start, teacherSeenAt: end - OVERRUN_MS + seen };
				const state = room({ phase: 'overrun', peers: [away] });
				if (dueChange(state, clockwork, end + sinceEnd) === null) return;
				expect(dueChange(state, clockwork, end + sinceEnd + later)?.phase).toBe('ended');
			}),
		);
	});
});
