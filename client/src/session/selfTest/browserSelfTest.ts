// The self-test of this browser's own devices and link.
import type { CameraTest, MicrophoneTest } from '@classroom/protocol';
import type { DeviceState } from '../devices/deviceState.ts';
import type { LocalDevice } from '../devices/LocalDevice.ts';
import type { OwnDevices } from '../devices/OwnDevices.ts';
import type { LessonSession } from '../LessonSession.ts';
import { linkSample, noCounters } from '../stats/linkSample.ts';
import { statsOf } from '../stats/lessonStats.ts';
import { until } from '../store.ts';
import { linkFindings, probeLink } from './linkProbe.ts';
import { pictureFindings } from './pictureFindings.ts';
import { SelfTest } from './SelfTest.ts';
import type { Loudspeaker, SoundTest } from './SelfTest.ts';
import { SILENT, checkSound } from './soundCheck.ts';
import { takePictures } from './takePictures.ts';

/** A device that takes longer to start is found as it is then. */
const SETTLED_WITHIN_MS = 8000;

export const browserSelfTest = (session: LessonSession, devices: OwnDevices): SelfTest =>
	new SelfTest({
		camera: () => testCamera(devices.camera),
		sound: (loudspeaker, bell) => testSound(devices.microphone, loudspeaker, bell),
		link: (bell) => testLink(session, bell),
		report: (test) => session.ask('reportDeviceTest', { test }),
	});

type Unusable = Exclude<CameraTest['result'] & MicrophoneTest['result'], 'fine'>;

const settled = async (device: LocalDevice): Promise<MediaStreamTrack | Unusable> => {
	const ready = ({ state }: DeviceState): boolean => state !== 'starting' && state !== 'off';
	const state = await until(device.state, ready, SETTLED_WITHIN_MS).catch(() => device.state.read());
	if (state.state === 'on') return state.track;
	if (state.state === 'lost') return 'missing';
	if (state.state !== 'faulty') return 'failed';
	switch (state.fault) {
		case 'not-found':
			return 'missing';
		case 'not-allowed':
		case 'insecure':
			return 'refused';
		case 'in-use':
			return 'busy';
		case 'failed':
			return 'failed';
	}
};

const testCamera = async (device: LocalDevice): Promise<CameraTest> => {
	const track = await settled(device);
	if (typeof track === 'string') return { result: track, brightness: null, change: null };
	return pictureFindings(await takePictures(track).catch(() => []));
};

const testSound = async (
	device: LocalDevice,
	loudspeaker: Loudspeaker,
	bell: AbortSignal,
): Promise<SoundTest> => {
	const track = await settled(device);
	if (typeof track === 'string') {
		return {
			microphone: { result: track, level: null },
			loop: { result: 'no-microphone', level: null, echoMs: null },
		};
	}
	const raw = await openRaw(track);
	try {
		const { level, loop } = await checkSound(raw, loudspeaker === 'play' ? null : loudspeaker, bell);
		return { microphone: { result: level !== null && level < SILENT ? 'silent' : 'fine', level }, loop };
	} catch {
		return {
			microphone: { result: 'fine', level: null },
			loop: { result: 'failed', level: null, echoMs: null },
		};
	} finally {
		raw.stop();
	}
};

/** The same microphone once more, with nothing taken away; if the browser does not give it twice, as it is. */
const openRaw = async (track: MediaStreamTrack): Promise<MediaStreamTrack> => {
	const { deviceId } = track.getSettings();
	const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
	const which = deviceId === undefined ? {} : { deviceId: { exact: deviceId } };
	try {
		const stream = await navigator.mediaDevices.getUserMedia({ audio: { ...plain, ...which } });
		return stream.getAudioTracks()[0] ?? track.clone();
	} catch {
		return track.clone();
	}
};

const testLink = async (session: LessonSession, bell: AbortSignal) => {
	const paths = async () => {
		const { send, receive } = session.media.transports();
		return await Promise.all([statsOf(receive), statsOf(send)]);
	};
	const { counters } = linkSample(await paths(), noCounters);
	const carry = async (upBytes: number, downBytes: number): Promise<void> => {
		if (bell.aborted) throw new DOMException('the bell rang', 'AbortError');
		await session.ask('probeLink', { payload: noise(upBytes), wanted: downBytes });
	};
	const figures = await probeLink({ carry, now: () => performance.now() }).catch(() => null);
	const after = await paths();
	const { sample, counters: now } = linkSample(after, counters);
	const reported = after.flat().some(({ type }) => type === 'remote-inbound-rtp');
	return linkFindings(figures, reported || now.received > counters.received ? sample.lossRatio : null);
};

/** So many characters that nothing on the way can pack smaller. */
const noise = (length: number): string => {
	const bytes = new Uint8Array(Math.ceil((length * 3) / 4 / 3) * 3);
	for (let at = 0; at < bytes.length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
	let text = '';
	for (let at = 0; at < bytes.length; at += 8190)
		text += String.fromCharCode(...bytes.subarray(at, at + 8190));
	return btoa(text).slice(0, length);
};
