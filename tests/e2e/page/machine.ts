// The machine's camera, microphone and screen as the page sees them: drawn from one canvas, sounded by one
// AudioContext, both by the same clock.
import type { Face } from './clockPicture.ts';
import { drawFace, drawStrip } from './clockPicture.ts';
import type { SoundClock } from './soundClock.ts';
import { nowMs } from './wallClock.ts';

export interface PictureSource {
	readonly face: Face;
	readonly width: number;
	readonly height: number;
	readonly framesPerSecond: number;
}

export interface MachineOptions {
	readonly camera: PictureSource;
	/** Of the same size as the camera's: they share the canvas. */
	readonly screen: Omit<PictureSource, 'width' | 'height'>;
	/** Hz. */
	readonly beep: number;
}

/** Chromium's way to make a track picture by picture; it needs no page in the foreground. */
declare class MediaStreamTrackGenerator extends MediaStreamTrack {
	constructor(options: { kind: 'video' });
	readonly writable: WritableStream<VideoFrame>;
}

interface Line {
	readonly track: MediaStreamTrack;
	readonly writer: WritableStreamDefaultWriter<VideoFrame>;
	readonly everyMs: number;
	readonly strip: number;
	nextAt: number;
	writing: boolean;
}

export const installMachine = (options: MachineOptions, sound: SoundClock): void => {
	const { camera, screen, beep } = options;
	const studio = new Studio(camera);
	const picture = (kind: 'camera' | 'screen'): MediaStreamTrack => {
		const { face, framesPerSecond } = kind === 'camera' ? camera : screen;
		return studio.track(face.source, framesPerSecond, {
			deviceId: kind === 'camera' ? 'clock-camera' : 'clock-screen',
			...(kind === 'screen' ? { displaySurface: 'window' } : {}),
		});
	};
	const devices = navigator.mediaDevices;
	devices.getUserMedia = (constraints = {}) => {
		const tracks = [];
		if (wants(constraints.video)) tracks.push(picture('camera'));
		if (wants(constraints.audio)) tracks.push(named(sound.microphone(beep), 'clock-microphone'));
		return Promise.resolve(new MediaStream(tracks));
	};
	devices.getDisplayMedia = () => Promise.resolve(new MediaStream([picture('screen')]));
	devices.enumerateDevices = () =>
		Promise.resolve([device('videoinput', 'clock-camera'), device('audioinput', 'clock-microphone')]);
};

const wants = (constraint: boolean | MediaTrackConstraints | undefined): boolean =>
	constraint !== undefined && constraint !== false;

const device = (kind: MediaDeviceKind, deviceId: string): MediaDeviceInfo => ({
	kind,
	deviceId,
	label: deviceId,
	groupId: 'clock',
	toJSON: () => ({ kind, deviceId }),
});

const named = (
	track: MediaStreamTrack,
	deviceId: string,
	settings: MediaTrackSettings = {},
): MediaStreamTrack => {
	track.getSettings = () => ({ ...settings, deviceId });
	Object.defineProperty(track, 'label', { value: deviceId });
	return track;
};

/** Draws for all tracks of this page on one canvas. A worker gives the beat: timers of pages in the back sleep. */
class Studio {
	readonly #camera: PictureSource;
	readonly #context: OffscreenCanvasRenderingContext2D;
	#lines: Line[] = [];
	#beat: Worker | null = null;

	constructor(camera: PictureSource) {
		this.#camera = camera;
		const context = new OffscreenCanvas(camera.width, camera.height).getContext('2d');
		if (context === null) throw new Error('no canvas');
		this.#context = context;
	}

	track(source: number, framesPerSecond: number, settings: MediaTrackSettings): MediaStreamTrack {
		const track = new MediaStreamTrackGenerator({ kind: 'video' });
		const writer = track.writable.getWriter();
		const everyMs = 1000 / framesPerSecond;
		this.#lines.push({ track, writer, everyMs, strip: source, nextAt: 0, writing: false });
		this.#beat ??= beat(() => this.#draw());
		const { width, height } = this.#camera;
		return named(track, settings.deviceId ?? '', { ...settings, width, height, frameRate: framesPerSecond });
	}

	#draw(): void {
		this.#lines = this.#lines.filter(({ track }) => track.readyState === 'live');
		const at = nowMs();
		const due = this.#lines.filter((line) => at >= line.nextAt && !line.writing);
		if (due.length > 0) drawFace(this.#context, this.#camera.face, at);
		for (const line of due) {
			line.nextAt = Math.max(line.nextAt + line.everyMs, at);
			drawStrip(this.#context, { source: line.strip, at });
			void send(line, this.#context.canvas);
		}
		if (this.#lines.length === 0) {
			this.#beat?.terminate();
			this.#beat = null;
		}
	}
}

const send = async (line: Line, canvas: OffscreenCanvas): Promise<void> => {
	line.writing = true;
	try {
		await line.writer.write(new VideoFrame(canvas, { timestamp: Math.round(performance.now() * 1000) }));
	} catch {
		// The track was stopped meanwhile.
	} finally {
		line.writing = false;
	}
};

const BEAT_MS = 10;

const beat = (work: () => void): Worker => {
	const code = `setInterval(() => postMessage(0), ${BEAT_MS})`;
	const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
	const worker = new Worker(url);
	worker.onmessage = work;
	URL.revokeObjectURL(url);
	return worker;
};
