// For tests, with `?debug=1` only: what every element plays, in lesson time.
import type { LessonPlayer } from './player/lessonPlayer.ts';
import { lessonAt } from './player/timeline.ts';

export interface ReplayDebug {
	readonly state: () => ReturnType<typeof read>;
	/** Lesson time of a media time of what the track plays now; null: it plays nothing. */
	readonly lessonMsOf: (trackId: string, mediaMs: number) => number | null;
	readonly player: LessonPlayer;
}

declare global {
	interface Window {
		__replay?: ReplayDebug;
	}
}

const read = (player: LessonPlayer) => ({
	...player.state,
	elements: [...player.tracks.values()].flatMap(({ track, active, isMaster }) => {
		if (!active) return [];
		const { element, clip, shifts, shown } = active;
		return [
			{
				trackId: track.trackId,
				url: clip.url,
				isMaster,
				currentTime: element.currentTime,
				/** By the element's clock, and by the picture that was last put on the screen. */
				lessonMs: lessonAt(clip, shifts, active.mediaMs)?.atMs ?? null,
				pictureMs: shown ? (lessonAt(clip, shifts, shown.mediaMs)?.atMs ?? null) : null,
				shifts: [...shifts],
				paused: element.paused,
				rate: element.playbackRate,
				readyState: element.readyState,
				clipState: active.state,
				frames: element.getVideoPlaybackQuality().totalVideoFrames,
				width: element.videoWidth,
			},
		];
	}),
});

export const wantsDebug = (): boolean => new URLSearchParams(location.search).get('debug') === '1';

export function expose(player: LessonPlayer): () => void {
	window.__replay = {
		player,
		state: () => read(player),
		lessonMsOf: (trackId, mediaMs) => {
			const active = player.tracks.get(trackId)?.active;
			return active ? (lessonAt(active.clip, active.shifts, mediaMs)?.atMs ?? null) : null;
		},
	};
	return () => {
		delete window.__replay;
	};
}
