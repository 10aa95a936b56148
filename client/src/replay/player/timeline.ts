// Which media time is which lesson time. Pure. All times in ms; lesson time counts from when teaching began.
import type { ReplayClip, ReplaySpan, ReplayTrack } from '@classroom/protocol';

export type Place = Readonly<{ clip: ReplayClip; span: ReplaySpan }>;

/**
 * How far (ms) a section's samples are shifted on their way into the playlist: media time = sample time − shift.
 * The player learns it when it has loaded a part of the section; before that the playlist's durations must do.
 */
export type Shifts = ReadonlyMap<number, number>;

const endOf = (span: ReplaySpan): number => span.atMs + span.durationMs;

/** What the track plays at `atMs`; undefined: nothing was recorded of that moment. */
export function placeAt(track: Pick<ReplayTrack, 'clips'>, atMs: number): Place | undefined {
	for (const clip of track.clips) {
		for (const span of clip.spans) if (span.atMs <= atMs && atMs < endOf(span)) return { clip, span };
	}
	return undefined;
}

/** The first of what the track plays after `atMs`. */
export function placeAfter(track: Pick<ReplayTrack, 'clips'>, atMs: number): Place | undefined {
	for (const clip of track.clips) {
		for (const span of clip.spans) if (span.atMs > atMs) return { clip, span };
	}
	return undefined;
}

/** Media time at which the span begins. */
export function spanStart(span: ReplaySpan, shifts: Shifts): number {
	const shift = shifts.get(span.section);
	return shift === undefined ? span.mediaMs : span.sampleMs - shift;
}

export function mediaAt(span: ReplaySpan, shifts: Shifts, atMs: number): number {
	return spanStart(span, shifts) + (atMs - span.atMs);
}

/** The lesson time of a moment of the clip; beyond the end of a span its time runs on until the next begins. */
export function lessonAt(
	clip: ReplayClip,
	shifts: Shifts,
	mediaMs: number,
): (Place & { atMs: number }) | undefined {
	const span = clip.spans.findLast((each) => spanStart(each, shifts) <= mediaMs + 1) ?? clip.spans[0];
	if (!span) return undefined;
	return { clip, span, atMs: span.atMs + (mediaMs - spanStart(span, shifts)) };
}

/** How long the replay is as far as its tracks go. */
export function lastRecorded(tracks: readonly Pick<ReplayTrack, 'clips'>[]): number {
	return Math.max(0, ...tracks.flatMap(({ clips }) => clips.flatMap(({ spans }) => spans.map(endOf))));
}
