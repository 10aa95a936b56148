// What is missing in a recording: what the recorder reported, what is damaged, and what nobody reported though
// somebody's camera was on and no file has it. Pure.
import type { GapCause, LogEntry, PeerId, RecordingGap, RoomState, Source } from '@classroom/protocol';
import { emptyRoom, fold, isPublic } from '@classroom/protocol';
import type { Interval } from './intervals.ts';
import { minus, overlap, union, within } from './intervals.ts';

/** Shorter holes are not worth a word: nobody notices them. */
const NOTICED_MS = 1000;
/** A source that is back this soon after it was lost was meant to go on. */
const MEANT_TO_GO_ON_MS = 120_000;

export interface SourceTime extends Interval {
	readonly peerId: PeerId;
	readonly source: Source;
}

/**
 * When which source was to be recorded: the teacher's always, others' while on stage. Times in which a source was
 * gone by accident (the media worker died, the network dropped) count: those seconds are missing too.
 */
export const sourceTimes = (entries: readonly LogEntry[], bounds: Interval): SourceTime[] => {
	const times: SourceTime[] = [];
	const open = new Map<string, { peerId: PeerId; source: Source; from: number; lostAt: number | null }>();
	let state: RoomState | undefined;
	for (const entry of entries) {
		state ??= { ...emptyRoom(entry.lessonId), seq: entry.seq - 1 };
		state = fold(state, entry);
		const live = new Map(liveSources(state).map((each) => [`${each.peerId} ${each.source}`, each]));
		for (const [key, each] of live) {
			const running = open.get(key);
			if (running?.lostAt === null) continue;
			const goesOn = running !== undefined && entry.at - running.lostAt <= MEANT_TO_GO_ON_MS;
			if (running !== undefined && !goesOn) times.push({ ...each, from: running.from, to: running.lostAt });
			open.set(key, { ...each, from: goesOn ? running.from : entry.at, lostAt: null });
		}
		for (const [key, { lostAt, ...each }] of open) {
			if (live.has(key)) continue;
			if (lostAt === null && isAccident(entry)) open.set(key, { ...each, lostAt: entry.at });
			if (lostAt !== null || isAccident(entry)) continue;
			open.delete(key);
			times.push({ ...each, to: entry.at });
		}
	}
	for (const { lostAt, ...each } of open.values()) times.push({ ...each, to: lostAt ?? bounds.to });
	return times.flatMap((time) => within(time, bounds) ?? []);
};

const isAccident = ({ event }: LogEntry): boolean =>
	event.type === 'media-lost' || (event.type === 'source-stopped' && event.cause !== 'stopped');

const liveSources = (state: RoomState): { peerId: PeerId; source: Source }[] =>
	state.peers
		.filter((peer) => isPublic(peer) && state.phase !== 'ended')
		.flatMap(({ peerId, sources, muted }) =>
			sources
				.filter(({ source, paused }) => !paused && !(muted && source === 'microphone'))
				.map(({ source }) => ({ peerId, source })),
		);

export interface GapInput {
	readonly entries: readonly LogEntry[];
	/** The lesson, UTC ms. */
	readonly bounds: Interval;
	/** Gaps that the manifest names or that were found in the files. */
	readonly known: readonly RecordingGap[];
	/** What the files have of a source, UTC ms. */
	readonly recorded: (peerId: PeerId, source: Source) => readonly Interval[];
	/** Up to when everything that was recorded is written, UTC ms. */
	readonly writtenUntil: number;
}

/** All gaps within the lesson by time. */
export const gapsOf = ({ entries, bounds, known, recorded, writtenUntil }: GapInput): RecordingGap[] => {
	const reported = [
		...known,
		...entries.flatMap(({ event }) => (event.type === 'recording-gap' ? [gapOf(event)] : [])),
	];
	const named = joined(reported.flatMap((gap) => within(gap, bounds) ?? []));
	const written = { from: bounds.from, to: Math.min(bounds.to, writtenUntil) };
	const unnamed = sourceTimes(entries, written).flatMap((time) => {
		const concerned = named.filter(
			(gap) =>
				(gap.peerId === null || gap.peerId === time.peerId) &&
				(gap.source === null || gap.source === time.source),
		);
		return minus([time], [...recorded(time.peerId, time.source), ...concerned])
			.filter((piece) => piece.to - piece.from >= NOTICED_MS)
			.map((piece) => ({
				...piece,
				peerId: time.peerId,
				source: time.source,
				cause: causeOf(piece, entries, time),
			}));
	});
	return [...named, ...unnamed]
		.map((gap) => ({ ...gap, from: Math.round(gap.from), to: Math.round(gap.to) }))
		.toSorted((a, b) => a.from - b.from || a.to - b.to);
};

const gapOf = ({ peerId, source, from, to, cause }: RecordingGap): RecordingGap => ({
	peerId,
	source,
	from,
	to,
	cause,
});

/** The recorder's manifest and the log may both tell of one gap. */
const joined = (gaps: readonly RecordingGap[]): RecordingGap[] => {
	const byKind = Map.groupBy(gaps, ({ peerId, source, cause }) => JSON.stringify([peerId, source, cause]));
	return [...byKind.values()].flatMap((alike) =>
		union(alike).flatMap((interval) => alike.slice(0, 1).map((gap) => ({ ...gap, ...interval }))),
	);
};

/** Nobody reported it: what the log says happened at that time. */
const causeOf = (gap: Interval, entries: readonly LogEntry[], time: SourceTime): GapCause => {
	const around = { from: gap.from - 3000, to: gap.to };
	for (const { at, event } of entries) {
		if (overlap({ from: at, to: at + 1 }, around) === 0) continue;
		if (event.type === 'media-lost') return event.cause;
		if (event.type === 'recording-stopped' && event.cause === 'recorder-gone') return 'recorder-restarted';
		if (event.type === 'recording-stopped' && event.cause === 'storage-full') return 'storage-full';
		if ('peerId' in event && event.peerId === time.peerId && event.type === 'peer-lost')
			return 'network-loss';
	}
	return gap.from === time.from ? 'recorder-late' : 'source-silent';
};
