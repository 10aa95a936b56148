// The lesson that the page shows, for everything on it.
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import type { ChatMessage, RequestType } from '@classroom/protocol';
import { toastError } from '../components/index.ts';
import { codeOf, isJoined } from '../session/index.ts';
import type {
	DeviceState,
	Joined,
	LessonSession,
	LessonStep,
	LocalDevice,
	OwnDevices,
	OwnLink,
	Readable,
	ReceivedSources,
	RequestData,
	ScreenState,
	SoundState,
} from '../session/index.ts';

export type LiveLesson = Readonly<{ session: LessonSession; devices: OwnDevices | null }>;

export const LessonContext = createContext<LiveLesson | undefined>(undefined);

/** The session and the own devices; only inside a {@link LessonContext}. */
export function useLesson(): LiveLesson {
	const lesson = useContext(LessonContext);
	if (!lesson) throw new Error('useLesson outside of a lesson');
	return lesson;
}

/** Shows a store of the session as it is now. */
export function useReadable<T>(store: Readable<T>): T {
	return useSyncExternalStore(store.subscribe, store.read);
}

export function useStep(): LessonStep {
	return useReadable(useLesson().session.step);
}

/** The lesson as joined; only where the page has seen to it that it is. */
export function useJoined(): Joined {
	const step = useStep();
	if (!isJoined(step)) throw new Error('useJoined where nobody has joined');
	return step;
}

export function useReceived(): ReceivedSources {
	return useReadable(useLesson().session.media.receiving.received);
}

export function useChat(): readonly ChatMessage[] {
	return useReadable(useLesson().session.chat);
}

/** Notes to the assistants, as far as this page is sent any. */
export function useNotes(): readonly ChatMessage[] {
	return useReadable(useLesson().session.notes);
}

export function useOwnLink(): OwnLink {
	return useReadable(useLesson().session.link);
}

const silent: Readable<SoundState> = { read: () => 'on', subscribe: () => () => undefined };

/** Whether the browser lets sound be heard. */
export function useSound(): SoundState {
	return useReadable(useLesson().session.sound?.state ?? silent);
}

const noDevice: Readable<DeviceState> = {
	read: () => off,
	subscribe: () => () => undefined,
};
const off: DeviceState & ScreenState = { state: 'off' };

export function useDevice(device: LocalDevice | undefined): DeviceState {
	return useReadable(device?.state ?? noDevice);
}

const noScreen: Readable<ScreenState> = { read: () => off, subscribe: () => () => undefined };

export function useScreenShare(): ScreenState {
	return useReadable(useLesson().devices?.screen.state ?? noScreen);
}

export type Ask = <T extends RequestType>(type: T, data: RequestData<T>) => Promise<boolean>;

/** Asks the server for something; what goes wrong is said in a toast. Resolves whether it was done. */
export function useAsk(): Ask {
	const { session } = useLesson();
	return useCallback(
		async (type, data) => {
			try {
				await session.ask(type, data);
				return true;
			} catch (error) {
				toastError(codeOf(error));
				return false;
			}
		},
		[session],
	);
}
