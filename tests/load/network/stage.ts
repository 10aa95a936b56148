// The teacher's click on 请上台 to the classroom's voice at the teacher.
import { setTimeout as wait } from 'node:timers/promises';
import { until } from '../../e2e/lesson/until.ts';
import { absolute, type Figure } from '../figures.ts';
import type { Ground } from './ground.ts';
import { openOurs } from './ours.ts';

const CLICKS = 10;
const PAUSE_MS = 1_500;
const VOICE_LONGEST_MS = 10_000;
const P95 = 0.95;

export const stageRow = async (ground: Ground): Promise<{ figures: Figure[]; notes: string[] }> => {
	const ours = await openOurs(ground);
	const { teacher } = ours;
	const times: number[] = [];
	const voiceSince = async (since: number): Promise<number | undefined> =>
		(await teacher.evaluate(() => window.__instruments?.soundBegan()))?.find((at) => at >= since);
	try {
		for (let click = 0; click < CLICKS; click += 1) {
			await voiceSince(0);
			await wait(PAUSE_MS);
			await teacher
				.getByRole('button', { name: /^请上台: / })
				.first()
				.click();
			const clickedAt = await teacher.evaluate(() => window.__instruments?.clickedAt() ?? 0);
			times.push((await until('the voice', VOICE_LONGEST_MS, () => voiceSince(clickedAt))) - clickedAt);
			await teacher
				.getByRole('button', { name: /^请下台: / })
				.first()
				.click();
		}
	} finally {
		await ours.close();
	}
	const seconds = times.map((ms) => ms / 1000).toSorted((a, b) => a - b);
	const p95 = seconds[Math.ceil(seconds.length * P95) - 1] ?? Number.NaN;
	const figure = absolute('from the click to the voice, p95', 's', [p95], 0.7);
	return {
		figures: [{ ...figure, spread: [seconds[0] ?? Number.NaN, seconds.at(-1) ?? Number.NaN] }],
		notes: [],
	};
};
