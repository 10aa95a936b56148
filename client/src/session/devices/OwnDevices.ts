// What this machine can send. Lives apart from the lesson: the green room needs it before, and it outlasts every
// socket, transport and server.
import type { Source } from '@classroom/protocol';
import { LocalDevice } from './LocalDevice.ts';
import type { MachineDevices } from './LocalDevice.ts';
import { ScreenShare } from './ScreenShare.ts';

export class OwnDevices {
	readonly camera: LocalDevice;
	readonly microphone: LocalDevice;
	readonly screen: ScreenShare;

	constructor(
		machine: (MachineDevices & Pick<MediaDevices, 'getDisplayMedia'>) | undefined,
		storage: Pick<Storage, 'getItem' | 'setItem'>,
	) {
		this.camera = new LocalDevice('camera', machine, storage);
		this.microphone = new LocalDevice('microphone', machine, storage);
		this.screen = new ScreenShare(machine);
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
