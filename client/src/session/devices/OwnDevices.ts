// What this machine can send. Lives apart from the lesson: the green room needs it before, and it outlasts every
// socket, transport and server.
import type { Source } from '@classroom/protocol';
import { SettingsOfDevice } from './deviceSettings.ts';
import type { DeviceSettings } from './deviceSettings.ts';
import { LocalDevice } from './LocalDevice.ts';
import type { MachineDevices } from './LocalDevice.ts';
import type { Readable } from '../store.ts';
import { ScreenShare } from './ScreenShare.ts';

export class OwnDevices {
	readonly camera: LocalDevice;
	readonly microphone: LocalDevice;
	readonly screen: ScreenShare;
	readonly #settings: SettingsOfDevice;

	constructor(
		machine: (MachineDevices & Pick<MediaDevices, 'getDisplayMedia'>) | undefined,
		storage: Pick<Storage, 'getItem' | 'setItem'>,
	) {
		this.camera = new LocalDevice('camera', machine, storage);
		this.#settings = new SettingsOfDevice(storage);
		const sound = () => this.#settings.settings.read().sound;
		this.microphone = new LocalDevice('microphone', machine, storage, sound);
		this.screen = new ScreenShare(machine);
	}

	get settings(): Readable<DeviceSettings> {
		return this.#settings.settings;
	}

	/** From now on, and the next time. */
	changeSettings(change: Partial<DeviceSettings>): void {
		const { sound } = this.settings.read();
		this.#settings.change(change);
		if (this.settings.read().sound !== sound) void this.microphone.reopen();
	}

	/** Looks again when somebody allows what was refused, without a reload. Takes itself back. */
	watchPermissions(permissions: Pick<Permissions, 'query'> | undefined): () => void {
		const stop = new AbortController();
		for (const device of [this.camera, this.microphone]) {
			// Firefox before 131 knows these names by another word.
			permissions?.query({ name: device.kind }).then(
				(status) =>
					status.addEventListener('change', () => void device.permissionChanged(), { signal: stop.signal }),
				() => undefined,
			);
		}
		return () => stop.abort();
	}

	/** What is on. */
	tracks(): Map<Source, MediaStreamTrack> {
		const tracks = new Map<Source, MediaStreamTrack>();
		const camera = this.camera.track();
		const microphone = this.microphone.track();
		const screen = this.screen.state.read();
		if (microphone !== null) tracks.set('microphone', microphone);
		if (camera !== null) tracks.set('camera', camera);
		if (screen.state === 'on') tracks.set('screen', screen.picture);
		if (screen.state === 'on' && screen.sound !== null) tracks.set('screen-audio', screen.sound);
		return tracks;
	}

	/** Tells of every change of {@link tracks}. */
	subscribe(listener: () => void): () => void {
		const stops = [this.camera.state, this.microphone.state, this.screen.state].map((state) =>
			state.subscribe(listener),
		);
		return () => {
			for (const stop of stops) stop();
		};
	}

	close(): void {
		this.camera.close();
		this.microphone.close();
		this.screen.stop();
	}
}

/** The devices of this browser. */
export const browserDevices = (): OwnDevices => {
	// On a page without TLS there is no mediaDevices, whatever the types say.
	const machine: MediaDevices | undefined = 'mediaDevices' in navigator ? navigator.mediaDevices : undefined;
	return new OwnDevices(machine, localStorage);
};
