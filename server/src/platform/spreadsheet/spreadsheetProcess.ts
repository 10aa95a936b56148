// The process in which one workbook is read or written. It may be ended at any time.
import { isAppError, messageOf } from '../errors.ts';
import { serveTask } from '../taskProcess/serveTask.ts';
import type { TaskPort } from '../taskProcess/serveTask.ts';
import { readCells } from './readCells.ts';
import { NextPortion, ROWS_A_PORTION, SpreadsheetTask } from './spreadsheetMessages.ts';
import type { SpreadsheetAnswer } from './spreadsheetMessages.ts';
import { writeCells } from './writeCells.ts';

const read = async (bytes: Uint8Array, port: TaskPort): Promise<void> => {
	const say = (answer: SpreadsheetAnswer): void => port.say(answer);
	const sayWhenAsked = async (answer: SpreadsheetAnswer): Promise<void> => {
		NextPortion.parse(await port.next());
		say(answer);
	};
	const { epoch, sheets } = await readCells(bytes);
	say({ kind: 'workbook', epoch, sheets: sheets.map(({ name, hidden }) => ({ name, hidden })) });
	for (const [sheet, { rows }] of sheets.entries()) {
		for (let first = 0; first < rows.length; first += ROWS_A_PORTION) {
			const portion = rows.slice(first, first + ROWS_A_PORTION).map((row) => [...row]);
			await sayWhenAsked({ kind: 'rows', sheet, rows: portion });
		}
	}
	await sayWhenAsked({ kind: 'end' });
};

const answer = async (task: SpreadsheetTask, port: TaskPort): Promise<void> => {
	if (task.kind === 'read') return read(task.bytes, port);
	port.say({ kind: 'written', bytes: await writeCells(task.plan) } satisfies SpreadsheetAnswer);
};

await serveTask(async (task, port) => {
	try {
		await answer(SpreadsheetTask.parse(task), port);
	} catch (error) {
		port.say({
			kind: 'failed',
			code: isAppError(error) ? error.code : 'internal',
			message: messageOf(error),
			details: isAppError(error) ? { ...error.details } : {},
		} satisfies SpreadsheetAnswer);
	}
});
