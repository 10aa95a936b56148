// For tests: a lesson log by hand.
import type { LessonEvent, LogEntry } from '@classroom/protocol';
import { LessonId, LogEntry as Entry } from '@classroom/protocol';

export const lessonId = LessonId.parse('lesson-1');

/** Entries with numbers from 1; `at` in ms after `start`. Parsed by the contract, so ids may be plain text. */
export const logOf = (
	start: number,
	events: readonly (readonly [atMs: number, event: Record<string, unknown> & Pick<LessonEvent, 'type'>])[],
): LogEntry[] =>
	events.map(([atMs, event], index) => Entry.parse({ lessonId, seq: index + 1, at: start + atMs, event }));
