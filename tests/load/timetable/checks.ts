// A new series is looked at: what is in the way of its sixteen weeks, beside one indexed read of the same weeks.
import { endpoints, SeriesId } from '@classroom/protocol';
import { newId } from '../../../server/src/platform/index.ts';
import type { TimetableTables } from '../../../server/src/timetable/index.ts';
import { takenOf } from '../../../server/src/timetable/clashes/bookings.ts';
import { wantsOf } from '../../../server/src/timetable/clashes/readPlaces.ts';
import { partsOf } from '../../../server/src/timetable/planParts.ts';
import { proposalFor } from '../../../server/src/timetable/series/proposal.ts';
import type { SeriesRecord } from '../../../server/src/timetable/series/seriesRecord.ts';
import { readWorlds } from '../../../server/src/timetable/series/seriesWorld.ts';
import { calendarOf, findTerm } from '../../../server/src/timetable/term/calendarReader.ts';
import type { Installation } from '../../integration/schools/installation.ts';
import { timeZone } from '../../integration/schools/installation.ts';
import type { LoadCounty } from './county.ts';
import { inputOf, PAIRS, slotOf } from './county.ts';
import { timed } from './timed.ts';

/** Of a term; with 18 or 19 lessons each they are 20,000. */
export const SERIES = 1_075;
const SIXTEEN_WEEKS = Array.from({ length: 16 }, (_, place) => place + 1);

/** Ms: a check, and one indexed read of the same weeks. */
export interface Check {
	readonly value: number;
	readonly baseline: number;
}

/** A new series of sixteen weeks of the pair, in the place of the week that none has. */
const newSeries = async (
	installation: Installation,
	county: LoadCounty,
	pair: number,
): Promise<SeriesRecord> => {
	const db = installation.database.as<TimetableTables>();
	const input = endpoints.planSeries.body.shape.series.parse(inputOf(county, 0, pair, 0));
	const { people } = installation.identity;
	const { agreements } = installation.schools;
	const parts = await partsOf({ db, people, agreements }, county.admin.countyId, input);
	const { title, kind, subject, termId } = input;
	return {
		...parts,
		seriesId: newId(SeriesId),
		termId,
		facts: { title, kind, subject },
		slots: [slotOf(Math.floor(SERIES / PAIRS) + 2)],
		weeks: SIXTEEN_WEEKS,
		fromDay: null,
		untilDay: null,
	};
};

export const measureCheck = async (
	installation: Installation,
	county: LoadCounty,
	pair: number,
): Promise<Check> => {
	const db = installation.database.as<TimetableTables>();
	const [termId] = county.termIds;
	const term = termId === undefined ? null : await findTerm(db, termId);
	if (term === null) throw new Error('no term');
	const series = await newSeries(installation, county, pair);
	const wanted = { series, having: series.seriesId, since: null, all: true };
	let span = { from: 0, until: 0 };
	const value = await timed(async () => {
		const worldOf = await readWorlds(db, await calendarOf(db, term), [series]);
		const now = installation.clock.now();
		const { candidates } = await proposalFor(db, { timeZone, now }, wanted, worldOf);
		const [first, last] = [candidates[0], candidates.at(-1)];
		if (first === undefined || last === undefined) throw new Error('no lessons');
		if (candidates.some(({ clash }) => clash !== null)) throw new Error('the place is taken');
		span = { from: first.from, until: last.until };
	});
	const { resources } = wantsOf(series, series.facts);
	return { value, baseline: await timed(() => takenOf(db, resources, span, null)) };
};
