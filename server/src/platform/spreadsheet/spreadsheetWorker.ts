// The thread in which one workbook is read or written. It ends with it, and may be ended at any time.
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { isAppError, messageOf } from '../errors.ts';
import { readCells } from './readCells.ts';
import { NextPortion, ROWS_A_PORTION, SpreadsheetTask } from './spreadsheetMessages.ts';
import type { SpreadsheetAnswer } from './spreadsheetMessages.ts';
import { writeCells } from './writeCells.ts';

const port = parentPort;
const say = (answer: SpreadsheetAnswer): void => port?.postMessage(answer);

const sayWhenAsked = async (answer: SpreadsheetAnswer): Promise<void> => {
	if (port === null) return;
	const asked: unknown = await once(port, 'message');
	NextPortion.parse(asked);
	say(answer);
};

const read = async (bytes: Uint8Array): Promise<void> => {
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

const work = async (task: SpreadsheetTask): Promise<void> => {
	if (task.kind === 'read') await read(task.bytes);
	else say({ kind: 'written', bytes: await writeCells(task.plan) });
};

try {
	await work(SpreadsheetTask.parse(workerData));
} catch (error) {
	const details = isAppError(error) ? { ...error.details } : {};
	const code = isAppError(error) ? error.code : 'internal';
	say({ kind: 'failed', code, message: messageOf(error), details });
}
