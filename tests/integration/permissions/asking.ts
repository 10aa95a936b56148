// Asks rows of the table and says where the answers differ from it.
import type { Column, Requester } from './callers.ts';
import { httpCases, sentFor } from './httpCases.ts';
import type { Expectation } from './tableFile.ts';
import { wordFor } from './tableFile.ts';

interface Differing {
	/** Whose column is expected, when it is not the caller's. */
	readonly as?: (column: Column) => Column;
	/** Before the next row. */
	readonly after?: (row: Expectation) => Promise<void>;
}

/** One line for each cell that is not as the table has it. The callers ask a row at once. */
export const differences = async (
	rows: readonly Expectation[],
	asked: readonly Column[],
	got: (row: Expectation, column: Column) => Promise<string>,
	{ as = (column) => column, after = () => Promise.resolve() }: Differing = {},
): Promise<string[]> => {
	const wrong: string[] = [];
	const check = async (row: Expectation, column: Column): Promise<void> => {
		const answer = await got(row, column);
		const expected = row.cells[as(column)];
		if (answer !== expected) {
			wrong.push(`${row.request} [${row.target}] by ${column}: expected ${expected}, got ${answer}`);
		}
	};
	for (const row of rows) {
		await Promise.all(asked.map((column) => check(row, column)));
		await after(row);
	}
	return wrong;
};

export const askRow = async (requester: Requester, { request, target }: Expectation): Promise<string> => {
	const httpCase = httpCases[request]?.[target];
	if (httpCase === undefined) throw new Error(`no case for ${request} ${target}`);
	const { error } = await requester.send(sentFor(request, httpCase));
	return wordFor(error, httpCase.domain ?? []);
};
