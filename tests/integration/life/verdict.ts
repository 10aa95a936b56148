// What must be true of every lesson of a simulated term, by its log and by what the timetable shows of it.
import type { LogEntry, RoomPhase } from '@classroom/protocol';
import { expect } from 'vitest';
import type { LessonRecord } from '../../../server/src/timetable/index.ts';
import { lessonStatus } from '../../../server/src/timetable/index.ts';
import type { SimulatedLesson } from './county.ts';
import { minute } from './county.ts';
import type { Outcome } from './simulation.ts';

/** For a lease to run out, the Room to be opened and everybody to come back, with the county's clock in steps. */
const RECOVERY_MS = 3 * minute;
const STEPS_MS = 20_000;

export interface Judged {
	readonly lesson: SimulatedLesson;
	readonly log: readonly LogEntry[];
	readonly record: LessonRecord;
	readonly status: ReturnType<typeof lessonStatus>;
}

export const judged = async (outcome: Outcome): Promise<Judged[]> => {
	const { store } = outcome.server.features.timetable;
	return Promise.all(
		outcome.days.flat().map(async (lesson) => {
			const record = await store.find(lesson.lessonId);
			if (record === null) throw new Error('a lesson is gone');
			return {
				...{ lesson, record, log: await outcome.logOf(lesson) },
				status: lessonStatus(record, outcome.clock.now()),
			};
		}),
	);
};

const phasesIn = (log: readonly LogEntry[]) =>
	log.flatMap(({ at, event }) =>
		event.type === 'phase-changed' ? [{ at, phase: event.phase, cause: event.cause }] : [],
	);
const openingsIn = (log: readonly LogEntry[]) =>
	log.flatMap(({ at, event }) => (event.type === 'room-opened' ? [{ at, epoch: event.epoch }] : []));

/** Whatever happened to the servers. */
export const expectOnce = ({ lesson, log, record, status }: Judged): void => {
	expect(log.map(({ seq }) => seq)).toEqual(log.map((_, place) => place + 1));
	const openings = openingsIn(log);
	const epochs = openings.map(({ epoch }) => epoch);
	expect(epochs).toEqual([...new Set(epochs)].sort((a, b) => a - b));
	expect(log[0]?.event.type).toBe(log.length === 0 ? undefined : 'room-opened');
	const phases = phasesIn(log);
	const times = (phase: RoomPhase, cause?: string): number =>
		phases.filter((each) => each.phase === phase && (cause ?? each.cause) === each.cause).length;
	// A second beginning is the teacher's, who extended a lesson in overrun.
	expect(times('teaching', 'bell')).toBeLessThanOrEqual(1);
	expect(times('teaching')).toBeLessThanOrEqual(2);
	expect(phases.findLastIndex(({ phase }) => phase === 'teaching') > 0).toBe(times('teaching') === 2);
	expect(times('ended')).toBe(log.length === 0 ? 0 : 1);
	expect(phases.at(-1)?.phase).toBe(log.length === 0 ? undefined : 'ended');
	if (lesson.cancelled) {
		expect(openings).toEqual([]);
		expect(status).toBe('cancelled');
		return;
	}
	expect(['ended', 'missed']).toContain(status);
	if (openings[0] !== undefined) {
		expect(openings[0].at).toBeGreaterThanOrEqual(lesson.start - 10 * minute);
		expect(openings[0].at).toBeLessThan(lesson.end);
	}
	const bell = phases.find(({ phase }) => phase === 'teaching');
	if (bell !== undefined) expect(bell.at).toBeGreaterThanOrEqual(lesson.start);
	if (status === 'ended') expect([lesson.absent, times('teaching') > 0]).toEqual([false, true]);
	expect(record.startedAt).toBe(bell?.at ?? null);
	expect(record.phase).toBe(log.length === 0 ? null : 'ended');
};

/**
 * Whether it ought to count as given, by when servers lived: true, false, or null where that was too short to say. Half of
 * its time it has to be taught (GIVEN_SHARE).
 */
export const oughtToBeTaught = (
	{ up }: Outcome,
	{ start, end, leavesAt, absent, extendsAt }: SimulatedLesson,
) => {
	const until = Math.min(end, leavesAt);
	const spans = up.map((span) => Math.min(span.until, until) - Math.max(span.from, start));
	// To a server that is back right after its end comes a teacher who may still have it for longer.
	const margin = extendsAt !== null && leavesAt >= extendsAt ? RECOVERY_MS : 0;
	const reached = up.some((span) => span.until >= start && span.from <= until + margin);
	if (absent || until < start || !reached) return false;
	return Math.max(...spans) >= (end - start) / 2 + RECOVERY_MS ? true : null;
};

/** Nothing happened to any server from its opening to the end of any overrun. */
export const wasQuiet = ({ troubles, up }: Outcome, { start, end }: SimulatedLesson): boolean => {
	const [from, until] = [start - 10 * minute, end + 16 * minute];
	const lived = up.some((span) => span.from <= start - 10 * minute && span.until >= end);
	return lived && troubles.every(({ at, backAt }) => backAt < from || at > until);
};

/** To the minute, where no server was in trouble. */
export const expectPunctual = (outcome: Outcome, each: Judged): void => {
	const { lesson, log } = each;
	const { start, end, next, leavesAt, absent, extendsAt } = lesson;
	const story = storyOf(outcome, each);
	const openings = openingsIn(log);
	expect(openings).toHaveLength(1);
	expect(openings[0]?.at, story).toBeLessThan(start - 10 * minute + STEPS_MS);
	const phases = phasesIn(log);
	expect(phases.find(({ phase }) => phase === 'teaching')?.at, story).toBeLessThan(start + STEPS_MS);
	const ended = phases.at(-1);
	expect(ended?.at, story).toBeLessThan(Math.max(end, next ?? Infinity) + STEPS_MS);
	if (ended?.cause !== 'next-lesson') return;
	// A minute after its teacher has gone it would have ended anyway, once its own time was over.
	const over = end + (extendsAt === null || leavesAt < extendsAt ? 0 : 10 * minute);
	expect(absent || leavesAt >= ended.at - minute - STEPS_MS || ended.at < over + minute).toBe(true);
	expect(ended.at).toBeGreaterThanOrEqual(end);
	// Five minutes before; when a lesson's end was put off the simulation may be in a stretch of a minute in which it waits
	// for nobody.
	const said = log.find(({ event }) => event.type === 'places-needed');
	expect(ended.at - (said?.at ?? ended.at)).toBeGreaterThan(4 * minute - 3 * STEPS_MS);
};

/** What happened in it, for whoever looks for the reason. */
export const storyOf = ({ troubles }: Outcome, { lesson: { lessonId, start, end }, log }: Judged): string => {
	const time = (at: number): string => new Date(at).toISOString().slice(5, 19);
	const near = troubles.filter(({ at }) => Math.abs(at - start) < 60 * minute);
	return [
		`lesson ${lessonId}, ${time(start)} to ${time(end)}`,
		...near.map(({ at, what, backAt }) => `${time(at)} ${what}, back ${time(backAt)}`),
		...log.map(({ at, event }) => `${time(at)} ${JSON.stringify(event)}`),
	].join('\n');
};
