// HiGHS (https://highs.dev, MIT, compiled to WebAssembly): holds up its thread until it has ended.
import loaded from 'highs';
import type { Highs, Model as HighsModel } from 'highs';
import { z } from 'zod';
import type { Model } from './model.ts';

// Its types are written for CommonJS, where the function is `default` of what is imported; as a module it is it itself.
const Loader = z.custom<typeof loaded.default>((value) => typeof value === 'function');

export const loadSolver = (): Promise<Highs> => Loader.parse(loaded)();

/** Columns. Of larger models the presolve takes longer than what it saves. */
const LARGE = 10_000;

export interface SolverLimits {
	readonly seconds: number;
	/** A plan found is proven as good as possible when it is no further than this from the bound. */
	readonly gap: number;
}

export interface SolverNews {
	readonly onBetter: (values: Float64Array) => void;
	readonly onBound: (bound: number) => void;
}

/** A bound on what is minimised, proven: nothing is less. Minus infinity: none. */
export type Bound = number;

/** Minimises. Whatever is better than `start` goes to `onBetter`, as it is found. */
export const solve = (
	highs: Highs,
	{ data }: Model,
	start: Float64Array,
	limits: SolverLimits,
	news: SolverNews,
): Bound => {
	if (data.numCols === 0) return 0;
	let bound = Number.NEGATIVE_INFINITY;
	const raise = (proven: number | undefined): undefined => {
		if (proven === undefined || !Number.isFinite(proven) || proven <= bound) return undefined;
		bound = proven;
		news.onBound(bound);
		return undefined;
	};
	return highs.withModel(data, (model) => {
		model.options.set({
			output_flag: false,
			time_limit: limits.seconds,
			mip_abs_gap: limits.gap,
			mip_rel_gap: 0,
			random_seed: 1,
			presolve: data.numCols > LARGE ? 'off' : 'choose',
		});
		model.setSolution({ colValue: start });
		const { mipImprovingSolution, mipInterrupt, mipLogging } = highs.constants.callbackType;
		model.run({
			[mipImprovingSolution]: ({ data: { mip_solution, mip_dual_bound } }) => {
				if (mip_solution !== undefined) news.onBetter(mip_solution);
				raise(mip_dual_bound);
			},
			[mipInterrupt]: ({ data: { mip_dual_bound } }) => raise(mip_dual_bound),
			[mipLogging]: ({ data: { mip_dual_bound } }) => raise(mip_dual_bound),
		});
		finish(highs, model, news, raise);
		return bound;
	});
};

const finish = (
	highs: Highs,
	model: HighsModel,
	news: SolverNews,
	raise: (proven: number | undefined) => undefined,
): void => {
	const status = model.getModelStatus();
	const { optimal, timeLimit, interrupted } = highs.constants.modelStatus;
	if (status !== optimal && status !== timeLimit && status !== interrupted) return;
	// Minus infinity where the time was over before anything was proven.
	raise(Number(model.info.get('mip_dual_bound')));
	if (status === optimal) news.onBetter(model.getSolution().colValue);
};
