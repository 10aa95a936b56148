// What a link of a given rate is to carry: the rungs of the quality ladder, from the voice alone to everything. Pure.
import type { QualityStep } from '@classroom/protocol';

/** How dear something is to the lesson. */
export type Rank = 'voice' | 'slides' | 'teacher-camera' | 'other-camera';

/** Something that a Peer wants to receive now. */
export interface LadderSource {
	readonly id: string;
	readonly rank: Rank;
	/** What each layer takes that the Peer wants, smallest first, bit/s. A voice has none. */
	readonly layers: readonly number[];
}

/** What is sent of one picture: nothing, a still each {@link STILL_EVERY_MS}, or up to this layer. */
export type Grant =
	{ readonly kind: 'off' } | { readonly kind: 'stills' } | { readonly kind: 'layer'; readonly layer: number };

export interface Rung {
	readonly step: QualityStep;
	/** What it all takes with the voices, bit/s. */
	readonly demand: number;
	/** Of each picture. Voices are not in it: they are always sent. */
	readonly grants: ReadonlyMap<string, Grant>;
}

export const STILL_EVERY_MS = 2_000;
/** Opus at 32 kbit/s with headers, FEC and what is sent again. */
export const VOICE_RATE = 64_000;
/** One key frame of a slide in two seconds. */
export const STILLS_RATE = 120_000;
/** What RTP headers and retransmission add. */
const OVERHEAD = 1.1;

type Addition = readonly [id: string, grant: Grant, rate: number];

/**
 * The rungs for these sources, the voices alone first, each with one thing more than the one before: what is given up
 * last is granted first.
 */
export const rungsOf = (sources: readonly LadderSource[]): readonly [Rung, ...Rung[]] => {
	const pictures = sources.filter(({ layers }) => layers.length > 0);
	const grants = new Map<string, Grant>(pictures.map(({ id }) => [id, { kind: 'off' }]));
	let demand = sources.filter(({ rank }) => rank === 'voice').length * VOICE_RATE;
	const first: Rung = { step: stepOf(pictures, grants), demand, grants: new Map(grants) };
	const rest = additionsOf(pictures).map(([id, grant, rate]): Rung => {
		demand += rate * OVERHEAD;
		grants.set(id, grant);
		return { step: stepOf(pictures, grants), demand, grants: new Map(grants) };
	});
	return [first, ...rest];
};

/** The reverse of the order in which things are given up. */
const additionsOf = (pictures: readonly LadderSource[]): Addition[] => {
	const ranked = (rank: Rank): LadderSource[] => pictures.filter((each) => each.rank === rank);
	const [slides, teacher, others] = [ranked('slides'), ranked('teacher-camera'), ranked('other-camera')];
	return [
		...slides.map(({ id }): Addition => [id, { kind: 'stills' }, STILLS_RATE]),
		...slides.flatMap((each) => layersOf(each, 0, 1, STILLS_RATE)),
		...teacher.flatMap((each) => layersOf(each, 0, 1)),
		...slides.flatMap((each) => layersOf(each, 1)),
		...teacher.flatMap((each) => layersOf(each, 1)),
		// Each a little before one is large.
		...others.flatMap((each) => layersOf(each, 0, 1)),
		...others.flatMap((each) => layersOf(each, 1)),
	];
};

/** Layers `from` up to `to`, each by what it takes more than the one before; `instead`: of what goes for the first. */
const layersOf = ({ id, layers }: LadderSource, from: number, to = Infinity, instead = 0): Addition[] =>
	layers.flatMap((rate, layer): Addition[] => {
		if (layer < from || layer >= to) return [];
		const before = layer === 0 ? instead : (layers[layer - 1] ?? 0);
		return [[id, { kind: 'layer', layer }, Math.max(0, rate - before)]];
	});

/** The word for what is missing, by the dearest of it. */
const stepOf = (pictures: readonly LadderSource[], grants: ReadonlyMap<string, Grant>): QualityStep => {
	const missing = (rank: Rank, how: (grant: Grant, top: number) => boolean): boolean =>
		pictures.some((each) => each.rank === rank && how(grants.get(each.id) ?? off, each.layers.length - 1));
	const isOff = (grant: Grant): boolean => grant.kind === 'off';
	const lessThanTop = (grant: Grant, top: number): boolean => grant.kind !== 'layer' || grant.layer < top;
	if (pictures.length > 0 && pictures.every(({ id }) => isOff(grants.get(id) ?? off))) return 'voice';
	if (missing('slides', (grant) => grant.kind === 'stills')) return 'stills';
	if (missing('teacher-camera', isOff)) return 'no-camera';
	if (missing('slides', lessThanTop)) return 'slow-slides';
	if (missing('teacher-camera', lessThanTop)) return 'thumbnail';
	return missing('other-camera', lessThanTop) ? 'no-others' : 'full';
};

const off: Grant = { kind: 'off' };

/** Whether these are the same sources with the same layers, whatever they take just now. */
export const shapeOf = (sources: readonly LadderSource[]): string =>
	sources
		.map(({ id, rank, layers }) => `${id}/${rank}/${layers.length}`)
		.sort()
		.join(' ');

const has = (rung: Rung | undefined, kind: Grant['kind']): boolean =>
	[...(rung?.grants.values() ?? [])].some((grant) => grant.kind === kind);

/** Without any picture mediasoup's estimate says nothing; the first one is small, so that trying it does little harm. */
export const isBlind = (rung: Rung | undefined): boolean => !has(rung, 'layer') && !has(rung, 'stills');
