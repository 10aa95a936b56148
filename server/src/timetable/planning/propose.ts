// From the input to a proposal: a plan soon, then the solver, first for the most lessons, then for the least cost.
import type { Highs } from 'highs';
import type { Goal } from './columns.ts';
import type { County } from './county.ts';
import { countyOf } from './county.ts';
import { costOf } from './cost.ts';
import type { Draft } from './draft.ts';
import { inCounty, plainly, seriesOf, wantedOf } from './draft.ts';
import { possibleAlone, topUp } from './insertion.ts';
import type { PlanningInput } from './input.ts';
import { Ledger } from './ledger.ts';
import type { Placement } from './ledger.ts';
import { leastLoadCost } from './loadBound.ts';
import { modelOf } from './model.ts';
import type { Proposal } from './proposal.ts';
import { seeded } from './random.ts';
import { unplacedIn } from './reasons.ts';
import type { Found } from './search.ts';
import { isBetter, search } from './search.ts';
import { solve } from './solver.ts';

export interface ProposeOptions {
	readonly seconds: number;
	readonly seed: number;
	/** Milliseconds, from any beginning. */
	readonly now: () => number;
	/** Called with every better plan and bound. */
	readonly onDraft: (draft: Draft) => void;
}

/** Shares of the time, at most: for the first search, and until there are as many lessons as can be. */
const SEARCH_SHARE = 0.25;
const PLACING_SHARE = 0.6;
const IDLE_ROUNDS = 1500;

/** Holds up its thread for up to `seconds`, and somewhat longer where the solver does not look at its clock. */
export const propose = (highs: Highs, input: PlanningInput, options: ProposeOptions): Proposal => {
	const county = countyOf(input);
	const run = new Run(county, options);
	run.search(SEARCH_SHARE);
	if (run.lacks) run.solve(highs, { kind: 'most' }, PLACING_SHARE);
	if (!run.isProven) run.solve(highs, { kind: 'cheapest', lessons: run.best.placements.length }, 1);
	return proposalOf(county, run.draft);
};

/** With reasons for what is not placed. */
export const proposalOf = (county: County, { placements, placed, cost }: Draft): Proposal => {
	const ledger = new Ledger(county, inCounty(county, placements));
	topUp(ledger, () => 0);
	const reached = ledger.placements.length;
	const reachedCost = costOf(county.input, ledger.placements);
	return {
		series: seriesOf(ledger.placements),
		placed: { ...placed, reached },
		cost: { reached: reachedCost, atLeast: cost.atLeast },
		optimal: reached === placed.atMost && reachedCost - cost.atLeast < TINY,
		unplaced: unplacedIn(ledger),
	};
};

/** The same of a plan that another process had found. */
export const explain = (input: PlanningInput, draft: Draft): Proposal => proposalOf(countyOf(input), draft);

const TINY = 1e-6;

class Run {
	readonly #county: County;
	readonly #options: ProposeOptions;
	readonly #began: number;
	#best: Found = { placements: [], cost: 0 };
	#atMost: number;
	#atLeast = 0;

	constructor(county: County, options: ProposeOptions) {
		this.#county = county;
		this.#options = options;
		this.#began = options.now();
		this.#atMost = mostAlone(county);
	}

	get best(): Found {
		return this.#best;
	}

	get lacks(): boolean {
		return this.#best.placements.length < this.#atMost;
	}

	/** Nothing better is left to be looked for. */
	get isProven(): boolean {
		return !this.lacks && this.#best.cost - this.#atLeast < TINY;
	}

	get draft(): Draft {
		const { placements, cost } = this.#best;
		const wanted = wantedOf(this.#county.input.needs);
		return {
			placements: placements.map(plainly),
			placed: { reached: placements.length, atMost: this.#atMost, wanted },
			cost: { reached: cost, atLeast: rounded(this.#atLeast, cost) },
		};
	}

	search(share: number): void {
		const end = this.#end(share);
		const { now, seed } = this.#options;
		const isOver = (): boolean => this.isProven || now() >= end;
		search(this.#county, seeded(seed), { isOver, idleRounds: IDLE_ROUNDS }, (found) => this.#offer(found));
	}

	solve(highs: Highs, goal: Goal, share: number): void {
		const { input } = this.#county;
		const seconds = (this.#end(share) - this.#options.now()) / 1000;
		if (seconds <= 0) return;
		const model = modelOf(this.#county, goal);
		const isWhole = goal.kind === 'most' || Object.values(input.weights).every(Number.isInteger);
		const proven = (bound: number): number => (isWhole ? Math.ceil(bound - TINY) : bound);
		solve(
			highs,
			model,
			model.valuesOf(this.#best.placements),
			{ seconds, gap: isWhole ? 1 - 1e-3 : TINY },
			{
				onBetter: (values) => this.#offerPlacements(model.placementsOf(values)),
				onBound: (bound) => this.#prove(goal, proven(bound)),
			},
		);
	}

	#prove(goal: Goal, bound: number): void {
		const isNews = goal.kind === 'most' ? -bound < this.#atMost : bound > this.#atLeast;
		if (!isNews) return;
		if (goal.kind === 'most') this.#atMost = -bound;
		else this.#atLeast = bound;
		this.#options.onDraft(this.draft);
	}

	#offerPlacements(placements: readonly Placement[]): void {
		this.#offer({ placements, cost: costOf(this.#county.input, placements) });
	}

	#offer(found: Found): void {
		if (!isBetter(found, this.#best)) return;
		if (found.placements.length > this.#best.placements.length) {
			this.#atLeast = Math.max(this.#atLeast, leastLoadCost(this.#county, found.placements.length));
		}
		this.#best = found;
		this.#options.onDraft(this.draft);
	}

	#end(share: number): number {
		return this.#began + this.#options.seconds * 1000 * share;
	}
}

/** The solver's bound may lie above what it is met by for want of digits, and no further. */
const rounded = (bound: number, met: number): number => (Math.abs(bound - met) < TINY ? met : bound);

/** What each need could have if it were the only one; no plan places more. */
const mostAlone = (county: County): number => {
	const empty = new Ledger(county);
	return county.input.needs.reduce((sum, need) => sum + possibleAlone(empty, need), 0);
};
