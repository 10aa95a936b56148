// @vitest-environment node
import { expect, test } from 'vitest';
import type { DeviceTest } from '@classroom/protocol';
import { SelfTest } from './SelfTest.ts';
import type { Loudspeaker, SelfTestTools } from './SelfTest.ts';

const whole: DeviceTest = {
	camera: { result: 'fine', brightness: 100, change: 2 },
	microphone: { result: 'fine', level: -50 },
	loop: { result: 'heard', level: -30, echoMs: 100 },
	link: { result: 'fine', downKbps: 2000, upKbps: 800, roundTripMs: 50, lossRatio: 0 },
};
const silentLoop: DeviceTest['loop'] = { result: 'in-lesson', level: null, echoMs: null };
const unmeasured: DeviceTest['link'] = {
	...{ result: 'unmeasured', downKbps: null, upKbps: null, roundTripMs: null, lossRatio: null },
};

const device = (during: Partial<Record<keyof SelfTestTools, () => void>> = {}) => {
	const done: string[] = [];
	const reported: DeviceTest[] = [];
	const step = (name: keyof SelfTestTools, what = ''): void => {
		done.push(`${name}${what}`);
		during[name]?.();
	};
	const self = new SelfTest({
		camera: () => {
			step('camera');
			return Promise.resolve(whole.camera);
		},
		sound: (loudspeaker: Loudspeaker, bell) => {
			step('sound', ` ${loudspeaker}`);
			const loop = bell.aborted ? silentLoop : whole.loop;
			return Promise.resolve({ microphone: whole.microphone, loop });
		},
		link: (bell) => {
			step('link');
			return Promise.resolve(bell.aborted ? unmeasured : whole.link);
		},
		report: (found) => {
			reported.push(found);
			return Promise.reject(new Error('no connection'));
		},
	});
	return { self, done, reported };
};
const before = (quiet = false, found?: DeviceTest) => ({ inLesson: false, quiet, before: found });

test('looks, sounds and measures in this order, says how far it is, and may be asked again', async () => {
	const { self, done, reported } = device();
	const seen: string[] = [];
	self.state.subscribe(() => {
		const state = self.state.read();
		seen.push(state.state === 'running' ? Object.keys(state.found).join(' ') : state.state);
	});
	const first = self.run(before());
	await self.run(before());
	await first;
	expect(done).toEqual(['camera', 'sound play', 'link']);
	expect(seen).toEqual(['', 'camera', 'camera microphone loop', 'done']);
	await self.run(before(true));
	expect(done.slice(3)).toEqual(['camera', 'sound quiet', 'link']);
	expect(reported).toEqual([whole, whole]);
});

test('in a lesson nothing sounds and nothing is measured; what was found before stands', async () => {
	const { self, done, reported } = device();
	await self.run({ inLesson: true, quiet: false, before: undefined });
	await self.run({ inLesson: true, quiet: false, before: whole });
	expect(done).toEqual(['camera', 'sound in-lesson', 'camera', 'sound in-lesson']);
	expect(reported).toEqual([{ ...whole, loop: silentLoop, link: unmeasured }, whole]);
});

test.each<[keyof SelfTestTools, string[], Partial<DeviceTest>]>([
	['camera', ['camera', 'sound in-lesson'], { loop: silentLoop, link: unmeasured }],
	['sound', ['camera', 'sound play'], { loop: silentLoop, link: unmeasured }],
	['link', ['camera', 'sound play', 'link'], { link: unmeasured }],
])('the bell that rings during the %s ends it there', async (during, tried, missing) => {
	const made: { self: SelfTest; done: string[]; reported: DeviceTest[] } = device({
		[during]: () => made.self.bell(),
	});
	await made.self.run(before());
	expect(made.done).toEqual(tried);
	expect(made.reported).toEqual([{ ...whole, ...missing }]);
});

test('who has left says nothing any more', async () => {
	const made: { self: SelfTest; done: string[]; reported: DeviceTest[] } = device({
		camera: () => made.self.close(),
	});
	await made.self.run(before());
	await made.self.run(before());
	expect(made.done).toEqual(['camera', 'sound in-lesson']);
	expect(made.reported).toEqual([]);
});
