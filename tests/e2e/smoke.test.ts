// The smoke lesson as `npm test` runs it: everything that has to happen happens. The figures that a busy machine moves
// are judged by `npm run smoke`; here only what is plainly broken fails.
import { expect, test } from 'vitest';
import { useSetting } from './setting.ts';
import { concealed } from './smoke/report.ts';
import { smokeLesson } from './smoke/smokeLesson.ts';
import { stageLesson } from './smoke/stageLesson.ts';
import { describe } from './smoke/text.ts';

const setting = useSetting({ name: 'smoke' });

/** A second and more of sound against picture, or a minute without recording, is no matter of a busy machine. */
const plainlyBroken = { concealedRatio: 0.3, avOffsetMs: 1000, recorderGapMs: 20_000 };

test('a whole lesson, from the bell to the replay', async () => {
	const { installation, browser } = setting();
	const report = await smokeLesson(installation, browser, (sentence) => console.log(sentence));
	console.log(describe(report));
	expect(report.complaints).toEqual([]);
	expect(report.live.map(({ direction }) => direction)).toEqual(
		expect.arrayContaining(['teacher → viewer', 'classroom-1 → teacher', 'classroom-1 → classroom-2']),
	);
	expect(
		report.live.filter(({ kind, framesDecoded }) => kind !== 'microphone' && framesDecoded === 0),
	).toEqual([]);
	for (const { to, ratio } of concealed(report.live)) {
		expect(ratio ?? 1, to).toBeLessThan(plainlyBroken.concealedRatio);
	}
	expect(report.recovery.recorderGapMs).toBeLessThan(plainlyBroken.recorderGapMs);
	expect(report.recording.tracks.length).toBeGreaterThanOrEqual(3);
	expect(report.replay.framesDecoded).toBeGreaterThan(100);
	expect(Math.abs(report.replay.avOffsetMs ?? Infinity)).toBeLessThan(plainlyBroken.avOffsetMs);
});

test('the stage: called at random and by name, a discussion, a key to hold, silence, and a headcount', async () => {
	const { installation, browser } = setting();
	// The lesson before is over, and its pages would go on drawing.
	for (const context of browser.contexts()) await context.close();
	await stageLesson(installation, browser);
});
