import { expect, test } from 'vitest';
import { classroomFontSize } from './useClassroomScreen.ts';

test.each([
	[1920, 1080, 16],
	[3840, 2160, 32],
	[1366, 768, 16 * (768 / 1080)],
	[390, 844, 8],
])('on %i×%i 1 rem is %d px', (width, height, px) => {
	expect(classroomFontSize(width, height)).toBeCloseTo(px, 1);
});
