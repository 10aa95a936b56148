// Which picture stands where. Pure. The scene is the director's; the viewer may choose another main picture.
import type { PeerId, RecordingGroup, SceneLayout } from '@classroom/protocol';

/** A track that has a picture (or at least sound) now. */
export type Shown = Readonly<{
	trackId: string;
	peerId: PeerId;
	group: RecordingGroup;
	role: 'teacher' | 'stage';
}>;

export type Arrangement = Readonly<{
	main: string | null;
	/** Beside or over the main picture, in this order. */
	side: readonly string[];
}>;

const isScreen = ({ role, group }: Shown): boolean => role === 'teacher' && group === 'screen';
const isTeacher = ({ role, group }: Shown): boolean => role === 'teacher' && group === 'camera';
const isOnStage = ({ role }: Shown): boolean => role === 'stage';

/** `automatic`: the screen when there is one, else the teacher. */
const wanted: Readonly<Record<SceneLayout, readonly ((shown: Shown) => boolean)[]>> = {
	automatic: [isScreen, isTeacher, isOnStage],
	screen: [isScreen, isTeacher, isOnStage],
	teacher: [isTeacher, isScreen, isOnStage],
	stage: [isOnStage, isScreen, isTeacher],
};

/** `chosen`: the track the viewer wants large, as long as it is there. */
export function arrange(shown: readonly Shown[], scene: SceneLayout, chosen: string | null): Arrangement {
	const ordered = wanted[scene].flatMap((kind) => shown.filter(kind));
	const main = ordered.find(({ trackId }) => trackId === chosen) ?? ordered[0];
	if (!main) return { main: null, side: [] };
	// Beside it always in the same order, so that a swap moves two pictures and no third.
	const others = wanted.automatic.flatMap((kind) => shown.filter(kind)).filter((each) => each !== main);
	return { main: main.trackId, side: others.map(({ trackId }) => trackId) };
}
