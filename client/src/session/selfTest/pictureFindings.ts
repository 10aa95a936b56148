// What a few pictures of a camera, one after the other, say of it. Pure.
import type { CameraTest } from '@classroom/protocol';

/** Darker than this (0 to 255) nobody is recognised; a covered lens and a switched-off sensor give 0 to 8. */
const DARK = 12;

/**
 * `pictures`: RGBA, all of one size, some tenths of a second apart. Every sensor has noise: pictures that are the same
 * to the last bit come from a camera that hangs.
 */
export const pictureFindings = (pictures: readonly Uint8ClampedArray[]): CameraTest => {
	const [first] = pictures;
	if (first === undefined || first.length === 0) return { result: 'failed', brightness: null, change: null };
	const brightness = round(mean(pictures.map(brightnessOf)));
	const changes = pictures.slice(1).map((picture, index) => difference(picture, pictures[index] ?? picture));
	const change = changes.length === 0 ? 0 : Math.max(...changes);
	const result = brightness < DARK ? 'dark' : change === 0 ? 'frozen' : 'fine';
	return { result, brightness, change: round(change) };
};

const mean = (values: readonly number[]): number =>
	values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
/** A hundredth is kept, and what is there is not made nothing. */
const round = (value: number): number => (value > 0 ? Math.max(0.01, Math.round(value * 100) / 100) : 0);

/** Of colours without their transparency, 0 to 255. */
const brightnessOf = (picture: Uint8ClampedArray): number => {
	let sum = 0;
	for (let at = 0; at < picture.length; at += 4) {
		// Rec. 601: what the eye makes of the three colours.
		sum += 0.299 * (picture[at] ?? 0) + 0.587 * (picture[at + 1] ?? 0) + 0.114 * (picture[at + 2] ?? 0);
	}
	return sum / (picture.length / 4);
};

const difference = (one: Uint8ClampedArray, other: Uint8ClampedArray): number => {
	let sum = 0;
	for (let at = 0; at < one.length; at += 1) sum += Math.abs((one[at] ?? 0) - (other[at] ?? 0));
	return sum / one.length;
};
