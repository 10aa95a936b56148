// Logs of lessons for tests, in few words.
import type { LessonEvent, LogEntry, PeerRole } from '@classroom/protocol';
import { ClassroomId, LessonId, PeerId, PersonId, SchoolId } from '@classroom/protocol';
import type { PlannedParts } from './given.ts';

export const minute = 60_000;
const lessonId = LessonId.parse('lesson');
export const log = (events: readonly LessonEvent[]): LogEntry[] =>
	events.map((event, place) => ({ lessonId, seq: place + 1, at: place + 1, event }));

export const phase = (name: 'teaching' | 'overrun' | 'ended'): LessonEvent => ({
	type: 'phase-changed',
	phase: name,
	cause: 'time',
});
export const joins = (name: string, role: PeerRole): LessonEvent => ({
	type: 'peer-joined',
	peerId: PeerId.parse(name),
	role,
	subject:
		role === 'classroom'
			? { kind: 'classroom', classroomId: ClassroomId.parse(name) }
			: { kind: 'person', personId: PersonId.parse(name) },
});
export const lost = (name: string): LessonEvent => ({ type: 'peer-lost', peerId: PeerId.parse(name) });
export const returned = (name: string): LessonEvent => ({
	type: 'peer-returned',
	peerId: PeerId.parse(name),
});
export const left = (name: string): LessonEvent => ({
	...{ type: 'peer-left', peerId: PeerId.parse(name), cause: 'left' },
});

export const teacher = joins('teacher', 'teacher');
export const village = joins('village', 'classroom');
export const bell = phase('teaching');
export const schoolIds = ['village', 'hamlet', 'island'].map((id) => SchoolId.parse(id));
/** A classroom is called as its school; a person is of the school before the dash. */
export const parts: PlannedParts = {
	sendingClassroomId: ClassroomId.parse('core'),
	hasReceivers: true,
	leastMs: 0,
	schoolOf: (subject) => {
		const name =
			subject.kind === 'classroom' ? subject.classroomId : 'personId' in subject ? subject.personId : '';
		return schoolIds.find((schoolId) => schoolId === name.split('-')[0]) ?? null;
	},
};
export const opened: LessonEvent = { type: 'room-opened', epoch: 2, node: 'b', plannedEnd: 40 * minute };

/** Events with their minutes. */
export const timed = (entries: readonly [minute: number, event: LessonEvent][]): LogEntry[] =>
	entries.map(([time, event], place) => ({ lessonId, seq: place + 1, at: time * minute, event }));
