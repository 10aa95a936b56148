// Does to a series' lessons what was proposed, and says what each was before.
import { isDeepStrictEqual } from 'node:util';
import type { Instant, LessonId } from '@classroom/protocol';
import type { ChangePart } from '../changes/changeLog.ts';
import { LessonState, statesOf, writeStates } from '../changes/lessonState.ts';
import { ownBeside } from '../changes/own.ts';
import type { NewLesson } from '../lessonRows.ts';
import { insertLessons } from '../lessonRows.ts';
import type { TimetableTransaction } from '../lessonTables.ts';
import type { CancelCause } from './lessonKeys.ts';
import type { Candidate, Proposal } from './proposal.ts';
import type { SeriesRecord } from './seriesRecord.ts';
import { SeriesState } from './seriesState.ts';

type Carried = Pick<Proposal, 'series' | 'candidates' | 'dropped' | 'omitted'>;

/**
 * Those of several series at once: what one of them leaves is free for the others. Lessons in whose way another is fall
 * away, to be made up for; those that have begun meanwhile stay as they are, with all that they have booked. A day
 * that is closed says why by itself; `reason`: that somebody gave for the rest. Throws `conflict` when the database finds something
 * taken that the proposals did not.
 */
export const carryOut = async (
	tx: TimetableTransaction,
	proposals: readonly Carried[],
	now: Instant,
	reason: string | null = null,
): Promise<ChangePart[]> => {
	const before = await statesOf(tx, proposals.flatMap(touchedBy));
	const after = new Map(proposals.flatMap((each) => [...statesAfter(each, before, now, reason)]));
	const written = await writeStates(tx, after, now);
	const added = proposals.flatMap(addedBy);
	await insertLessons(tx, added, now);
	const asWritten = await statesOf(tx, [...written, ...added.map(({ lessonId }) => lessonId)]);
	return [...asWritten].map(([lessonId, state]) => ({
		lessonId,
		before: before.get(lessonId) ?? null,
		after: state,
	}));
};

const touchedBy = ({ candidates, dropped }: Carried): LessonId[] => [
	...candidates.filter(({ what }) => what !== 'add').map(({ lessonId }) => lessonId),
	...dropped.map(({ lesson }) => lesson.lessonId),
];

const statesAfter = (
	{ series, candidates, dropped, omitted }: Carried,
	before: ReadonlyMap<LessonId, LessonState>,
	now: Instant,
	reason: string | null,
): Map<LessonId, LessonState> => {
	const after = new Map<LessonId, LessonState>();
	const reasons = new Map(omitted.map((each) => [each.key, each.reason]));
	for (const { lesson, cause } of dropped) {
		const state = before.get(lesson.lessonId);
		if (state === undefined) continue;
		const own = lesson.ownDayClosed ? lesson.ownDayReason : reasons.get(lesson.key);
		const said = cause === 'calendar' ? (own ?? reason) : reason;
		after.set(lesson.lessonId, {
			...state,
			series: state.series && { ...state.series, seriesId: series.seriesId },
			cancelled: { ...fallen(cause, now), reason: said },
		});
	}
	for (const candidate of candidates) {
		const state = before.get(candidate.lessonId);
		if (state === undefined) continue;
		// Strips the names, as `before` has none.
		const wanted = LessonState.parse(stateAfter(state, candidate, series, now));
		// What stays as it is has not changed for anybody.
		if (!isDeepStrictEqual(wanted, state)) after.set(candidate.lessonId, wanted);
	}
	return after;
};

const addedBy = ({ series: { seriesId }, candidates }: Carried): NewLesson[] =>
	candidates
		.filter(({ what }) => what === 'add')
		.map(({ lessonId, key, facts, from, until, parts, clash }) => ({
			...parts,
			...{ lessonId, facts, from, until },
			series: { seriesId, key },
			makesUp: null,
			cancelled: clash === null ? null : { cause: 'clash', reason: null },
		}));

const fallen = (cause: CancelCause, at: Instant) => ({ at, cause, reason: null });

const stateAfter = (
	state: LessonState,
	candidate: Candidate,
	series: SeriesRecord,
	now: Instant,
): LessonState => {
	const { what, facts, from, until, parts, clash } = candidate;
	const { teacherId, teacherSchoolId, sendingClassroom, receivingClassrooms, classGroups } = parts;
	const stays = what === 'keep' ? state.cancelled : null;
	const fell = state.cancelled?.cause === 'clash' ? state.cancelled : fallen('clash', now);
	const after = {
		...state,
		facts,
		teacherId,
		teacherSchoolId,
		sendingClassroom,
		receivingClassrooms: [...receivingClassrooms],
		classGroups: [...classGroups],
		from,
		until,
		series: slotAfter(state, candidate, series.seriesId),
		cancelled: clash === null ? stays : fell,
	};
	return { ...after, own: ownAfter(state, after, candidate, series) };
};

const slotAfter = (
	{ series: was }: LessonState,
	{ gets, key, slot, from, until }: Candidate,
	seriesId: SeriesRecord['seriesId'],
): LessonState['series'] =>
	gets === 'parts'
		? was
		: { seriesId, key, from: slot?.from ?? was?.from ?? from, until: slot?.until ?? was?.until ?? until };

/** What differs from the series that the lesson is of. */
const ownAfter = (
	before: LessonState,
	after: LessonState,
	{ gets }: Candidate,
	series: SeriesRecord,
): LessonState['own'] => {
	if (gets === 'all') return before.own;
	// As those who only have a place in the series were before; what others are lent is their own.
	const model = gets === 'place' ? SeriesState.parse(series) : before;
	const differs = ownBeside(after, model);
	return gets === 'place'
		? differs
		: { teacher: before.own.teacher || differs.teacher, rest: before.own.rest || differs.rest };
};
