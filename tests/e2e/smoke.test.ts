// The smoke test as `npm test` runs it: the same lesson, and everything it measured held.
import { expect, test } from 'vitest';
import { useSetting } from './setting.ts';
import { smokeLesson } from './smoke/smokeLesson.ts';
import { describe } from './smoke/text.ts';

const setting = useSetting({ name: 'smoke' });

test('a whole lesson, from the bell to the replay', async () => {
	const { installation, browser } = setting();
	const report = await smokeLesson(installation, browser, (sentence) => console.log(sentence));
	console.log(describe(report));
	expect(report.failures).toEqual([]);
	expect(report.complaints).toEqual([]);
	expect(report.live.map(({ direction }) => direction)).toEqual(
		expect.arrayContaining(['teacher → viewer', 'classroom-1 → teacher', 'classroom-1 → classroom-2']),
	);
	expect(report.recording.tracks.length).toBeGreaterThanOrEqual(3);
	expect(report.replay.framesDecoded).toBeGreaterThan(100);
});
