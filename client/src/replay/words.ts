// What the replay says of gaps, chapters and people: choosing only, the texts are in i18n.
import type { NameCard, PeerId, RecordingGap, Replay, ReplayChapter, Source } from '@classroom/protocol';

/** A gap of a person's picture and sound together, in lesson time. */
export type ShownGap = Readonly<{
	fromMs: number;
	toMs: number;
	cause: RecordingGap['cause'];
	peerId: PeerId | null;
}>;

/** Nearer than this two gaps are the same trouble. */
const SAME_MS = 1500;

/**
 * The gaps to be told of: what one cause did to several sources at once is one gap. Shorter than a second:
 * none.
 */
export function shownGaps(replay: Pick<Replay, 'gaps' | 'startedAt' | 'durationMs'>): ShownGap[] {
	const shown: { fromMs: number; toMs: number; cause: RecordingGap['cause']; peerId: PeerId | null }[] = [];
	for (const { from, to, cause, peerId } of replay.gaps) {
		const fromMs = Math.max(0, from - replay.startedAt);
		const toMs = Math.min(replay.durationMs, to - replay.startedAt);
		if (toMs - fromMs < 1000) continue;
		const same = shown.find(
			(each) => each.cause === cause && fromMs <= each.toMs + SAME_MS && toMs >= each.fromMs - SAME_MS,
		);
		if (!same) shown.push({ fromMs, toMs, cause, peerId });
		else {
			same.fromMs = Math.min(same.fromMs, fromMs);
			same.toMs = Math.max(same.toMs, toMs);
			if (same.peerId !== peerId) same.peerId = null;
		}
	}
	return shown;
}

/** The gap at this moment in what a picture is made of. */
export function gapAt(
	replay: Pick<Replay, 'gaps' | 'startedAt'>,
	atMs: number,
	peerId: PeerId,
	source: Source,
): RecordingGap | undefined {
	const at = replay.startedAt + atMs;
	return replay.gaps.find(
		(gap) =>
			gap.from <= at &&
			at < gap.to &&
			(gap.peerId === null || gap.peerId === peerId) &&
			(gap.source === null || gap.source === source),
	);
}

/** The school of who has one, else the name: on stage a classroom is its school to everybody else. */
export function nameOf(names: readonly NameCard[], peerId: PeerId | null): string {
	const card = names.find((each) => each.peerId === peerId);
	return card?.school ?? card?.name ?? '';
}

export const teacherNameOf = (names: readonly NameCard[], peerId: PeerId): string =>
	names.find((each) => each.peerId === peerId)?.name ?? '';

/** The chapter of a moment: the last that began before it. */
export function chapterAt(chapters: readonly ReplayChapter[], atMs: number): ReplayChapter | undefined {
	return chapters.findLast((chapter) => chapter.atMs <= atMs && chapter.kind !== 'end');
}
