// The timetable of a county with 20,000 lessons a term, and with ten times that: what a clash check costs beside one
// indexed read of the same weeks, what pages cost, and how the work of a whole term grows with its series.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
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
import { startInstallation, timeZone } from '../../integration/schools/installation.ts';
import type { Result } from '../figures.ts';
import { absolute, median, paired } from '../figures.ts';
import type { LoadCounty } from './county.ts';
import { fill, inputOf, makeCounty, PAIRS, slotOf } from './county.ts';
import type { Views } from './views.ts';
import { measureViews } from './views.ts';

/** Of a term; with 18 or 19 lessons each they are 20,000. */
const SERIES = 1_075;
const SIXTEEN_WEEKS = Array.from({ length: 16 }, (_, place) => place + 1);
const REPEATS = 31;
/**
 * As many are planned in one term, and in each of ten: 5,700 lessons and 57,000. With far fewer the indices fit into a
 * few pages, and one series touches less of them than it ever does in a county.
 */
const IN_A_TERM = 300;

const timed = async (work: () => Promise<unknown>): Promise<number> => {
	const began = performance.now();
	await work();
	return performance.now() - began;
};

interface Filled {
	readonly lessons: number;
	readonly views: Views;
	/** Ms: a check, and an indexed read of the same weeks, in turns. */
	readonly checks: readonly { readonly value: number; readonly baseline: number }[];
}

const withInstallation = async <R>(work: (installation: Installation) => Promise<R>): Promise<R> => {
	const folder = await mkdtemp(path.join(tmpdir(), 'classroom-load-'));
	const installation = await startInstallation(`sqlite:${path.join(folder, 'load.sqlite')}`);
	try {
		return await work(installation);
	} finally {
		await installation.close();
		await rm(folder, { recursive: true });
	}
};

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

const measureChecks = (terms: number): Promise<Filled> =>
	withInstallation(async (installation) => {
		const county = await makeCounty(installation, terms);
		const lessons = await fill(installation, county, SERIES);
		const db = installation.database.as<TimetableTables>();
		const [termId] = county.termIds;
		const term = termId === undefined ? null : await findTerm(db, termId);
		if (term === null) throw new Error('no term');
		const now = installation.clock.now();
		const checks = [];
		for (let repeat = 0; repeat < REPEATS; repeat += 1) {
			const series = await newSeries(installation, county, repeat % PAIRS);
			const wanted = { series, having: series.seriesId, since: null, all: true };
			let span = { from: 0, until: 0 };
			const value = await timed(async () => {
				const worldOf = await readWorlds(db, await calendarOf(db, term), [series]);
				const { candidates } = await proposalFor(db, { timeZone, now }, wanted, worldOf);
				const [first, last] = [candidates[0], candidates.at(-1)];
				if (first === undefined || last === undefined) throw new Error('no lessons');
				if (candidates.some(({ clash }) => clash !== null)) throw new Error('the place is taken');
				span = { from: first.from, until: last.until };
			});
			const { resources } = wantsOf(series, series.facts);
			const baseline = await timed(() => takenOf(db, resources, span, null));
			if (repeat > 0) checks.push({ value, baseline });
		}
		return { lessons, checks, views: await measureViews(installation, county, REPEATS) };
	});

/** Ms for as many series in each term, made one after the other as an administrator's forms would. */
const planTerms = (terms: number): Promise<number> =>
	withInstallation(async (installation) => {
		const county = await makeCounty(installation, 10);
		return timed(async () => {
			for (let number = 0; number < IN_A_TERM * terms; number += 1) {
				const [term, place] = [Math.floor(number / IN_A_TERM), number % IN_A_TERM];
				const input = inputOf(county, term, place % PAIRS, Math.floor(place / PAIRS));
				await county.admin.ok(endpoints.planSeries, { body: { series: input, leaveOutClashing: false } });
			}
		});
	});

const viewFigures = (usual: Views, tenfold: Views) =>
	(['week', 'day'] as const).flatMap((view) => {
		const name = view === 'week' ? 'a classroom’s week' : 'the county’s day';
		const [few, many] = [usual[view], tenfold[view]];
		const baseline = median(few.ms);
		return [
			absolute(`queries of ${name}, ${many.lessons} lessons`, 'queries', [few.queries, many.queries], 3),
			paired(
				`${name} with ten times the lessons`,
				'ms',
				many.ms.map((value) => ({ value, baseline })),
				1.3,
			),
		];
	});

export async function run(): Promise<Result> {
	const usual = await measureChecks(1);
	const tenfold = await measureChecks(10);
	const terms = [];
	for (let repeat = 0; repeat < 3; repeat += 1) {
		terms.push({ baseline: await planTerms(1), value: await planTerms(10) });
	}
	const middle = median(usual.checks.map(({ value }) => value));
	return {
		notes: [
			`SQLite; ${usual.lessons} lessons of a term, and ${tenfold.lessons} of ten terms, in ${PAIRS * 2} classrooms.`,
		],
		figures: [
			paired(
				'clash check of a new series of 16 weeks, against one indexed read of them',
				'ms',
				usual.checks,
				5,
			),
			paired(
				'the same check with ten times the lessons',
				'ms',
				tenfold.checks.map(({ value }) => ({ value, baseline: middle })),
				1.3,
			),
			...viewFigures(usual.views, tenfold.views),
			paired(`ten terms of ${IN_A_TERM} series, against one`, 'ms', terms, 11),
			absolute(
				'one series made, over HTTP',
				'ms',
				terms.map(({ value }) => value / (IN_A_TERM * 10)),
				null,
			),
		],
	};
}
