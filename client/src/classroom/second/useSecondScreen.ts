import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import { layerForHeight, sourceKey, Store } from '../../session/index.ts';
import type { Readable } from '../../session/index.ts';
import type { ScenePicture, VideoPicture } from '../../scene/layout.ts';
import { useDevice, useJoined, useLesson, useReadable, useReceived } from '../../scene/lessonContext.ts';
import { openSecondWindow } from './openWindow.ts';
import { CHANNEL, SecondScreen } from './secondScreen.ts';
import type { SecondShow, SecondState } from './secondScreen.ts';

export const SecondContext = createContext<SecondScreen | null>(null);

/** The second display of this page; null where the browser has no way to talk to one. */
export function useNewSecondScreen(): SecondScreen | null {
	const [second] = useState(() =>
		'BroadcastChannel' in window
			? new SecondScreen({
					channel: () => new BroadcastChannel(CHANNEL),
					storage: localStorage,
					open: openSecondWindow,
				})
			: null,
	);
	useEffect(() => {
		second?.restore();
		return () => second?.close();
	}, [second]);
	return second;
}

const off: Readable<SecondState> = { read: () => none, subscribe: () => () => undefined };
const none: SecondState = { state: 'off' };

export function useSecond(): { second: SecondScreen | null; state: SecondState } {
	const second = useContext(SecondContext);
	return { second, state: useReadable(second?.state ?? off) };
}

/** Gives the second display its picture, and asks for that in the size of the display. Where a page is to be drawn. */
export function useShowOnSecond(
	picture: ScenePicture | null,
	name: string,
	lesson: string,
): HTMLElement | null {
	const { second } = useSecond();
	const isPage = picture?.role === 'page';
	const stream = useStream(picture === null || picture.role === 'page' ? null : picture);
	const [place, setPlace] = useState<HTMLElement | null>(null);
	const [store] = useState(() => new Store<SecondShow>({ stream: null, page: null, name, lesson }));

	useEffect(() => {
		store.set({ stream, page: isPage ? setPlace : null, name, lesson });
	}, [store, stream, isPage, name, lesson]);

	useEffect(() => {
		window.__secondShow = store;
		second?.changed();
		return () => {
			delete window.__secondShow;
			second?.changed();
		};
	}, [store, second]);
	return isPage ? place : null;
}

/** What is to be seen of a camera or a screen; a remote one is asked for as large as the display is. */
function useStream(picture: VideoPicture | null): MediaStream | null {
	const { session, devices } = useLesson();
	const { me } = useJoined();
	const { state } = useSecond();
	const received = useReceived();
	const camera = useDevice(devices?.camera);
	const height = state.state === 'on' ? state.height : null;
	const peerId = picture?.peerId;
	const source = picture?.source;
	const own = peerId === me;
	const remote = peerId && source ? received.get(sourceKey(peerId, source)) : undefined;
	const track = own && camera.state === 'on' ? camera.track : null;
	const ownStream = useMemo(() => (track === null ? null : new MediaStream([track])), [track]);

	useEffect(() => {
		if (height === null || own || peerId === undefined || source === undefined) return undefined;
		return session.media.want(peerId, source, layerForHeight(height));
	}, [session, height, own, peerId, source]);

	return ownStream ?? (remote === undefined || remote.paused ? null : remote.stream);
}
