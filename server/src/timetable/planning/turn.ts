import type { TermId } from '@classroom/protocol';
import type { TimetableTransaction } from '../lessonTables.ts';

/** Others who take over something for the term, or remove its proposals, wait until the transaction ends. */
export const takeTurn = (tx: TimetableTransaction, termId: TermId): Promise<unknown> =>
	tx
		.updateTable('term')
		.set((row) => ({ name: row.ref('name') }))
		.where('term_id', '=', termId)
		.execute();
