// Which picture stands where: the scene of the moment, unless the viewer has chosen another main picture. Pure.
import type { RecordingGroup, ReplayTrack } from '@classroom/protocol';
import { pictureKey, sceneOf } from '../../scene/layout.ts';
import type { Scene, ScenePicture, VideoPicture } from '../../scene/layout.ts';

export type { ScenePicture, VideoPicture } from '../../scene/layout.ts';
export { pictureKey, sceneOf };

/** `chosen`: the picture the viewer wants large, as long as it is there. Those beside keep their order. */
export function arrange(scene: Scene, chosen: string | null): Scene {
	const { main, side } = scene;
	const wanted = side.find((picture) => pictureKey(picture) === chosen);
	if (!main || !wanted) return scene;
	// The two change places, so that a swap moves no third.
	return { main: wanted, side: side.map((picture) => (picture === wanted ? main : picture)) };
}

const groupOf = (picture: VideoPicture): RecordingGroup => picture.source;

/** The track that has this picture; undefined: it was never recorded, as pages never are. */
export function trackOf(tracks: readonly ReplayTrack[], picture: ScenePicture): ReplayTrack | undefined {
	if (picture.role === 'page') return undefined;
	return tracks.find(({ peerId, group }) => peerId === picture.peerId && group === groupOf(picture));
}
