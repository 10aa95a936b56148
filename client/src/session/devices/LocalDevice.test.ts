// @vitest-environment node
import { FakeMediaStreamTrack } from 'fake-mediastreamtrack';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findChosen } from './choice.ts';
import { LocalDevice } from './LocalDevice.ts';
import type { MachineDevices } from './LocalDevice.ts';

class Machine {
	readonly plugged = new Set<string>();
	denied = false;
	busy = false;
	asked = 0;
	#listeners = new Set<() => void>();
	#tracks = new Map<string, FakeMediaStreamTrack>();

	getUserMedia = (constraints: MediaStreamConstraints): Promise<MediaStream> => {
		const wanted = (constraints.video as MediaTrackConstraints).deviceId as { exact: string } | undefined;
		const deviceId = wanted?.exact ?? [...this.plugged][0];
		this.asked += 1;
		if (this.busy) return Promise.reject(new DOMException('', 'NotReadableError'));
		if (this.denied) return Promise.reject(new DOMException('', 'NotAllowedError'));
		if (deviceId === undefined || !this.plugged.has(deviceId)) {
			return Promise.reject(new DOMException('', 'NotFoundError'));
		}
		const track = new FakeMediaStreamTrack({
			kind: 'video',
			label: `camera ${deviceId}`,
			settings: { deviceId },
		});
		this.#tracks.set(deviceId, track);
		return Promise.resolve({ getTracks: () => [track] } as unknown as MediaStream);
	};
	enumerateDevices = (): Promise<MediaDeviceInfo[]> =>
		Promise.resolve(
			[...this.plugged].map(
				(deviceId) => ({ kind: 'videoinput', deviceId, label: `camera ${deviceId}` }) as MediaDeviceInfo,
			),
		);
	addEventListener = (_: string, listener: () => void): void => void this.#listeners.add(listener);
	removeEventListener = (_: string, listener: () => void): void => void this.#listeners.delete(listener);

