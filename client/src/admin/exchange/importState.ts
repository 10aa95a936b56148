// Where an import is: what the page shows of it. Pure.
import type { RosterImport } from '@classroom/protocol';
import type { ApiError } from '../../api/index.ts';
import type { ImportAnswer } from './exchanges.ts';

export type ImportState =
	| { step: 'empty' }
	/** It cannot be sent: the browser knows already. */
	| { step: 'unfit'; name: string; why: 'not-xlsx' | 'too-large'; bytes: number }
	/** `sent`: 0 to 1. */
	| { step: 'checking' | 'saving'; file: File; sent: number; since: number; expectedMs: number | null }
	| { step: 'failed'; file: File; error: ApiError }
	| { step: 'checked'; file: File; answer: ImportAnswer }
	| { step: 'saved'; file: File; answer: ImportAnswer };

/** As the server has it. */
export const MAX_FILE_BYTES = 12 * 1024 * 1024;

/** Null: it may be sent. */
export function unfit(file: Readonly<{ name: string; size: number }>): 'not-xlsx' | 'too-large' | null {
	if (!/\.xlsx$/i.test(file.name.trim())) return 'not-xlsx';
	return file.size > MAX_FILE_BYTES ? 'too-large' : null;
}

type Tally = Readonly<{ created: number; updated: number; unchanged: number }>;
type Counts = Readonly<Record<string, Tally>>;

export function totals(counts: Counts): Tally {
	const sum = { created: 0, updated: 0, unchanged: 0 };
	for (const tally of Object.values(counts)) {
		sum.created += tally.created;
		sum.updated += tally.updated;
		sum.unchanged += tally.unchanged;
	}
	return sum;
}

/** New accounts need a password each, a series has a term of lessons; what only changes goes quickly. About, ms. */
export function expectedMs(answer: ImportAnswer): number {
	const { created, updated, unchanged } = totals(answer.counts);
	const lessons = 'lessons' in answer ? answer.lessons * 0.6 : 0;
	return 1500 + created + lessons + updated * 0.3 + unchanged * 0.1;
}

export function newAccounts({ teachers, students }: RosterImport['counts']): number {
	return teachers.created + students.created;
}
