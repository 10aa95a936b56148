// The timetable's reading of the lesson log: a fold that can be redone from the first entry at any time.
import type { LessonEvent, LogEntry } from '@classroom/protocol';
import type { LessonProgress } from './lessonRecord.ts';

/** `givenAt` is read from the whole log when the Room has closed: see {@link LessonProjector}. */
export interface Projection extends LessonProgress {
	/** The last entry that is in it; 0: none. */
	readonly seq: number;
}

export const nothingHappened: Projection = {
	phase: null,
	startedAt: null,
	endedAt: null,
	givenAt: null,
	movedEnd: null,
	recordingId: null,
	seq: 0,
};

const progressTypes = ['room-opened', 'phase-changed', 'end-moved', 'recording-started'] as const;
type ProgressEvent = Extract<LessonEvent, { type: (typeof progressTypes)[number] }>;

/** Whether the timetable cares for this event at all; most of a lesson's events it does not. */
export const isProgress = (event: LessonEvent): event is ProgressEvent =>
	progressTypes.some((type) => type === event.type);

/** The projection after `entry`; one that is in it already, or came before, changes nothing. */
export const afterEntry = (before: Projection, entry: LogEntry): Projection => {
	if (entry.seq <= before.seq || !isProgress(entry.event)) return before;
	return { ...apply(before, entry.event, entry.at), seq: entry.seq };
};

const apply = (before: Projection, event: ProgressEvent, at: number): Projection => {
	switch (event.type) {
		case 'room-opened':
			// A Room that another node takes over goes on in the phase it was in.
			if (before.phase === null) return { ...before, phase: 'waiting' };
			// Before the bell the plan may have been changed while no Room was open: then its end is not the one moved to.
			if (before.phase !== 'waiting' || before.movedEnd === null) return before;
			return { ...before, movedEnd: event.plannedEnd };
		case 'end-moved':
			// Nobody's doing in the lesson: the Room followed the plan, which says itself until when, and may have been
			// changed again before this is written.
			return { ...before, movedEnd: event.by === null ? null : event.plannedEnd };
		case 'recording-started':
			return { ...before, recordingId: event.recordingId };
		case 'phase-changed':
			return {
				...before,
				phase: event.phase,
				startedAt: event.phase === 'teaching' ? (before.startedAt ?? at) : before.startedAt,
				endedAt: event.phase === 'ended' ? at : null,
			};
	}
};
