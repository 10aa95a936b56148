// Reads the table that was written by hand, and says what an answer is in its words.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ErrorBody } from '@classroom/protocol';
import { columns } from './callers.ts';
import type { Column } from './callers.ts';

export interface Expectation {
	/** `GET /api/lessons/:lessonId`, or a request type, perhaps with a case in parentheses: `join(as teacher)`. */
	readonly request: string;
	readonly target: string;
	readonly cells: Readonly<Record<Column, string>>;
}

/** What the refusals are called in the table. */
const words: Readonly<Record<string, string>> = {
	'signed-out': 'sign-in',
	forbidden: 'no',
	'other-county': 'county',
	'agreement-revoked': 'revoked',
	'lesson-not-found': 'absent',
	'not-found': 'absent',
	'not-a-teacher': 'absent',
	'peer-not-found': 'absent',
	'transport-not-found': 'absent',
	'producer-not-found': 'absent',
	'consumer-not-found': 'absent',
	'not-visible': 'hidden',
	'not-joined': 'join',
	'lesson-ended': 'ended',
	'demo-only': 'demo',
};

/** `domain`: errors that this request meets on the far side of authorisation. */
export const wordFor = (error: ErrorBody | null, domain: readonly string[]): string => {
	if (error === null || domain.includes(error.code)) return 'yes';
	const absent = error.code === 'bad-request' && error.issues?.every(({ code }) => code === 'not-found');
	if (absent === true) return 'absent';
	return words[error.code] ?? `?${JSON.stringify(error)}`;
};

export const readTable = (): Expectation[] => {
	const text = readFileSync(path.join(import.meta.dirname, 'permissions.txt'), 'utf8');
	return text.split('\n').flatMap((line, place) => {
		if (line.trim() === '' || line.startsWith('#')) return [];
		const [request, target, ...cells] = line.trim().split(/\s{2,}/);
		if (request === undefined || target === undefined || cells.length !== columns.length) {
			throw new Error(`permissions.txt, line ${place + 1}: ${cells.length} cells, not ${columns.length}`);
		}
		const named = Object.fromEntries(columns.map((column, index) => [column, cells[index]!]));
		return [{ request, target, cells: named as Record<Column, string> }];
	});
};

/** `join(as teacher)` is a case of `join`. */
export const requestOf = ({ request }: Expectation): string => request.replace(/\(.*\)$/, '');
