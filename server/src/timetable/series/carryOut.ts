// Does to a series' lessons what was proposed, and says what each was before.
import { isDeepStrictEqual } from 'node:util';
import type { Instant, LessonId } from '@classroom/protocol';
import type { ChangePart } from '../changes/changeLog.ts';
import type { LessonState } from '../changes/lessonState.ts';
import { statesOf, writeStates } from '../changes/lessonState.ts';
import { insertLessons } from '../lessonRows.ts';
import type { TimetableTransaction } from '../lessonTables.ts';
import type { CancelCause } from './lessonKeys.ts';
import type { Candidate, Proposal } from './proposal.ts';

/**
 * Lessons in whose way another is fall away, to be made up for. Throws `conflict` when the database finds something
 * taken that the proposal did not.
 */
export const carryOut = async (
	tx: TimetableTransaction,
	{ series, candidates, dropped }: Pick<Proposal, 'series' | 'candidates' | 'dropped'>,
	now: Instant,
	reason: string | null = null,
): Promise<ChangePart[]> => {
	const added = candidates.filter(({ what }) => what === 'add');
	const changed = candidates.filter(({ what }) => what !== 'add');
	const before = await statesOf(tx, [
		...changed.map(({ lessonId }) => lessonId),
		...dropped.map(({ lesson }) => lesson.lessonId),
	]);
	const after = new Map<LessonId, LessonState>();
	for (const { lesson, cause } of dropped) {
		const state = before.get(lesson.lessonId);
		if (state !== undefined)
			after.set(lesson.lessonId, { ...state, cancelled: { ...fallen(cause, now), reason } });
	}
	for (const candidate of changed) {
		const state = before.get(candidate.lessonId);
		if (state === undefined) continue;
		const wanted = stateAfter(state, candidate, series.seriesId, now);
		// What stays as it is has not changed for anybody.
		if (!isDeepStrictEqual(wanted, state)) after.set(candidate.lessonId, wanted);
	}
	const written = await writeStates(tx, after, now);
	await insertLessons(
		tx,
		added.map((each) => ({
			...each.parts,
			lessonId: each.lessonId,
			facts: each.facts,
			from: each.from,
			until: each.until,
			series: { seriesId: series.seriesId, key: each.key },
			makesUp: null,
			cancelled: each.clash === null ? null : { cause: 'clash', reason: null },
		})),
		now,
	);
	const touched = [...written, ...added.map(({ lessonId }) => lessonId)];
	const asWritten = await statesOf(tx, touched);
	return [...asWritten].map(([lessonId, state]) => ({
		lessonId,
		before: before.get(lessonId) ?? null,
		after: state,
	}));
};

const fallen = (cause: CancelCause, at: Instant) => ({ at, cause, reason: null });

const stateAfter = (
	state: LessonState,
	{ what, key, slot, from, until, parts, facts, clash }: Candidate,
	seriesId: Proposal['series']['seriesId'],
	now: Instant,
): LessonState => {
	const { teacherId, teacherSchoolId, sendingClassroom, receivingClassrooms, classGroups } = parts;
	const stays = what === 'keep' ? state.cancelled : null;
	return {
		...state,
		facts,
		teacherId,
		teacherSchoolId,
		sendingClassroom,
		receivingClassrooms: [...receivingClassrooms],
		classGroups: [...classGroups],
		from,
		until,
		series: {
			seriesId,
			key,
			from: slot?.from ?? state.series?.from ?? from,
			until: slot?.until ?? state.series?.until ?? until,
		},
		cancelled: clash === null ? stays : fallen('clash', now),
	};
};
