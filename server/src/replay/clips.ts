// From the runs of ffmpeg to what a player plays: runs that are alike join into one clip, and each clip says
// which media time is which lesson time. Pure.
import type { MediaKind, ReplaySpan, Segment } from '@classroom/protocol';
import type { Interval } from './intervals.ts';

/** Segments of one run that follow each other without a hole. */
export interface RunSection {
	/** From the run's first sample to this section's, ms. */
	readonly offsetMs: number;
	readonly segments: readonly Segment[];
}

/** One run of ffmpeg, without the segments that are missing or cut off. */
export interface PlayableRun {
	readonly folder: string;
	readonly init: string;
	readonly kinds: readonly MediaKind[];
	readonly codecs: readonly string[];
	readonly width: number | null;
	readonly height: number | null;
	/** When its first sample was captured, UTC ms. */
	readonly startMs: number;
	/** The time the first sample carries in the files, ms. */
	readonly mediaStartMs: number;
	readonly sections: readonly RunSection[];
}

/** A part of a playlist between two discontinuities. */
export interface Section {
	readonly folder: string;
	readonly init: string;
	/** When its first sample was captured, UTC ms. */
	readonly startMs: number;
	readonly durationMs: number;
	/** The time its first sample carries in the files, ms. */
	readonly sampleMs: number;
	readonly segments: readonly Segment[];
}

export interface Clip {
	/** The folder of its first run: stays the same while the recording grows. */
	readonly clipId: string;
	readonly kinds: readonly MediaKind[];
	readonly width: number | null;
	readonly height: number | null;
	readonly sections: readonly Section[];
	readonly spans: readonly ReplaySpan[];
}

/** A shorter section is left out: players stumble over one or two pictures, and nobody sees them. */
export const LEAST_SECTION_MS = 100;

/**
 * The clips of one track. `bounds`: the lesson, UTC ms; `from` is 0 in the spans. What two runs both have
 * (clocks are corrected between them) is taken from the earlier one.
 */
export const clipsOf = (runs: readonly PlayableRun[], bounds: Interval): Clip[] => {
	const groups: PlayableRun[][] = [];
	for (const run of runs.filter(hasMedia).toSorted((a, b) => a.startMs - b.startMs)) {
		const group = groups.at(-1);
		const last = group?.at(-1);
		if (group !== undefined && last !== undefined && alike(last, run)) group.push(run);
		else groups.push([run]);
	}
	let covered = bounds.from;
	return groups.flatMap((group) => {
		const clip = clipOf(group, { from: covered, to: bounds.to }, bounds.from);
		const last = clip?.spans.at(-1);
		if (last !== undefined) covered = bounds.from + last.atMs + last.durationMs;
		return clip === undefined ? [] : [clip];
	});
};

/** How much of the lesson the clips have, in ms from its start. */
export const coverage = (clips: readonly Pick<Clip, 'spans'>[]): Interval[] =>
	clips.flatMap(({ spans }) => spans.map(({ atMs, durationMs }) => ({ from: atMs, to: atMs + durationMs })));

const hasMedia = (run: PlayableRun): boolean => sectionsOf(run).length > 0;

const alike = (a: PlayableRun, b: PlayableRun): boolean => signature(a) === signature(b);

/** Kinds and codecs, the latter without profile and level: those may change within a playlist. */
const signature = ({ kinds, codecs }: PlayableRun): string =>
	[...kinds.toSorted(), ...codecs.map((codec) => codec.split('.')[0] ?? codec).toSorted()].join();

const clipOf = (runs: readonly PlayableRun[], free: Interval, zero: number): Clip | undefined => {
	const [first] = runs;
	if (first === undefined) return undefined;
	const sections = runs.flatMap(sectionsOf);
	return {
		clipId: first.folder,
		kinds: first.kinds,
		width: largest(runs.map((run) => run.width)),
		height: largest(runs.map((run) => run.height)),
		sections,
		spans: spansOf(sections, free, zero),
	};
};

const sectionsOf = (run: PlayableRun): Section[] =>
	run.sections
		.map(({ offsetMs, segments }) => ({
			folder: run.folder,
			init: run.init,
			startMs: run.startMs + offsetMs,
			durationMs: segments.reduce((sum, segment) => sum + segment.durationMs, 0),
			sampleMs: run.mediaStartMs + offsetMs,
			segments,
		}))
		.filter(({ durationMs }) => durationMs >= LEAST_SECTION_MS);

const spansOf = (sections: readonly Section[], free: Interval, zero: number): ReplaySpan[] => {
	const spans: ReplaySpan[] = [];
	let mediaMs = 0;
	let covered = free.from;
	for (const [index, section] of sections.entries()) {
		const from = Math.max(section.startMs, covered);
		const to = Math.min(section.startMs + section.durationMs, free.to);
		if (from < to) {
			const skipped = from - section.startMs;
			spans.push({
				mediaMs: mediaMs + skipped,
				atMs: from - zero,
				durationMs: to - from,
				section: index,
				sampleMs: section.sampleMs + skipped,
			});
			covered = to;
		}
		mediaMs += section.durationMs;
	}
	return spans;
};

const largest = (values: readonly (number | null)[]): number | null =>
	values.reduce<number | null>((max, value) => (value !== null && value > (max ?? 0) ? value : max), null);
