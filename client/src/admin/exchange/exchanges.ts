// What can be exchanged by Excel: rosters, and a term's plan.
import { endpoints, RosterImport, rosterFiles, TermPlanImport, termPlanFiles } from '@classroom/protocol';
import { z } from 'zod';

export const ExchangeKind = z.enum(['rosters', 'plan']);
export type ExchangeKind = z.infer<typeof ExchangeKind>;

export type ImportAnswer = RosterImport | TermPlanImport;

export type Exchange = Readonly<{
	kind: ExchangeKind;
	files: Readonly<{ template: string; export: string; annotated: string }>;
	/** Where a file goes to be checked or imported. */
	path: string;
	read: (answer: unknown) => ImportAnswer | undefined;
}>;

export const exchanges: Readonly<Record<ExchangeKind, Exchange>> = {
	rosters: {
		kind: 'rosters',
		files: rosterFiles,
		path: endpoints.importRoster.path,
		read: (answer) => RosterImport.safeParse(answer).data,
	},
	plan: {
		kind: 'plan',
		files: termPlanFiles,
		path: endpoints.importTermPlan.path,
		read: (answer) => TermPlanImport.safeParse(answer).data,
	},
};
