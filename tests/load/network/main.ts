// `npm run load -- network`: lessons over village lines, beside a bare peer-to-peer page in the same browsers.
// NETWORK_ROWS (cut,loss,…) runs some of it, NETWORK_REPEATS as often.
import type { Figure, Result } from '../figures.ts';
import { cutRow } from './cut.ts';
import { goneRow } from './gone.ts';
import { openGround, type Ground } from './ground.ts';
import { lossRow } from './loss.ts';
import { stageRow } from './stage.ts';

type Row = (ground: Ground, repeats: number) => Promise<{ figures: Figure[]; notes: string[] }>;

const rows: Readonly<Record<string, Row>> = {
	cut: cutRow,
	loss: lossRow,
	gone: goneRow,
	stage: stageRow,
};

export const run = async (): Promise<Result> => {
	const wanted = process.env['NETWORK_ROWS']?.split(',') ?? Object.keys(rows);
	const repeats = Number(process.env['NETWORK_REPEATS'] ?? 5);
	const ground = await openGround();
	try {
		const figures: Figure[] = [];
		const notes: string[] = [];
		for (const name of wanted) {
			const row = rows[name];
			if (row === undefined) throw new Error(`NETWORK_ROWS: of ${Object.keys(rows).join(', ')}`);
			const result = await row(ground, repeats);
			figures.push(...result.figures);
			notes.push(...result.notes);
		}
		return { figures, notes };
	} finally {
		await ground.close();
	}
};
