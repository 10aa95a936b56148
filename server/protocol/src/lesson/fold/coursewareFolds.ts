import type { CoursewareId, PeerId } from '../../ids.ts';
import type { CoursewareState, ShownPage, Stroke } from '../coursewareState.ts';
import { strokesOn } from '../coursewareState.ts';
import type { RoomState } from '../roomState.ts';
import type { Folds } from './folds.ts';

type CoursewareEventType =
	| 'courseware-shown'
	| 'courseware-hidden'
	| 'page-turned'
	| 'zoom-changed'
	| 'ink-added'
	| 'ink-undone'
	| 'ink-cleared'
	| 'courseware-fetched'
	| 'page-missing'
	| 'page-seen';

type OfPage = Readonly<{ coursewareId: CoursewareId; page: number }>;

const changed = (state: RoomState, change: Partial<CoursewareState>): RoomState => ({
	...state,
	courseware: { ...state.courseware, ...change },
});

const turnedTo = (state: RoomState, shown: ShownPage): RoomState => {
	const { coursewareId, page } = shown;
	const others = state.courseware.left.filter((each) => each.coursewareId !== coursewareId);
	return changed(state, { shown, left: [...others, { coursewareId, page }] });
};

/** An empty page has no place in the list. */
const drawn = (state: RoomState, { coursewareId, page }: OfPage, strokes: readonly Stroke[]): RoomState => {
	const others = state.courseware.ink.filter(
		(each) => each.coursewareId !== coursewareId || each.page !== page,
	);
	const own = strokes.length === 0 ? [] : [{ coursewareId, page, strokes: [...strokes] }];
	return changed(state, { ink: [...others, ...own] });
};

const fetched = (state: RoomState, peerId: PeerId, coursewareId: CoursewareId): RoomState => {
	const { fetched: all } = state.courseware;
	const had = all.find((each) => each.peerId === peerId)?.coursewareIds ?? [];
	if (had.includes(coursewareId)) return state;
	const others = all.filter((each) => each.peerId !== peerId);
	return changed(state, { fetched: [...others, { peerId, coursewareIds: [...had, coursewareId] }] });
};

export const coursewareFolds: Folds<CoursewareEventType> = {
	'courseware-shown': (state, { coursewareId, page, pages }, at) => {
		return turnedTo(state, { coursewareId, page, pages, zoom: null, since: at });
	},
	'courseware-hidden': (state) => changed(state, { shown: null, without: [] }),
	'page-turned': (state, { coursewareId, page }) => {
		const { shown } = state.courseware;
		if (shown?.coursewareId !== coursewareId) return state;
		return turnedTo(state, { ...shown, page, zoom: null });
	},
	'zoom-changed': (state, { zoom }) => {
		const { shown } = state.courseware;
		return shown === null ? state : changed(state, { shown: { ...shown, zoom } });
	},
	'ink-added': (state, { stroke, ...page }) =>
		drawn(state, page, [...strokesOn(state.courseware, page), stroke]),
	'ink-undone': (state, { strokeId, ...page }) =>
		drawn(
			state,
			page,
			strokesOn(state.courseware, page).filter((each) => each.strokeId !== strokeId),
		),
	'ink-cleared': (state, page) => drawn(state, page, []),
	'courseware-fetched': (state, { peerId, coursewareId }) => fetched(state, peerId, coursewareId),
	'page-missing': (state, { peerId }) => {
		const { without } = state.courseware;
		return without.includes(peerId) ? state : changed(state, { without: [...without, peerId] });
	},
	'page-seen': (state, { peerId }) =>
		changed(state, { without: state.courseware.without.filter((each) => each !== peerId) }),
};
