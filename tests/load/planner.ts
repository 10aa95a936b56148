// Planning by machine: a county's realistic need, 20 teaching points, 3 subjects, 2 lessons a week each, 12 teachers, is
// placed completely within a minute. Timed from the start of the planning process to the first plan that has all lessons
// and keeps all rules by the re-check; then the same process goes on to its limit, for the cost reached and proven.
//
// Takes a little more than two minutes, most of it for the bound; each county is reported on standard error.
//
//   node tests/load/planner.ts [repeats=5] [seconds=12]
import { costOfSeries, lessonsOf } from '../../server/src/timetable/planning/recheckCost.ts';
import { faultsOf } from '../../server/src/timetable/planning/recheck.ts';
import { startPlanning } from '../../server/src/timetable/planning/planning.ts';
import type { CountySize } from '../../server/src/timetable/planning/testing/counties.ts';
import { seededCounty } from '../../server/src/timetable/planning/testing/counties.ts';
import { absolute, paired } from './figures.ts';
import type { Result } from './figures.ts';

export type PlannerLoadOptions = { repeats?: number; seconds?: number };

const LIMIT_SECONDS = 60;
const kinds = {
	'four core schools with five teaching points and three teachers each': {
		communities: 4,
		points: 5,
		teachers: 3,
		given: 6,
	},
	'one core school with twenty teaching points and twelve teachers': {
		communities: 1,
		points: 20,
		teachers: 12,
		given: 12,
	},
} satisfies Record<string, Partial<CountySize>>;

interface Measured {
	/** Until all lessons were placed. */
	readonly placedSeconds: number;
	readonly costGap: number;
	/** Lessons of the busiest weekday over those of an even one. */
	readonly busiest: number;
}

/** Each repeat plans another county of the kind, for up to `seconds` beyond what placing takes. */
export async function run({ repeats = 5, seconds = 12 }: PlannerLoadOptions = {}): Promise<Result> {
	const figures = [];
	for (const [kind, size] of Object.entries(kinds)) {
		const measured: Measured[] = [];
		for (let repeat = 0; repeat < repeats; repeat++) {
			const one = await measure(
				{ ...size, seed: 100 + repeat, subjects: ['music', 'art', 'english'], lessonsAWeek: 2 },
				seconds,
			);
			measured.push(one);
			// All of them take minutes: whoever waits sees that it goes on. Standard output may be JSON.
			console.error(
				`${kind}, ${repeat + 1} of ${repeats}: placed after ${one.placedSeconds.toFixed(1)} s, cost ${(one.costGap * 100).toFixed(1)} % above the bound`,
			);
		}
		figures.push(
			paired(
				`all 120 lessons placed: ${kind}, against the minute allowed`,
				's',
				measured.map(({ placedSeconds }) => ({ value: placedSeconds, baseline: LIMIT_SECONDS })),
				1,
			),
			absolute(
				`cost of preferences above the proven bound after ${seconds} s: ${kind}`,
				'%',
				measured.map(({ costGap }) => costGap * 100),
				null,
			),
			absolute(
				`lessons on the busiest weekday over those of an even one: ${kind}`,
				'times',
				measured.map(({ busiest }) => busiest),
				null,
			),
		);
	}
	return {
		figures: figures.map((figure) => ({ ...figure, ok: figure.ok && figure.spread.every(Number.isFinite) })),
		notes: [
			'Each repeat is another seeded county; every plan is checked by rules that share nothing with the planner.',
		],
	};
}

/** Infinite where the plan lacks a lesson or breaks a rule. */
async function measure(size: CountySize, seconds: number): Promise<Measured> {
	const input = seededCounty(size);
	const began = performance.now();
	let placedSeconds = Number.POSITIVE_INFINITY;
	const planning = startPlanning(input, {
		seconds: LIMIT_SECONDS,
		onDraft: ({ placed }) => {
			if (placed.reached < placed.wanted || Number.isFinite(placedSeconds)) return;
			placedSeconds = (performance.now() - began) / 1000;
			setTimeout(() => planning.cancel(), seconds * 1000);
		},
	});
	const { series, cost, placed } = await planning.result;
	const holds =
		faultsOf(series, input).length === 0 &&
		lessonsOf(series) === placed.wanted &&
		costOfSeries(series, input) === cost.reached;
	if (!holds) placedSeconds = Number.POSITIVE_INFINITY;
	const slots = series.flatMap((each) => each.slots);
	const byDay = input.rules.weekdays.map((day) => slots.filter(({ weekday }) => weekday === day).length);
	return {
		placedSeconds,
		costGap: (cost.reached - cost.atLeast) / Math.max(1, cost.reached),
		busiest: (Math.max(...byDay) * byDay.length) / Math.max(1, slots.length),
	};
}

if (import.meta.main) {
	const [repeats = 5, seconds = 12] = process.argv.slice(2).map(Number);
	const { figures } = await run({ repeats, seconds });
	console.table(figures.map(({ spread, ...figure }) => ({ ...figure, spread: spread.join(' to ') })));
	process.exitCode = figures.every(({ ok }) => ok) ? 0 : 1;
}
