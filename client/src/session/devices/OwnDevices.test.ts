// @vitest-environment node
import { FakeMediaStreamTrack } from 'fake-mediastreamtrack';
import { expect, test, vi } from 'vitest';
import { OwnDevices } from './OwnDevices.ts';

/** Remembers what microphones were asked for. */
const machine = () => {
	const asked: MediaTrackConstraints[] = [];
	const tracks: FakeMediaStreamTrack[] = [];
	return {
		asked,
		tracks,
		getUserMedia: ({ audio }: MediaStreamConstraints): Promise<MediaStream> => {
			asked.push(audio as MediaTrackConstraints);
			const track = new FakeMediaStreamTrack({ kind: 'audio', settings: { deviceId: 'm' } });
			tracks.push(track);
			return Promise.resolve({ getTracks: () => [track] } as unknown as MediaStream);
		},
		getDisplayMedia: () => Promise.reject(new DOMException('', 'NotAllowedError')),
		enumerateDevices: () => Promise.resolve([]),
		addEventListener: () => undefined,
		removeEventListener: () => undefined,
	};
};
const storage = () => {
	const kept = new Map<string, string>();
	return {
		kept,
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => void kept.set(key, value),
	};
};

test('a room has its echo cancelled and its last row lifted; a headset has not, from the moment it is chosen', async () => {
	const [devices, kept] = [machine(), storage()];
	const own = new OwnDevices(devices, kept);
	await own.microphone.start();
	expect(devices.asked).toEqual([
		expect.objectContaining({ echoCancellation: true, noiseSuppression: true, autoGainControl: true }),
	]);
	const before = own.microphone.track();
	own.changeSettings({ sound: 'headset' });
	await vi.waitFor(() => expect(own.microphone.track()).not.toBe(before));
	expect(devices.asked[1]).toMatchObject({ echoCancellation: false, autoGainControl: false });
	expect(devices.tracks.map(({ readyState }) => readyState)).toEqual(['ended', 'live']);
	// Talking otherwise is nothing that a microphone is opened anew for.
	own.changeSettings({ talk: 'push' });
	expect(devices.asked).toHaveLength(2);
	// The next time it is as it was left.
	const next = new OwnDevices(machine(), kept);
	expect(next.settings.read()).toEqual({ sound: 'headset', talk: 'push', testSound: 'heard' });
	own.close();
});

test('what is kept wrongly, or not at all, is as for a room', () => {
	const kept = storage();
	for (const text of ['{', '{"sound":"hall","talk":"open"}', '[]']) {
		kept.kept.set('device.settings', text);
		expect(new OwnDevices(machine(), kept).settings.read()).toEqual({
			...{ sound: 'room', talk: 'open', testSound: 'heard' },
		});
	}
	// Kept by a machine before there was a self-test.
	kept.kept.set('device.settings', '{"sound":"headset","talk":"push"}');
	expect(new OwnDevices(machine(), kept).settings.read().testSound).toBe('heard');
	const none = {
		getItem: () => null,
		setItem: () => {
			throw new DOMException('', 'QuotaExceededError');
		},
	};
	const own = new OwnDevices(undefined, none);
	own.changeSettings({ sound: 'headset' });
	expect(own.settings.read().sound).toBe('headset');
});
