// What is asked of cameras, microphones and screens.
import type { DeviceKind } from './choice.ts';

/** 720 lines at 25 pictures a second, or the nearest the camera has. */
const camera: MediaTrackConstraints = {
	width: { ideal: 1280 },
	height: { ideal: 720 },
	frameRate: { ideal: 25, max: 30 },
};

/** A room with loudspeakers and forty children: without echo cancellation it howls. */
const microphone: MediaTrackConstraints = {
	echoCancellation: true,
	noiseSuppression: true,
	autoGainControl: true,
	channelCount: { ideal: 1 },
};

/** `deviceId` null: whichever the browser prefers. */
export const deviceConstraints = (kind: DeviceKind, deviceId: string | null): MediaStreamConstraints => {
	const which = deviceId === null ? {} : { deviceId: { exact: deviceId } };
	return kind === 'camera' ? { video: { ...camera, ...which } } : { audio: { ...microphone, ...which } };
};

/** Sharp rather than fluent: at most 8 pictures a second of at most 1080 lines. */
export const screenConstraints: DisplayMediaStreamOptions = {
	video: { width: { max: 1920 }, height: { max: 1080 }, frameRate: { ideal: 8, max: 8 } },
	audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
};
