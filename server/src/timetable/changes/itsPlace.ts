// Where a lesson of a series is put when it comes back to its place, and by what it has a time of its own: the bells, or the
// calendar, may have changed since it left, and what is away is not moved along. Pure, but for what is read.
import type { Instant, LessonId } from '@classroom/protocol';
import { calendarOf, findTerm } from '../term/calendarReader.ts';
import type { TimetableTransaction } from '../lessonTables.ts';
import { findSeries } from '../series/seriesRecord.ts';
import { plannedOf, readWorlds } from '../series/seriesWorld.ts';
import type { LessonState } from './lessonState.ts';

export interface Place {
	readonly from: Instant;
	readonly until: Instant;
}

type Slotted = Pick<LessonState, 'from' | 'until' | 'series'>;

/** One with a time of its own stays as it is. `place`: when its series has it now; null: it has none, and nothing is known better. */
export const atItsPlace = <State extends Slotted>(state: State, place: Place | null): State => {
	const { series } = state;
	if (series === null || place === null) return state;
	const { from, until } = place;
	const own = state.from !== series.from || state.until !== series.until;
	return own ? state : { ...state, from, until, series: { ...series, from, until } };
};

/**
 * Somebody gives it another time: that is its own where it is not its series' of now. `before`: as it was; who changes
 * something else of it says nothing of its time.
 */
export const besideItsPlace = <State extends Slotted>(
	state: State,
	before: Slotted,
	place: Place | null,
): State => {
	const { series } = state;
	if (series === null || place === null || !isMoved(state, before)) return state;
	return { ...state, series: { ...series, from: place.from, until: place.until } };
};

const isMoved = (state: Place, before: Place): boolean =>
	state.from !== before.from || state.until !== before.until;

/** {@link besideItsPlace}, of each; nothing is read where nothing was moved. */
export const besideTheirPlaces = async (
	tx: TimetableTransaction,
	before: ReadonlyMap<LessonId, LessonState>,
	after: ReadonlyMap<LessonId, LessonState>,
	timeZone: string,
): Promise<Map<LessonId, LessonState>> => {
	const moved = [...after].filter(([lessonId, state]) => isMoved(state, before.get(lessonId) ?? state));
	const placeOf = await placesNow(
		tx,
		moved.map(([, state]) => state),
		timeZone,
	);
	return new Map(
		[...after].map(([lessonId, state]) => [
			lessonId,
			besideItsPlace(state, before.get(lessonId) ?? state, placeOf(state)),
		]),
	);
};

/** Says when the series of these lessons have them by the calendar and bells of now: to be called under their lock. */
export const placesNow = async (
	tx: TimetableTransaction,
	states: readonly Slotted[],
	timeZone: string,
): Promise<(state: Slotted) => Place | null> => {
	const found = new Map<string, Place>();
	const seriesIds = new Set(states.flatMap(({ series }) => series?.seriesId ?? []));
	for (const seriesId of seriesIds) {
		const series = await findSeries(tx, seriesId);
		const term = series === null ? null : await findTerm(tx, series.termId);
		if (series === null || term === null) continue;
		const worldOf = await readWorlds(tx, await calendarOf(tx, term), [series]);
		const { lessons } = plannedOf(series, worldOf(series), timeZone);
		for (const { key, from, until } of lessons) found.set(`${seriesId} ${key}`, { from, until });
	}
	return ({ series }) => (series === null ? null : (found.get(`${series.seriesId} ${series.key}`) ?? null));
};