	plug(deviceId: string): void {
		this.plugged.add(deviceId);
		for (const listener of this.#listeners) listener();
	}
	/** As when the machine slept: nothing was plugged in or out. */
	end(deviceId: string): void {
		this.#tracks.get(deviceId)?.remoteStop();
	}
	unplug(deviceId: string): void {
		this.plugged.delete(deviceId);
		this.end(deviceId);
		for (const listener of this.#listeners) listener();
	}
}

let machine: Machine;
let kept: Map<string, string>;
let camera: LocalDevice;

beforeEach(() => {
	machine = new Machine();
	kept = new Map();
	camera = new LocalDevice('camera', machine as unknown as MachineDevices, {
		getItem: (key) => kept.get(key) ?? null,
		setItem: (key, value) => void kept.set(key, value),
	});
});

/** Long: the machine may be busy. */
const eventually = async (check: () => void): Promise<void> => {
	await vi.waitFor(check, { timeout: 60_000, interval: 10 });
};

const on = () => {
	const state = camera.state.read();
	return state.state === 'on' ? state.deviceId : state.state;
};

describe('camera', () => {
	test('on and off', async () => {
		machine.plug('a');
		await camera.start();
		expect(on()).toBe('a');
		const track = camera.track();
		camera.stop();
		expect(on()).toBe('off');
		expect(track?.readyState).toBe('ended');
	});

	test('the last choice is taken the next time, and any other while it is missing', async () => {
		machine.plug('a');
		machine.plug('b');
		await camera.start();
		await camera.choose('b');
		expect(on()).toBe('b');
		machine.unplug('b');
		await eventually(() => expect(on()).toBe('a'));
		machine.plug('b');
		await eventually(() => expect(on()).toBe('b'));
		camera.stop();
		await camera.start();
		expect(on()).toBe('b');
	});

	test('where nobody has chosen, what worked first is taken again when it is back', async () => {
		machine.plug('a');
		await camera.start();
		machine.plug('b');
		machine.unplug('a');
		await eventually(() => expect(on()).toBe('b'));
		machine.plug('a');
		await eventually(() => expect(on()).toBe('a'));
		expect(JSON.parse(kept.get('device.camera') ?? '')).toEqual({ deviceId: 'a', label: 'camera a' });
	});

	test('the next one, and round again, by one key', async () => {
		machine.plug('a');
		machine.plug('b');
		await camera.start();
		await camera.chooseNext();
		expect(on()).toBe('b');
		await camera.chooseNext();
		expect(on()).toBe('a');
		expect(kept.get('device.camera')).toContain('camera a');
		machine.unplug('b');
		await eventually(() => expect(camera.options.read()).toHaveLength(1));
		await camera.chooseNext();
		expect(on()).toBe('a');
	});

	test('is opened when what was refused is allowed, and not by any other change of permissions', async () => {
		machine.plug('a');
		machine.denied = true;
		await camera.start();
		await camera.permissionChanged();
		expect(camera.state.read()).toEqual({ state: 'faulty', fault: 'not-allowed' });
		machine.denied = false;
		await camera.permissionChanged();
		expect(on()).toBe('a');
		await camera.permissionChanged();
		expect(machine.asked).toBe(3);
		camera.stop();
		await camera.permissionChanged();
		expect(on()).toBe('off');
	});

	test('unplugged and back, without a click', async () => {
		machine.plug('a');
		await camera.start();
		machine.unplug('a');
		await eventually(() => expect(on()).toBe('lost'));
		machine.plug('a');
		await eventually(() => expect(on()).toBe('a'));
	});

	test('what is wrong is said', async () => {
		await camera.start();
		expect(camera.state.read()).toEqual({ state: 'faulty', fault: 'not-found' });
		machine.denied = true;
		machine.plug('a');
		await eventually(() => expect(camera.state.read()).toEqual({ state: 'faulty', fault: 'not-allowed' }));
	});

	describe('that nobody announces', () => {
		beforeEach(() => void vi.useFakeTimers());
		afterEach(() => void vi.useRealTimers());

		test('is tried again while another program has it', async () => {
			machine.plug('a');
			machine.busy = true;
			await camera.start();
			expect(camera.state.read()).toEqual({ state: 'faulty', fault: 'in-use' });
			await vi.advanceTimersByTimeAsync(5000);
			expect(camera.state.read()).toEqual({ state: 'faulty', fault: 'in-use' });
			machine.busy = false;
			await vi.advanceTimersByTimeAsync(5000);
			expect(on()).toBe('a');
		});

		test('is tried again when it ended and did not start at once', async () => {
			machine.plug('a');
			await camera.start();
			machine.busy = true;
			machine.end('a');
			await vi.advanceTimersByTimeAsync(100);
			expect(on()).toBe('lost');
			machine.busy = false;
			await vi.advanceTimersByTimeAsync(5000);
			expect(on()).toBe('a');
		});

		test('is left alone once it is switched off, or refused by a person', async () => {
			machine.plug('a');
			machine.busy = true;
			await camera.start();
			camera.stop();
			await vi.advanceTimersByTimeAsync(20_000);
			expect(machine.asked).toBe(1);
			machine.busy = false;
			machine.denied = true;
			await camera.start();
			await vi.advanceTimersByTimeAsync(20_000);
			expect(machine.asked).toBe(2);
		});
	});

	test('on an insecure page there is none', async () => {
		const none = new LocalDevice('camera', undefined, { getItem: () => null, setItem: () => undefined });
		await none.start();
		expect(none.state.read()).toEqual({ state: 'faulty', fault: 'insecure' });
	});
});

describe('the chosen device', () => {
	test('is found by id, else by name', () => {
		const options = [
			{ deviceId: '1', label: 'one' },
			{ deviceId: '2', label: 'two' },
		];
		expect(findChosen(options, { deviceId: '2', label: 'one' })?.deviceId).toBe('2');
		expect(findChosen(options, { deviceId: '9', label: 'two' })?.deviceId).toBe('2');
		expect(findChosen(options, { deviceId: '9', label: '' })).toBeNull();
	});
});
