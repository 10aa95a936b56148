// What the replay reads in the lesson log: when it was taught, its chapters, and the entries that change the
// picture. Pure.
import type { LogEntry, PeerId, ReplayChapter } from '@classroom/protocol';
import type { Interval } from './intervals.ts';

/** A screen that is back this soon after the media were lost is the same share. */
const SAME_SHARE_MS = 120_000;

/** When teaching began and ended by the log, UTC ms; null: not yet. */
export const taughtTimes = (
	entries: readonly LogEntry[],
): { startedAt: number | null; endedAt: number | null } => {
	const at = (phase: string): number | null =>
		entries.find(({ event }) => event.type === 'phase-changed' && event.phase === phase)?.at ?? null;
	return { startedAt: at('teaching'), endedAt: at('ended') };
};

/** Of whom a replay says the name: those it shows, and who was given a star. */
export const namedPeers = (entries: readonly LogEntry[]): Set<PeerId> =>
	new Set([
		...shownPeers(entries),
		...entries.flatMap(({ event }) => (event.type === 'star-given' ? [event.peerId] : [])),
	]);

/** The teacher and whoever was on stage: all that a replay shows. */
export const shownPeers = (entries: readonly LogEntry[]): Set<PeerId> =>
	new Set(
		entries.flatMap(({ event }) => {
			if (event.type === 'peer-joined') return event.role === 'teacher' ? [event.peerId] : [];
			return event.type === 'stage-entered' ? [event.peerId] : [];
		}),
	);

/** Entries that change the picture, of the Room and of the peers shown: who else was there is nobody's business. */
export const pictureEntries = (entries: readonly LogEntry[]): LogEntry[] => {
	const peers = shownPeers(entries);
	return entries.map(withoutHelpers).filter(({ event }) => {
		switch (event.type) {
			case 'room-opened':
			case 'phase-changed':
			case 'scene-chosen':
			case 'media-lost':
			case 'stage-mode-changed':
			case 'all-muted':
			case 'all-unmuted':
			case 'quiz-opened':
			case 'quiz-tallied':
			case 'quiz-closed':
			case 'quiz-answers-shown':
			case 'quiz-put-away':
			case 'timer-started':
			case 'timer-extended':
			case 'timer-stopped':
			case 'timer-ended':
			case 'star-given':
			case 'star-taken-back':
			case 'courseware-shown':
			case 'courseware-hidden':
			case 'page-turned':
			case 'zoom-changed':
			case 'ink-added':
			case 'ink-undone':
			case 'ink-cleared':
				return true;
			case 'peer-joined':
			case 'peer-lost':
			case 'peer-returned':
			case 'peer-left':
			case 'stage-entered':
			case 'stage-left':
			case 'muted':
			case 'unmuted':
			case 'called-at-random':
			case 'talk-mode-changed':
			case 'talk-started':
			case 'talk-ended':
			case 'source-started':
			case 'source-paused':
			case 'source-resumed':
			case 'source-stopped':
				return peers.has(event.peerId);
			default:
				return false;
		}
	});
};

/** Who of the classroom's people held the key is nobody's business either. */
const withoutHelpers = (entry: LogEntry): LogEntry => {
	const { event } = entry;
	if (event.type !== 'talk-started' && event.type !== 'talk-ended') return entry;
	return { ...entry, event: { ...event, by: event.peerId } };
};

/** By time: the start, each screen share, stage appearance, quiz and star, overrun, the end. `bounds` in UTC ms. */
export const chaptersOf = (
	entries: readonly LogEntry[],
	bounds: Interval,
	ended: boolean,
): ReplayChapter[] => {
	const inner = entries
		.flatMap((entry) => chapterOf(entry, entries))
		.filter(({ at }) => at > bounds.from && at < bounds.to)
		.map(({ at, kind, peerId }) => ({ atMs: at - bounds.from, kind, peerId }));
	const end = { atMs: bounds.to - bounds.from, kind: 'end' as const, peerId: null };
	return [{ atMs: 0, kind: 'start', peerId: null }, ...inner, ...(ended ? [end] : [])];
};

type Found = { at: number; kind: ReplayChapter['kind']; peerId: PeerId | null };

const chapterOf = ({ at, seq, event }: LogEntry, entries: readonly LogEntry[]): Found[] => {
	switch (event.type) {
		case 'stage-entered':
			return [{ at, kind: wasCalled(event.peerId, seq, entries) ? 'called' : 'stage', peerId: event.peerId }];
		case 'quiz-opened':
			return [{ at, kind: 'quiz', peerId: null }];
		case 'star-given':
			return [{ at, kind: 'star', peerId: event.peerId }];
		case 'phase-changed':
			return event.phase === 'overrun' ? [{ at, kind: 'overrun', peerId: null }] : [];
		case 'source-started':
			if (event.source !== 'screen' || isSameShare(event.peerId, { at, seq }, entries)) return [];
			return [{ at, kind: 'screen', peerId: event.peerId }];
		case 'courseware-shown':
			return isShownAgain(seq, entries) ? [] : [{ at, kind: 'courseware', peerId: null }];
		default:
			return [];
	}
};

/** Whether courseware was shown already: another page of it, or another file, begins nothing. */
const isShownAgain = (seq: number, entries: readonly LogEntry[]): boolean =>
	entries.findLast(
		(entry) =>
			entry.seq < seq &&
			(entry.event.type === 'courseware-shown' || entry.event.type === 'courseware-hidden'),
	)?.event.type === 'courseware-shown';

/** Whether it came on stage by a random call, which stands before it with nobody else's entry between. */
const wasCalled = (peerId: PeerId, seq: number, entries: readonly LogEntry[]): boolean => {
	const before = entries.findLast(
		(entry) =>
			entry.seq < seq && (entry.event.type === 'called-at-random' || entry.event.type === 'stage-entered'),
	);
	return before?.event.type === 'called-at-random' && before.event.peerId === peerId;
};

/** Whether the screen only came back after trouble, without anybody having stopped it. */
const isSameShare = (
	peerId: PeerId,
	started: { at: number; seq: number },
	entries: readonly LogEntry[],
): boolean => {
	const last = entries.findLast(
		({ seq, event }) =>
			seq < started.seq &&
			((event.type === 'source-stopped' && event.source === 'screen' && event.peerId === peerId) ||
				event.type === 'media-lost'),
	);
	if (last === undefined || started.at - last.at > SAME_SHARE_MS) return false;
	if (last.event.type === 'source-stopped') return last.event.cause !== 'stopped';
	return entries.some(
		({ seq, event }) =>
			seq < last.seq &&
			event.type === 'source-started' &&
			event.source === 'screen' &&
			event.peerId === peerId,
	);
};
