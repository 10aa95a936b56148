// What goes between the server and the planning process.
import type { Draft } from './draft.ts';
import type { PlanningInput } from './input.ts';
import type { Proposal } from './proposal.ts';

export type PlanningTask =
	| {
			readonly kind: 'propose';
			readonly input: PlanningInput;
			readonly seconds: number;
			readonly seed: number;
	  }
	/** Makes a proposal of the best plan of a process that was ended. */
	| { readonly kind: 'explain'; readonly input: PlanningInput; readonly draft: Draft };

export type PlanningAnswer =
	| { readonly kind: 'draft'; readonly draft: Draft }
	| { readonly kind: 'proposal'; readonly proposal: Proposal };
