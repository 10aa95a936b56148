// The line is gone for half a minute and nobody is told: when picture and sound are there again.
import { setTimeout as wait } from 'node:timers/promises';
import { hears, sees } from '../../e2e/lesson/liveLesson.ts';
import { absolute, type Figure } from '../figures.ts';
import type { Ground } from './ground.ts';
import { openOurs } from './ours.ts';

const GONE_MS = 30_000;
/** Longer it is not waited for. */
const BACK_LONGEST_MS = 60_000;
const CALM_MS = 6_000;

export const goneRow = async (
	ground: Ground,
	repeats: number,
): Promise<{ figures: Figure[]; notes: string[] }> => {
	const ours = await openOurs(ground);
	const backs: number[] = [];
	try {
		for (let turn = 0; turn < Math.min(3, repeats); turn += 1) {
			await wait(CALM_MS);
			await ground.village.dropAll();
			await wait(GONE_MS);
			const backAt = Date.now();
			await ground.village.dropNothing();
			const seen = sees(ours, 'classroom-1', 'teacher', { since: backAt, withinMs: BACK_LONGEST_MS });
			const heard = hears(ours, 'classroom-1', 'teacher', backAt, BACK_LONGEST_MS);
			backs.push(Math.max(await seen, await heard) - backAt);
		}
	} finally {
		await ours.close();
	}
	const seconds = backs.map((ms) => ms / 1000);
	return {
		figures: [absolute('from the return after 30 s to picture and sound', 's', seconds, 3)],
		notes: [],
	};
};
