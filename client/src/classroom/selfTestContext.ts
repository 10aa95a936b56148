// The self-test of this page, and when it runs by itself.
import { createContext, useContext, useEffect, useEffectEvent, useState } from 'react';
import type { DeviceTest } from '@classroom/protocol';
import { useDevice, useJoined, useReadable } from '../scene/lessonContext.ts';
import { ownPeer } from '../session/index.ts';
import type { DeviceState, OwnDevices, SelfTest } from '../session/index.ts';

export const SelfTestContext = createContext<SelfTest | null>(null);

export function useSelfTest(): SelfTest | null {
	return useContext(SelfTestContext);
}

/** What this classroom found last, as everybody knows it. */
export function useOwnTest(): DeviceTest | undefined {
	const joined = useJoined();
	const subject = ownPeer(joined)?.subject;
	if (subject?.kind !== 'classroom') return undefined;
	return joined.room.deviceTests.find((each) => each.classroomId === subject.classroomId);
}

/** Once more, for whoever asks; the state of the lesson says what may be tried. */
export function useTestAgain(selfTest: SelfTest, devices: OwnDevices): () => Promise<void> {
	const { room } = useJoined();
	const before = useOwnTest();
	const { testSound } = useReadable(devices.settings);
	return () => selfTest.run({ inLesson: room.phase !== 'waiting', quiet: testSound === 'quiet', before });
}

/** What makes another test worth while: another device, or one that has come or gone. */
const mark = (device: DeviceState): string => {
	if (device.state === 'on') return `on ${device.deviceId}`;
	return device.state === 'faulty' ? device.fault : device.state;
};

/** Sound and picture have come to rest, and nobody is just plugging about, ms. */
const SETTLE_MS = 2000;
const LOOK_AGAIN_MS = 1000;

/** Tests by itself on coming in and whenever camera or microphone change; in a lesson without a sound. */
export function useSelfTestRuns(selfTest: SelfTest, devices: OwnDevices): void {
	const joined = useJoined();
	const marks = `${mark(useDevice(devices.camera))} / ${mark(useDevice(devices.microphone))}`;
	const settled = !/starting|off/.test(marks);
	const here = joined.step === 'in';
	const inLesson = joined.room.phase !== 'waiting';
	const again = useEffectEvent(useTestAgain(selfTest, devices));
	const known = useOwnTest() !== undefined;
	const [seen, setSeen] = useState<string>();

	useEffect(() => {
		if (!here || !settled || marks === seen) return undefined;
		const look = (): void => {
			if (selfTest.state.read().state === 'running') {
				timer = setTimeout(look, LOOK_AGAIN_MS);
				return;
			}
			setSeen(marks);
			// Who comes back in the middle of a lesson is as it was.
			if (seen !== undefined || !inLesson || !known) void again();
		};
		let timer = setTimeout(look, SETTLE_MS);
		return () => clearTimeout(timer);
	}, [selfTest, here, settled, marks, seen, inLesson, known]);

	useEffect(() => {
		if (inLesson) selfTest.bell();
	}, [selfTest, inLesson]);
}
