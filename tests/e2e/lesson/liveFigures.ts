// The figures of each direction and kind, from what was collected. Pure.
import { BEEP_CYCLE_MS } from '../page/beepCode.ts';
import type { Figures, Observations, PlannedEvent, Received, StreamKind } from './observations.ts';
import type { ParticipantName, SenderName } from './participants.ts';
import { senders } from './participants.ts';

export interface Spread {
	readonly p50: number;
	readonly p95: number;
}

export interface LiveFigures {
	/** Such as `teacher → viewer`. */
	readonly direction: string;
	readonly from: SenderName;
	readonly to: ParticipantName;
	readonly kind: StreamKind;
	readonly framesDecoded: number;
	/** The widest picture decoded; 0 for sound. */
	readonly width: number;
	/** Outside of what was planned. */
	readonly freezeCount: number;
	/** When, ms since 1970, to within a second. */
	readonly frozeAt: readonly number[];
	readonly packetsLost: number;
	/** Of all samples played outside of what was planned; null for pictures. */
	readonly concealedSamplesRatio: number | null;
	/** What the ratio is of. */
	readonly samples: number;
	/** From drawing to display; for sound, from a beep to its being heard. Null: none was seen or heard. */
	readonly glassToGlassMs: Spread | null;
	readonly protocol: string | null;
}

/** A track that has only just begun has to fill its buffers. */
const SETTLING_MS = 3000;

export const liveFigures = (observations: Observations, to: ParticipantName): LiveFigures[] => {
	const book = observations.of(to);
	const groups = Map.groupBy(
		book.received().flatMap((track) => (track.stream === null ? [] : [{ ...track, stream: track.stream }])),
		({ stream }) => `${stream.from} ${stream.kind}`,
	);
	return [...groups.values()].flatMap((tracks) => {
		const stream = tracks[0]?.stream;
		if (stream === undefined || stream.from === to) return [];
		const { from, kind } = stream;
		const events = observations.events.filter((event) => event.touches(from, to));
		return [
			{
				direction: `${from} → ${to}`,
				from,
				to,
				kind,
				...total(tracks, events),
				glassToGlassMs: spread(delaysOf(observations, from, to, kind)),
				protocol: tracks.at(-1)?.figures.at(-1)?.protocol ?? null,
			},
		];
	});
};

const total = (tracks: readonly Received[], events: readonly PlannedEvent[]) => {
	const last = tracks.flatMap(({ figures }) => figures.slice(-1));
	const calm = tracks.flatMap(({ figures }) => calmSteps(figures, events));
	const sum = (of: readonly Figures[], value: (each: Figures) => number): number =>
		of.reduce((all, each) => all + value(each), 0);
	const grown = (value: (each: Figures) => number): number =>
		calm.reduce((all, [before, after]) => all + value(after) - value(before), 0);
	const samples = grown((each) => each.totalSamplesReceived);
	return {
		framesDecoded: sum(last, (each) => each.framesDecoded),
		width: Math.max(0, ...tracks.flatMap(({ figures }) => figures.map(({ width }) => width))),
		freezeCount: grown((each) => each.freezeCount),
		frozeAt: calm.flatMap(([before, after]) => (after.freezeCount > before.freezeCount ? [after.at] : [])),
		packetsLost: sum(last, (each) => each.packetsLost),
		samples,
		concealedSamplesRatio:
			tracks[0]?.kind === 'audio'
				? round(samples === 0 ? 1 : grown((each) => each.concealedSamples) / samples, 4)
				: null,
	};
};

/** Steps from one reading to the next in which nothing planned happened. */
const calmSteps = (figures: readonly Figures[], events: readonly PlannedEvent[]): [Figures, Figures][] => {
	const settledAt =
		(figures.find(({ packetsReceived }) => packetsReceived > 0)?.at ?? Infinity) + SETTLING_MS;
	return figures.slice(1).flatMap((after, place): [Figures, Figures][] => {
		const before = figures[place];
		if (before === undefined || before.at < settledAt) return [];
		const planned = events.some((event) => event.from <= after.at && event.to >= before.at);
		return planned ? [] : [[before, after]];
	});
};

const delaysOf = (
	observations: Observations,
	from: SenderName,
	to: ParticipantName,
	kind: StreamKind,
): number[] => {
	const book = observations.of(to);
	if (kind === 'microphone')
		return book.heardFrom(from, 0).map(({ at, inCycleMs }) => (at - inCycleMs) % BEEP_CYCLE_MS);
	const source = senders[from][kind];
	return source === null ? [] : book.seen(source, 0).map(({ clock, shownAt }) => shownAt - clock);
};

export const spread = (values: readonly number[]): Spread | null => {
	const sorted = values.toSorted((a, b) => a - b);
	const at = (share: number): number | undefined => sorted[Math.floor((sorted.length - 1) * share)];
	const [p50, p95] = [at(0.5), at(0.95)];
	return p50 === undefined || p95 === undefined ? null : { p50: Math.round(p50), p95: Math.round(p95) };
};

export const round = (value: number, digits: number): number =>
	Math.round(value * 10 ** digits) / 10 ** digits;
