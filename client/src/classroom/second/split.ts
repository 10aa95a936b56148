// Which picture goes to which of two displays. Pure.
import type { Scene, ScenePicture } from '../../scene/layout.ts';

/**
 * The second display has what is taught with (slides), else whoever is on stage; the first has the rest, the teacher
 * large. Null: there is nothing for it.
 */
export const splitScene = ({ main, side }: Scene): { first: Scene; second: ScenePicture | null } => {
	const all = main === null ? side : [main, ...side];
	const second =
		all.find(({ role }) => role !== 'teacher' && role !== 'stage') ??
		all.find(({ role }) => role === 'stage') ??
		null;
	const rest = all.filter((picture) => picture !== second);
	const large = rest.find(({ role }) => role === 'teacher') ?? rest[0] ?? null;
	return { first: { main: large, side: rest.filter((picture) => picture !== large) }, second };
};
