import { QualityStep } from '@classroom/protocol';
import { describe, expect, test } from 'vitest';
import { isWithheld } from './withheld.ts';

const withheldAt = (role: 'teacher' | 'classroom', source: 'camera' | 'screen' | 'microphone') =>
	QualityStep.options.filter((step) => isWithheld(step, { role }, source));

describe('pictures that a tight link leaves out', () => {
	test.each([
		['classroom', 'camera', ['thumbnail', 'slow-slides', 'no-camera', 'stills', 'voice']],
		['teacher', 'camera', ['no-camera', 'stills', 'voice']],
		['teacher', 'screen', ['voice']],
		['teacher', 'microphone', []],
		['classroom', 'microphone', []],
	] as const)('%s, %s', (role, source, steps) => {
		expect(withheldAt(role, source)).toEqual(steps);
	});
});
