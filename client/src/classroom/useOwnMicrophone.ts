import { useEffect } from 'react';
import { pushesToTalk } from '@classroom/protocol';
import { useJoined, useLesson, useReadable } from '../scene/lessonContext.ts';
import { ownPeer } from '../session/index.ts';
import type { OwnDevices } from '../session/index.ts';

/** What the lesson says of the own microphone holds here, too: muted by either side, it is silent on both. */
export function useOwnMicrophone(devices: OwnDevices): void {
	const { session } = useLesson();
	const joined = useJoined();
	const own = ownPeer(joined);
	const muted = own?.muted ?? false;
	const { talk } = useReadable(devices.settings);
	const known = pushesToTalk(joined.room.stage, joined.me) ? 'push' : 'open';
	const connected = joined.step === 'in' && own !== undefined;

	useEffect(() => devices.microphone.setEnabled(!muted), [devices, muted]);

	useEffect(() => {
		// A device that was set up before, or elsewhere. What fails now is said again with the next connection.
		if (connected && talk !== known) session.ask('setTalkMode', { talk }).catch(() => undefined);
	}, [session, connected, talk, known]);
}
