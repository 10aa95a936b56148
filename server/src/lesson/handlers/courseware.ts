// Pages for everybody. Only the teacher turns, enlarges, draws and points; classrooms say what they see.
import { hasFetched, inkFits, pageLeft, strokesOn } from '@classroom/protocol';
import type { CoursewareId, RoomState, ShownPage } from '@classroom/protocol';
import { AppError } from '../../platform/index.ts';
import { mayMove } from '../pointerPace.ts';
import type { Room } from '../Room.ts';
import { peerHandler } from './handler.ts';

const shownIn = (room: Room): ShownPage => {
	const { shown } = room.state.courseware;
	if (shown === null) throw new AppError('courseware-not-shown');
	return shown;
};

const noSuchPage = (): AppError =>
	new AppError('bad-request', 'it has fewer pages', { issues: [{ path: 'page', code: 'out-of-range' }] });

/** A screen that was shared later is in front of it. */
const isBehindScreen = ({ peers }: RoomState, { since }: ShownPage): boolean =>
	peers.some((peer) => peer.sources.some((each) => each.source === 'screen' && each.since > since));

/** What is shown, if it is still this one. @throws AppError `courseware-not-shown` */
const stillShown = (room: Room, coursewareId: CoursewareId): ShownPage => {
	const shown = shownIn(room);
	if (shown.coursewareId !== coursewareId) throw new AppError('courseware-not-shown');
	return shown;
};

export const showCourseware = peerHandler(
	'showCourseware',
	['teacher'],
	async ({ room, self, services, lessonId }, { coursewareId, page }) => {
		const wanted = page ?? pageLeft(room.state.courseware, coursewareId);
		const pages = await services.courseware.open(lessonId, coursewareId, wanted);
		if (wanted > pages) throw noSuchPage();
		const { shown } = room.state.courseware;
		const same = shown?.coursewareId === coursewareId && shown.page === wanted;
		if (same && !isBehindScreen(room.state, shown)) return {};
		await room.append({ type: 'courseware-shown', coursewareId, page: wanted, pages, by: self.peerId });
		return {};
	},
);

export const hideCourseware = peerHandler('hideCourseware', ['teacher'], async ({ room, self }) => {
	if (room.state.courseware.shown !== null) await room.append({ type: 'courseware-hidden', by: self.peerId });
	return {};
});

export const turnPage = peerHandler(
	'turnPage',
	['teacher'],
	async ({ room, self }, { coursewareId, page }) => {
		const shown = stillShown(room, coursewareId);
		if (page > shown.pages) throw noSuchPage();
		if (shown.page !== page) await room.append({ type: 'page-turned', coursewareId, page, by: self.peerId });
		return {};
	},
);

export const zoomPage = peerHandler('zoomPage', ['teacher'], async ({ room, self }, { zoom }) => {
	const shown = shownIn(room);
	if (JSON.stringify(shown.zoom) !== JSON.stringify(zoom))
		await room.append({ type: 'zoom-changed', zoom, by: self.peerId });
	return {};
});

export const addInk = peerHandler(
	'addInk',
	['teacher'],
	async ({ room, self }, { coursewareId, page, stroke }) => {
		const shown = stillShown(room, coursewareId);
		if (page > shown.pages) throw noSuchPage();
		const { courseware } = room.state;
		const drawn = strokesOn(courseware, { coursewareId, page });
		if (drawn.some(({ strokeId }) => strokeId === stroke.strokeId)) return {};
		if (!inkFits(courseware, { coursewareId, page }, stroke.points.length / 2))
			throw new AppError('too-much-ink');
		await room.append({ type: 'ink-added', coursewareId, page, stroke, by: self.peerId });
		return {};
	},
);

export const undoInk = peerHandler('undoInk', ['teacher'], async ({ room, self }) => {
	const { coursewareId, page } = shownIn(room);
	const last = strokesOn(room.state.courseware, { coursewareId, page }).at(-1);
	if (last !== undefined)
		await room.append({
			...{ type: 'ink-undone', coursewareId, page, by: self.peerId },
			strokeId: last.strokeId,
		});
	return {};
});

export const clearInk = peerHandler('clearInk', ['teacher'], async ({ room, self }) => {
	const { coursewareId, page } = shownIn(room);
	if (strokesOn(room.state.courseware, { coursewareId, page }).length > 0)
		await room.append({ type: 'ink-cleared', coursewareId, page, by: self.peerId });
	return {};
});

/** Told to the others and forgotten. What comes too often is left out; the next one makes up for it. */
export const movePointer = peerHandler('movePointer', ['teacher'], async ({ room, peer }, { at }) => {
	shownIn(room);
	if (at !== null && !mayMove(peer, room.clock.monotonic())) return await Promise.resolve({});
	for (const other of room.peers.values()) {
		if (other.peerId !== peer.peerId && other.role !== 'recorder')
			other.connection?.send({ type: 'pointer', at });
	}
	return await Promise.resolve({});
});

export const reportPages = peerHandler('reportPages', ['classroom'], async ({ room, self }, { what }) => {
	const { courseware } = room.state;
	const { peerId } = self;
	const missing = courseware.without.includes(peerId);
	switch (what.kind) {
		case 'fetched':
			if (!hasFetched(courseware, peerId, what.coursewareId))
				await room.append({ type: 'courseware-fetched', peerId, coursewareId: what.coursewareId });
			return {};
		case 'missing':
			if (!missing && courseware.shown !== null) await room.append({ type: 'page-missing', peerId });
			return {};
		case 'seen':
			if (missing) await room.append({ type: 'page-seen', peerId });
			return {};
	}
});
