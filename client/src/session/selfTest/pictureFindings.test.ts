// @vitest-environment node
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CameraTest } from '@classroom/protocol';
import { pictureFindings } from './pictureFindings.ts';

const grey = (level: number, pixels = 64): Uint8ClampedArray =>
	Uint8ClampedArray.from({ length: pixels * 4 }, (_, at) => (at % 4 === 3 ? 255 : level));
const spoiled = (picture: Uint8ClampedArray, at: number): Uint8ClampedArray => {
	const other = picture.slice();
	other[at] = (other[at] ?? 0) ^ 1;
	return other;
};

test.each<[CameraTest['result'], Uint8ClampedArray[]]>([
	['fine', [grey(100), spoiled(grey(100), 8)]],
	['fine', [grey(100), grey(100), grey(101)]],
	['frozen', [grey(100), grey(100), grey(100)]],
	['frozen', [grey(100)]],
	['dark', [grey(3), grey(4), grey(3)]],
	['dark', [grey(0), grey(0)]],
	['fine', [grey(14), grey(15)]],
	['failed', []],
	['failed', [new Uint8ClampedArray()]],
])('%s', (result, pictures) => {
	expect(pictureFindings(pictures).result).toBe(result);
});

test('whatever the pictures are, the findings may be said to the server, and one bit that differs is a change', () => {
	const picture = fc.uint8ClampedArray({ minLength: 256, maxLength: 256 });
	fc.assert(
		fc.property(fc.array(picture, { maxLength: 4 }), fc.nat(255), (pictures, at) => {
			const findings = pictureFindings(pictures);
			expect(CameraTest.parse(findings)).toEqual(findings);
			const [first] = pictures;
			if (first !== undefined) expect(pictureFindings([first, spoiled(first, at)]).change).toBeGreaterThan(0);
		}),
	);
});
