// The timetable of a county with 20,000 lessons a term, and with ten times that: what a clash check costs beside one
// indexed read of the same weeks, what pages cost, and how the work of a whole term grows with its series. Both counties
// are measured in turns, so that a machine that is busy for a while is so for both.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { endpoints } from '@classroom/protocol';
import type { Installation } from '../../integration/schools/installation.ts';
import { startInstallation } from '../../integration/schools/installation.ts';
import type { Figure, Result } from '../figures.ts';
import { absolute, median, paired } from '../figures.ts';
import type { Check } from './checks.ts';
import { measureCheck, SERIES } from './checks.ts';
import type { LoadCounty } from './county.ts';
import { fill, inputOf, makeCounty, PAIRS } from './county.ts';
import { timed } from './timed.ts';
import type { View, ViewName } from './views.ts';
import { measureView, viewNames } from './views.ts';

const REPEATS = 41;
/**
 * As many are planned in one term, and in each of ten: 5,700 lessons and 57,000. With far fewer the indices fit into a
 * few pages, and one series touches less of them than it ever does in a county.
 */
const IN_A_TERM = 300;

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

interface Filled {
	readonly installation: Installation;
	readonly county: LoadCounty;
	readonly lessons: number;
}

const filled = async (installation: Installation, terms: number): Promise<Filled> => {
	const county = await makeCounty(installation, terms);
	return { installation, county, lessons: await fill(installation, county, SERIES) };
};

interface Measured {
	readonly checks: Check[];
	readonly views: Record<ViewName, View[]>;
}

const measure = async ({ installation, county }: Filled, repeat: number, into: Measured): Promise<void> => {
	const check = await measureCheck(installation, county, repeat % PAIRS);
	const views = [];
	for (const name of viewNames) views.push([name, await measureView(installation, county, name)] as const);
	// The first one is for getting warm.
	if (repeat === 0) return;
	into.checks.push(check);
	for (const [name, view] of views) into.views[name].push(view);
};

const nothing = (): Measured => ({ checks: [], views: { week: [], day: [] } });

const inTurns = async (usual: Filled, tenfold: Filled): Promise<[Measured, Measured]> => {
	const [few, many] = [nothing(), nothing()];
	for (let repeat = 0; repeat < REPEATS; repeat += 1) {
		await measure(usual, repeat, few);
		await measure(tenfold, repeat, many);
	}
	return [few, many];
};

const against = (many: readonly number[], few: readonly number[]) =>
	many.map((value, place) => ({ value, baseline: few[place] ?? Number.NaN }));

const figuresOf = (few: Measured, many: Measured): Figure[] => [
	paired(
		'clash check of a new series of 16 weeks, against one indexed read of them',
		'ms',
		[...few.checks, ...many.checks],
		5,
	),
	paired(
		'the same check with ten times the lessons',
		'ms',
		against(
			many.checks.map(({ value }) => value),
			few.checks.map(({ value }) => value),
		),
		1.3,
	),
	...viewNames.flatMap((view) => {
		const name = view === 'week' ? 'a classroom’s week' : 'the county’s day';
		const [usual, tenfold] = [few.views[view], many.views[view]];
		const queries = [...usual, ...tenfold].map((each) => each.queries);
		return [
			absolute(`queries of ${name}, ${tenfold[0]?.lessons ?? 0} lessons`, 'queries', queries, 3),
			paired(
				`${name} with ten times the lessons`,
				'ms',
				against(
					tenfold.map(({ ms }) => ms),
					usual.map(({ ms }) => ms),
				),
				1.3,
			),
		];
	}),
];

/** An administrator's pace, ms: no two series are made in the same millisecond, so their ids are in order as in life. */
const BETWEEN_SERIES = 1000;

/** Ms for as many series in each term, made one after the other as an administrator's forms would. */
const planTerms = (terms: number): Promise<number> =>
	withInstallation(async (installation) => {
		const county = await makeCounty(installation, 10);
		return timed(async () => {
			for (let number = 0; number < IN_A_TERM * terms; number += 1) {
				const [term, place] = [Math.floor(number / IN_A_TERM), number % IN_A_TERM];
				const input = inputOf(county, term, place % PAIRS, Math.floor(place / PAIRS));
				await county.admin.ok(endpoints.planSeries, { body: { series: input, leaveOutClashing: false } });
				installation.clock.advance(BETWEEN_SERIES);
			}
		});
	});

/** One term takes seconds, in which a machine may be busy with something else: so it is planned before and after. */
const tenTermsAgainstOne = async () => {
	const before = [await planTerms(1), await planTerms(1)];
	const value = await planTerms(10);
	return { value, baseline: median([...before, await planTerms(1), await planTerms(1)]) };
};

export async function run(): Promise<Result> {
	const { lessons, figures } = await withInstallation((one) =>
		withInstallation(async (ten) => {
			const [usual, tenfold] = [await filled(one, 1), await filled(ten, 10)];
			return {
				lessons: [usual.lessons, tenfold.lessons] as const,
				figures: figuresOf(...(await inTurns(usual, tenfold))),
			};
		}),
	);
	const terms = [];
	for (let repeat = 0; repeat < 3; repeat += 1) terms.push(await tenTermsAgainstOne());
	return {
		notes: [
			`SQLite; ${lessons[0]} lessons of a term, and ${lessons[1]} of ten terms, in ${PAIRS * 2} classrooms.`,
		],
		figures: [
			...figures,
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
