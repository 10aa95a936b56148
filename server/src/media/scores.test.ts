import { expect, it } from 'vitest';
import { Scores } from './scores.ts';

it('is the worst stream that flows; a silent or closed one does not count', () => {
	const told: number[] = [];
	const scores = new Scores((worst) => told.push(worst));
	scores.set('camera', 9);
	scores.set('microphone', 4);
	scores.set('microphone', 0);
	scores.set('screen', 3);
	scores.forget('screen');
	scores.forget('camera');
	scores.forget('unknown');
	expect(told).toEqual([9, 4, 9, 3, 9, 10]);
});
