import { expect, test } from 'vitest';
import type { DeviceTest } from '@classroom/protocol';
import { cameraMark, linkMark, loopMark, megabits, microphoneMark, troubleOf } from './deviceTest.ts';

type Results = Readonly<{
	camera?: DeviceTest['camera']['result'];
	microphone?: DeviceTest['microphone']['result'];
	loop?: DeviceTest['loop']['result'];
	link?: DeviceTest['link']['result'];
}>;

const found = ({
	camera = 'fine',
	microphone = 'fine',
	loop = 'heard',
	link = 'fine',
}: Results): DeviceTest => ({
	camera: { result: camera, brightness: null, change: null },
	microphone: { result: microphone, level: null },
	loop: { result: loop, level: null, echoMs: null },
	link: { result: link, downKbps: null, upKbps: null, roundTripMs: null, lossRatio: null },
});

test.each<[string | null, Results]>([
	[null, {}],
	[null, { loop: 'quiet', link: 'unmeasured' }],
	[null, { loop: 'in-lesson' }],
	[null, { loop: 'failed' }],
	['microphone silent', { microphone: 'silent', loop: 'unheard', camera: 'missing', link: 'slow' }],
	['microphone missing', { microphone: 'missing', loop: 'no-microphone' }],
	['loop unheard', { loop: 'unheard', camera: 'dark' }],
	['loop blocked', { loop: 'blocked', link: 'slow' }],
	['camera dark', { loop: 'faint', camera: 'dark', link: 'slow' }],
	['camera busy', { camera: 'busy' }],
	['link slow', { loop: 'faint', link: 'slow' }],
	['loop faint', { loop: 'faint' }],
])('%s', (trouble, results) => {
	const told = troubleOf(found(results));
	expect(told === null ? null : `${told.part} ${told.result}`).toBe(trouble);
});

test('what is no trouble has no bad mark, and what was not tried has none at all', () => {
	const marks = (results: Results): string => {
		const { camera, microphone, loop, link } = found(results);
		return [cameraMark(camera), microphoneMark(microphone), loopMark(loop), linkMark(link)].join(' ');
	};
	expect(marks({})).toBe('fine fine fine fine');
	expect(marks({ loop: 'quiet', link: 'unmeasured' })).toBe('fine fine skipped skipped');
	expect(marks({ camera: 'dark', microphone: 'busy', loop: 'no-microphone', link: 'slow' })).toBe(
		'slow gone skipped slow',
	);
	expect(marks({ camera: 'frozen', loop: 'unheard' })).toBe('gone fine gone fine');
	expect(marks({ loop: 'faint' })).toBe('fine fine slow fine');
});

test.each([
	[null, '0.0'],
	[249, '0.2'],
	[950, '0.9'],
	[3990, '4.0'],
	[9949, '9.9'],
	[9950, '10'],
	[100_000, '100'],
])('%s kbit/s are %s', (kbps, text) => {
	expect(megabits(kbps)).toBe(text);
});
