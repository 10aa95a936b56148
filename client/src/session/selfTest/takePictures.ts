// A few small pictures of a camera that is on.

const WIDTH = 64;
const HALF = 36;
const PICTURES = 4;
const EVERY_MS = 350;
/** A camera that has just been opened first finds its exposure. */
const FIRST_WITHIN_MS = 6000;

/**
 * RGBA, {@link PICTURES} of them; fewer when the camera does not give any. Each is the whole picture made small, and
 * below it a piece of its middle as it is: making it small takes the sensor's noise away.
 */
export const takePictures = async (track: MediaStreamTrack): Promise<Uint8ClampedArray[]> => {
	const video = document.createElement('video');
	video.muted = true;
	video.srcObject = new MediaStream([track]);
	try {
		if (!(await starts(video))) return [];
		const pictures: Uint8ClampedArray[] = [];
		for (let turn = 0; turn < PICTURES; turn += 1) {
			await pause(EVERY_MS);
			const picture = draw(video);
			if (picture !== null) pictures.push(picture);
		}
		return pictures;
	} finally {
		video.srcObject = null;
	}
};

const starts = async (video: HTMLVideoElement): Promise<boolean> => {
	const playing = new Promise<boolean>((resolve) => {
		video.addEventListener('loadeddata', () => resolve(true), { once: true });
		video.play().catch(() => resolve(false));
	});
	return await Promise.race([playing, pause(FIRST_WITHIN_MS).then(() => false)]);
};

const draw = (video: HTMLVideoElement): Uint8ClampedArray | null => {
	const canvas = document.createElement('canvas');
	canvas.width = WIDTH;
	canvas.height = 2 * HALF;
	const context = canvas.getContext('2d');
	if (context === null) return null;
	const { videoWidth, videoHeight } = video;
	context.drawImage(video, 0, 0, WIDTH, HALF);
	const [left, top] = [(videoWidth - WIDTH) / 2, (videoHeight - HALF) / 2].map(Math.floor);
	context.drawImage(video, Math.max(0, left ?? 0), Math.max(0, top ?? 0), WIDTH, HALF, 0, HALF, WIDTH, HALF);
	return context.getImageData(0, 0, WIDTH, 2 * HALF).data;
};

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
