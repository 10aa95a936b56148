// Draws the clock and reads it back.
import type { ClockReading } from './clockCode.ts';
import { COLUMNS, decodeClock, encodeClock, ROWS, STRIP_HEIGHT } from './clockCode.ts';

export interface Face {
	readonly source: number;
	/** For people who look at it. */
	readonly label: string;
	/** Of the ground, so that one sees at once who is who: degrees of the colour circle. */
	readonly hue: number;
	/** Part of it looks different each time: as many bits as the encoder may spend. */
	readonly restless?: boolean;
}

type Canvas2D = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** The whole picture. */
export const drawFace = (context: Canvas2D, face: Face, at: number): void => {
	const { width, height } = context.canvas;
	const strip = Math.round(height * STRIP_HEIGHT);
	context.fillStyle = `hsl(${face.hue} 30% 42%)`;
	context.fillRect(0, strip, width, height - strip);
	context.fillStyle = '#fff';
	context.textAlign = 'center';
	context.font = `${Math.round(height / 6)}px monospace`;
	context.fillText(digits(at), width / 2, height * 0.55);
	context.font = `${Math.round(height / 10)}px sans-serif`;
	context.fillText(face.label, width / 2, height * 0.78);
	if (face.restless === true) drawLeaves(context, strip);
	drawStrip(context, { source: face.source, at });
};

let leaves: OffscreenCanvasRenderingContext2D | null = null;
const LEAF = 6;

/** As of a tree in the wind, on the right. */
const drawLeaves = (context: Canvas2D, strip: number): void => {
	const { width, height } = context.canvas;
	leaves ??= grow(width, height);
	if (leaves === null) return;
	const part = Math.round(width / 3);
	const [left, top] = [Math.random() * (width - part), Math.random() * strip];
	context.drawImage(
		leaves.canvas,
		left,
		top,
		part,
		height - strip,
		width - part,
		strip,
		part,
		height - strip,
	);
};

const grow = (width: number, height: number): OffscreenCanvasRenderingContext2D | null => {
	const context = new OffscreenCanvas(width, height).getContext('2d');
	for (let x = 0; x < width && context !== null; x += LEAF) {
		for (let y = 0; y < height; y += LEAF) {
			context.fillStyle = `hsl(${Math.random() * 360} 60% ${20 + Math.random() * 60}%)`;
			context.fillRect(x, y, LEAF, LEAF);
		}
	}
	return context;
};

/** Only the strip: what another source has differently. */
export const drawStrip = (context: Canvas2D, reading: ClockReading): void => {
	const { width, height } = context.canvas;
	const cellWidth = width / COLUMNS;
	const cellHeight = Math.round(height * STRIP_HEIGHT) / ROWS;
	for (const [place, bit] of encodeClock(reading).entries()) {
		const left = Math.round((place % COLUMNS) * cellWidth);
		const right = Math.round(((place % COLUMNS) + 1) * cellWidth);
		context.fillStyle = bit === 1 ? '#fff' : '#000';
		context.fillRect(left, Math.floor(place / COLUMNS) * cellHeight, right - left, cellHeight);
	}
};

const digits = (at: number): string => {
	const time = new Date(at);
	const [minutes, seconds] = [time.getMinutes(), time.getSeconds()].map((part) =>
		String(part).padStart(2, '0'),
	);
	return `${minutes ?? ''}:${seconds ?? ''}.${String(Math.floor(time.getMilliseconds() / 100))}`;
};

/** Each cell is shrunk to this many pixels a side, of which the inner ones count. */
const PIXELS = 4;

let scratch: OffscreenCanvasRenderingContext2D | null = null;

/** What the clock in it says; null: nothing readable. */
export const readPicture = (picture: VideoFrame): ClockReading | null => {
	const { displayWidth, displayHeight } = picture;
	scratch ??= new OffscreenCanvas(COLUMNS * PIXELS, ROWS * PIXELS).getContext('2d', {
		willReadFrequently: true,
	});
	if (scratch === null) return null;
	const { width, height } = scratch.canvas;
	scratch.drawImage(picture, 0, 0, displayWidth, displayHeight * STRIP_HEIGHT, 0, 0, width, height);
	const { data } = scratch.getImageData(0, 0, width, height);
	const cells = Array.from({ length: COLUMNS * ROWS }, (_, place) => brightness(data, place, width));
	return decodeClock(
		cells.map((value) => (value > 128 ? 1 : 0)),
		Date.now(),
	);
};

const brightness = (data: Uint8ClampedArray, place: number, width: number): number => {
	const left = (place % COLUMNS) * PIXELS;
	const top = Math.floor(place / COLUMNS) * PIXELS;
	let sum = 0;
	for (const x of [1, 2]) {
		for (const y of [1, 2]) sum += data[((top + y) * width + left + x) * 4 + 1] ?? 0;
	}
	return sum / 4;
};
