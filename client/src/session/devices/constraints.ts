// What is asked of cameras, microphones and screens.
import type { DeviceKind } from './choice.ts';
import type { SoundProfile } from './deviceSettings.ts';

/** 720 lines at 25 pictures a second, or the nearest the camera has. */
const camera: MediaTrackConstraints = {
	width: { ideal: 1280 },
	height: { ideal: 720 },
	frameRate: { ideal: 25, max: 30 },
};

/**
 * A room with loudspeakers and forty children: without echo cancellation it howls, and the last row is heard only with
 * gain. At a headset there is no echo to take away, which would only cut into what both say at once, and gain would
 * lift the neighbours.
 */
const microphones: Readonly<Record<SoundProfile, MediaTrackConstraints>> = {
	room: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
	headset: { echoCancellation: false, noiseSuppression: true, autoGainControl: false },
};

/** `deviceId` null: whichever the browser prefers. */
export const deviceConstraints = (
	kind: DeviceKind,
	deviceId: string | null,
	sound: SoundProfile,
): MediaStreamConstraints => {
	const which = deviceId === null ? {} : { deviceId: { exact: deviceId } };
	if (kind === 'camera') return { video: { ...camera, ...which } };
	return { audio: { ...microphones[sound], channelCount: { ideal: 1 }, ...which } };
};

/** Sharp rather than fluent: at most 8 pictures a second of at most 1080 lines. */
export const screenConstraints: DisplayMediaStreamOptions = {
	video: { width: { max: 1920 }, height: { max: 1080 }, frameRate: { ideal: 8, max: 8 } },
	audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
};
