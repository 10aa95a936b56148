// Put into every page of the end-to-end tests before its own scripts: drawn devices, and eyes and ears.
import { ConnectionWatch } from './connectionWatch.ts';
import type { HeardTrack, InboundFigures } from './connectionWatch.ts';
import type { Beep } from './beepWatch.ts';
import type { MachineOptions } from './machine.ts';
import { installMachine } from './machine.ts';
import { MediaWatch } from './mediaWatch.ts';
import { SoundClock } from './soundClock.ts';
import type { VideoSightings } from './videoWatch.ts';
import { VideoWatch } from './videoWatch.ts';
import { instantOf } from './wallClock.ts';

export interface PageOptions {
	/** Null: a machine without camera and microphone. */
	readonly machine: MachineOptions | null;
	/** Hz; those that may be heard. */
	readonly beeps: readonly number[];
}

/** What the test asks a page. Lists hold what was noticed since the last time. */
export interface Instruments {
	readonly sightings: () => VideoSightings;
	readonly inbound: () => Promise<InboundFigures[]>;
	readonly heard: () => HeardTrack[];
	/** When each received sound that plays now began to, ms since 1970; watched from the first call on. */
	readonly soundBegan: () => number[];
	readonly listenToMedia: () => void;
	readonly heardFromMedia: () => Beep[];
	/** `running` once sound may be played. */
	readonly soundState: () => string;
	/** When the page was last clicked, ms since 1970; 0: never. */
	readonly clickedAt: () => number;
}

declare global {
	interface Window {
		__instruments?: Instruments;
		__instrumentOptions?: PageOptions;
	}
}

const install = ({ machine, beeps }: PageOptions): Instruments => {
	const sound = new SoundClock();
	const videos = new VideoWatch();
	const connections = new ConnectionWatch(sound, beeps);
	const media = new MediaWatch(sound, beeps);
	if (machine !== null) installMachine(machine, sound);
	let clickedAt = 0;
	addEventListener('click', ({ timeStamp }) => (clickedAt = instantOf(timeStamp)), { capture: true });
	return {
		sightings: () => videos.take(),
		inbound: () => connections.inbound(),
		heard: () => connections.heard(),
		soundBegan: () => connections.soundBegan(),
		listenToMedia: () => media.listen(),
		heardFromMedia: () => media.take(),
		soundState: () => sound.context.state,
		clickedAt: () => clickedAt,
	};
};

// Frames within the page and blank pages get the script too, and need nothing of it.
if (
	window.__instrumentOptions !== undefined &&
	window.top === window &&
	location.protocol.startsWith('http')
) {
	window.__instruments = install(window.__instrumentOptions);
}
