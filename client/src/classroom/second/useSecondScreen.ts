import { createContext, useContext, useEffect, useState } from 'react';
import { layerForHeight, sourceKey, Store } from '../../session/index.ts';
import type { Readable } from '../../session/index.ts';
import type { ScenePicture } from '../../scene/layout.ts';
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

/** Gives the second display its picture, and asks for that in the size of the display. */
export function useShowOnSecond(picture: ScenePicture | null, name: string, lesson: string): void {
	const { session, devices } = useLesson();
	const { me } = useJoined();
	const { second, state } = useSecond();
	const received = useReceived();
	const camera = useDevice(devices?.camera);
	const height = state.state === 'on' ? state.height : null;
	const peerId = picture?.peerId;
	const source = picture?.source;
	const own = peerId === me;
	const remote = peerId && source ? received.get(sourceKey(peerId, source)) : undefined;
	const track = own && camera.state === 'on' ? camera.track : null;
	const stream = remote === undefined || remote.paused ? null : remote.stream;
	const [store] = useState(() => new Store<SecondShow>({ stream: null, name, lesson }));

	useEffect(() => {
		if (height === null || own || peerId === undefined || source === undefined) return undefined;
		return session.media.want(peerId, source, layerForHeight(height));
	}, [session, height, own, peerId, source]);

	useEffect(() => {
		store.set({ stream: track === null ? stream : new MediaStream([track]), name, lesson });
	}, [store, stream, track, name, lesson]);

	useEffect(() => {
		window.__secondShow = store;
		second?.changed();
		return () => {
			delete window.__secondShow;
			second?.changed();
		};
	}, [store, second]);
}
