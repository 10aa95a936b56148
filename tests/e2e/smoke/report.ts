// What the smoke test measured, and what has to hold.
import type { LiveFigures } from '../lesson/liveFigures.ts';
import type { ParticipantName } from '../lesson/participants.ts';
import type { TrackFigures } from '../lesson/recordingFigures.ts';

export interface SmokeReport {
	readonly live: readonly LiveFigures[];
	readonly join: {
		/** The viewer's, from the click on the day's page. */
		readonly clickToFirstFrameMs: number;
		/** From joining (and, for classrooms, the bell) to the first picture 1280 wide. */
		readonly wideAfterMs: Readonly<Partial<Record<ParticipantName, number>>>;
	};
	readonly recovery: {
		/** From the reload of a classroom's page to the teacher's picture. */
		readonly reloadMs: number;
		/** The longest stretch missing in a track around the recorder's death. */
		readonly recorderGapMs: number;
	};
	readonly recording: { readonly tracks: readonly TrackFigures[] };
	readonly replay: {
		readonly framesDecoded: number;
		/** The teacher's sound against camera and screen, whichever is further off; positive: the sound is late. */
		readonly avOffsetMs: number | null;
		readonly avOffsets: { readonly camera: number | null; readonly screen: number | null };
		/** From the click to the first picture. */
		readonly startMs: number;
	};
	/** What was done on purpose, ms since 1970: freezes meanwhile do not count. */
	readonly events: readonly { readonly what: string; readonly from: number; readonly to: number }[];
	/** Errors on the pages' consoles. */
	readonly complaints: readonly string[];
	/** What did not hold; empty: all is well. */
	readonly failures: readonly string[];
}

const WIDE_WITHIN_MS = 20_000;
const CONCEALED_AT_MOST = 0.01;
const AV_OFFSET_AT_MOST_MS = 80;
const SEGMENT_MS = 2000;
const RECORDER_GAP_AT_MOST_MS = SEGMENT_MS + 3000;

type Measured = Omit<SmokeReport, 'failures'>;

/** A sentence for each thing that does not hold. */
export const failuresOf = (report: Measured): string[] => [
	...joinFailures(report),
	...report.live.flatMap(liveFailures),
	...soundFailures(report.live),
	...(report.recovery.recorderGapMs > RECORDER_GAP_AT_MOST_MS
		? [`the recorder's gap is ${report.recovery.recorderGapMs} ms, more than ${RECORDER_GAP_AT_MOST_MS}`]
		: []),
	...(['camera', 'screen'] as const).flatMap((kind) => offsetFailures(kind, report.replay.avOffsets[kind])),
];

const joinFailures = ({ join }: Measured): string[] =>
	Object.entries(join.wideAfterMs).flatMap(([name, ms]) =>
		ms > WIDE_WITHIN_MS ? [`${name} had a picture 1280 wide only after ${ms} ms`] : [],
	);

const liveFailures = ({ direction, kind, freezeCount }: LiveFigures): string[] =>
	freezeCount > 0 ? [`${direction}, ${kind}: ${freezeCount} freezes outside of what was planned`] : [];

/** What part of all that one of them heard is concealed: a voice that is on for some seconds only says little by itself. */
export const concealed = (live: readonly LiveFigures[]): { to: ParticipantName; ratio: number | null }[] =>
	[...Map.groupBy(live, ({ to }) => to)].map(([to, figures]) => {
		const samples = figures.reduce((sum, each) => sum + each.samples, 0);
		const missing = figures.reduce((sum, each) => sum + each.samples * (each.concealedSamplesRatio ?? 0), 0);
		return { to, ratio: samples === 0 ? null : missing / samples };
	});

const soundFailures = (live: readonly LiveFigures[]): string[] =>
	concealed(live).flatMap(({ to, ratio }) => {
		if (ratio === null) return [`${to} heard nothing`];
		return ratio > CONCEALED_AT_MOST
			? [`${(100 * ratio).toFixed(1)} % of what ${to} heard is concealed`]
			: [];
	});

const offsetFailures = (kind: string, offset: number | null): string[] => {
	if (offset === null) return [`the teacher's sound could not be compared with the ${kind} in the replay`];
	return Math.abs(offset) > AV_OFFSET_AT_MOST_MS
		? [`in the replay the teacher's sound is ${offset} ms off the ${kind}`]
		: [];
};
