import { useEffect } from 'react';
import type { LiveLesson } from './lessonContext.ts';

/** Switches camera and microphone on as soon as the page is there, and sends them once in the Room. */
export function useDevicesOn({ session, devices }: LiveLesson): void {
	useEffect(() => {
		if (devices === null) return undefined;
		void devices.microphone.start();
		void devices.camera.start();
		session.publish(true);
		return devices.watchPermissions('permissions' in navigator ? navigator.permissions : undefined);
	}, [session, devices]);
}
