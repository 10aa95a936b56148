// One packet in ten lost on its way to the village, with bandwidth enough, and a clean line: our lesson, the bare page,
// and the bare page without anything that mends sound, in turns.
import { setTimeout as wait } from 'node:timers/promises';
import { absolute, median, paired, type Figure } from '../figures.ts';
import type { Ground } from './ground.ts';
import { openOurs } from './ours.ts';
import { openPair } from './pair.ts';
import { stretchOf, type Side, type Stretch } from './side.ts';

const LOSS = 0.1;
const CLEAN_MS = 10_000;
const LOSSY_MS = 20_000;
/** For buffers to fill, and for the loss to be found out. */
const SETTLING_MS = 6_000;

interface Turn {
	readonly clean: Stretch;
	readonly lossy: Stretch;
}

const measure = async ({ village }: Ground, side: Side): Promise<Turn> => {
	const stretch = async (ms: number): Promise<Stretch> => {
		await wait(SETTLING_MS);
		const from = Date.now();
		await wait(ms);
		return stretchOf(side, from, Date.now());
	};
	try {
		const clean = await stretch(CLEAN_MS);
		await village.lose(LOSS);
		return { clean, lossy: await stretch(LOSSY_MS) };
	} finally {
		await village.lose(0);
		await side.close();
	}
};

export const lossRow = async (
	ground: Ground,
	repeats: number,
): Promise<{ figures: Figure[]; notes: string[] }> => {
	const turns: { ours: Turn; bare: Turn; none: Turn }[] = [];
	for (let turn = 0; turn < repeats; turn += 1) {
		turns.push({
			none: await measure(ground, await openPair(ground, { protectedSound: false })),
			ours: await measure(ground, await openOurs(ground)),
			bare: await measure(ground, await openPair(ground, { protectedSound: true })),
		});
	}
	const pairs = (ours: (turn: Turn) => number, than: 'bare' | 'none') =>
		turns.map((turn) => ({ value: ours(turn.ours), baseline: ours(turn[than]) }));
	const concealed = ({ lossy }: Turn): number => lossy.concealed * 100;
	const glass = ({ clean }: Turn): number => clean.glassToGlassMs;
	return {
		figures: [
			paired('sound concealed at 10 % loss, against no protection', '%', pairs(concealed, 'none'), 0.2),
			paired('the same, against peer to peer', '%', pairs(concealed, 'bare'), 1),
			paired('glass to glass, clean line', 'ms', pairs(glass, 'bare'), 1.15),
			// Of all turns together: most have few.
			freezes(turns),
			absolute(
				'packets with in-band error correction received at 10 % loss',
				'packets',
				turns.map(({ ours }) => ours.lossy.fecPackets),
				null,
			),
		],
		notes: [
			`peer to peer at 10 % loss: ${median(turns.map(({ bare }) => bare.lossy.fecPackets))} packets with FEC`,
		],
	};
};

const freezes = (turns: readonly { ours: Turn; bare: Turn }[]): Figure => {
	const sum = (side: 'ours' | 'bare'): number =>
		turns.reduce((all, turn) => all + turn[side].lossy.freezes, 0);
	const [value, baseline] = [sum('ours'), sum('bare')];
	const ratio = value === baseline ? 1 : value / baseline;
	const each = turns.map(({ ours }) => ours.lossy.freezes);
	return {
		name: 'video freezes at 10 % loss, all turns together',
		unit: 'freezes',
		value,
		baseline,
		ratio,
		spread: [Math.min(...each), Math.max(...each)],
		bound: 1.1,
		ok: ratio <= 1.1,
	};
};
