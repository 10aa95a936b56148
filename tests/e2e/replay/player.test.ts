// The replay page in Chromium, on a recording whose pictures show their own time: what is seen is what was recorded
// at that moment, on all tracks together.
import { rename } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LENGTH, START } from '../../fixtures/recordings/musicLesson.ts';
import { recordingId } from '../../fixtures/recordings/replayServer.ts';
import { hearBeeps, look } from './look.ts';
import type { Look } from './look.ts';
import { startReplayPage } from './replayPage.ts';

/** A picture and the one announced with it; under load a later one may be drawn, so the middle of several counts. */
const FRAME = 40;
/** The most that sound and picture of two tracks may be apart. */
const APART = 200;

let replay: Awaited<ReturnType<typeof startReplayPage>>;
let page: Page;
let troubles: string[];

beforeAll(async () => {
	replay = await startReplayPage(LENGTH + 10_000);
});
afterAll(() => replay.close());

let viewer = 0;
beforeEach(async () => {
	viewer += 1;
	troubles = [];
	page = await replay.newPage(`pupil-${viewer}`);
	page.on('pageerror', (error) => troubles.push(String(error)));
});
afterEach(async () => {
	await page.context().close();
	expect(troubles).toEqual([]);
});

const open = async (): Promise<void> => {
	await page.goto(replay.address);
	await playing();
};
const playing = () => page.waitForFunction(() => window.__replay?.state().phase === 'playing');
const seek = (ms: number) => page.evaluate((at) => window.__replay?.player.seek(at), ms);
/** Waits until the lesson is at `ms`. */
const until = (ms: number) =>
	page.waitForFunction((at) => (window.__replay?.player.state.atMs ?? 0) >= at, ms);

const middle = (values: readonly number[]): number =>
	values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/**
 * All that plays shows the time it is mapped to, and nothing is farther than allowed from the teacher. On a machine
 * that does too much at once one look in ten may find somebody catching up.
 */
const expectTogether = (...looks: Look[]): void => {
	const going = looks.flatMap(({ seen }) => {
		const playing = seen.filter(({ paused }) => !paused);
		const teacher = playing.find(({ trackId }) => trackId === 'teacher-camera-teacher');
		return playing.map((each) => ({
			...each,
			apart: Math.abs((each.elementMs ?? NaN) - (teacher?.elementMs ?? NaN)),
		}));
	});
	for (const [trackId, seen] of Map.groupBy(going, (each) => each.trackId)) {
		const errors = seen.flatMap(({ picture }) =>
			picture ? [Math.abs(picture.shownMs - picture.mappedMs)] : [],
		);
		expect(middle(errors), `${trackId} shows its time`).toBeLessThan(FRAME);
		const apart = seen.map((each) => each.apart);
		expect(
			apart.filter((ms) => !(ms < APART)).length,
			`${trackId} keeps up: ${apart.join(' ')}`,
		).toBeLessThanOrEqual(looks.length / 10);
	}
};

/** Looks about four times a second until the lesson is at `untilMs`; the first second is for getting together. */
const watch = async (untilMs: number): Promise<Look[]> => {
	const looks: Look[] = [];
	for (;;) {
		const now = await look(page);
		looks.push(now);
		if (now.atMs >= untilMs || now.phase === 'ended') return looks;
		await new Promise((resolve) => setTimeout(resolve, 250));
	}
};

describe('a segment that is gone', () => {
	test('is passed over, wherever one comes from', async () => {
		await open();
		const camera = replay.manifest.tracks.find(({ trackId }) => trackId === 'teacher-camera-teacher');
		const [, run] = camera?.runs ?? [];
		const place = run?.segments[3];
		if (run === undefined || place === undefined) throw new Error('no such segment');
		const file = path.join(replay.server.recordingsDir, recordingId, run.folder, place.file);
		await rename(file, `${file}.away`);
		try {
			const lengths = run.segments.slice(0, 3).map(({ durationMs }) => durationMs);
			const from = run.startMs - START + lengths.reduce((sum, each) => sum + each, 0);
			await seek(from - 1500);
			await until(from + place.durationMs + 2000);
			const shown = (await look(page)).seen.find(({ trackId }) => trackId === 'teacher-camera-teacher');
			expect(shown?.paused).toBe(false);
		} finally {
			await rename(`${file}.away`, file);
			replay.server.clock.advance(60_000);
		}
	});
});

describe('playing', () => {
	test('teacher, screen and stage are together, through the gap to the end', async () => {
		await open();
		const looks = await watch(LENGTH);
		expect(looks.at(-1)?.phase).toBe('ended');
		const settled = looks.filter(
			({ atMs }) => ![5300, 12_100, 17_000].some((from) => atMs > from - 100 && atMs < from + 1500),
		);
		expectTogether(...settled);
		const both = settled.filter(({ seen }) => seen.filter(({ paused }) => !paused).length >= 2);
		expect(both.length).toBeGreaterThan(20);
		const gap = looks.filter(({ atMs }) => atMs > 14_300 && atMs < 16_800);
		expect(gap.length).toBeGreaterThan(3);
		for (const { seen } of gap) expect(seen.every(({ paused }) => paused)).toBe(true);
	});

	test('sound and picture of the teacher are together, before and after the gap', async () => {
		await open();
		for (const from of [2500, 20_500]) {
			await seek(from);
			await playing();
			const beeps = await hearBeeps(page, 4000);
			expect(beeps.length).toBeGreaterThanOrEqual(3);
			for (const beep of beeps) {
				const off = ((beep + 500) % 1000) - 500;
				expect(Math.abs(off)).toBeLessThan(APART);
			}
		}
	});

	test('twice as fast, with the pitch kept', async () => {
		await open();
		await page.getByLabel('速度').selectOption('2');
		await seek(18_000);
		await playing();
		await until(20_500);
		expectTogether(...(await watch(24_000)));
		const kept = await page.evaluate(() =>
			[...(window.__replay?.player.tracks.values() ?? [])].map(
				({ active }) => active?.element.preservesPitch,
			),
		);
		expect(kept.every((each) => each === true)).toBe(true);
	});
});

describe('going elsewhere', () => {
	test.each([23_000, 6000, 15_500, 37_000])('to %i, cold', async (to) => {
		await open();
		await seek(to);
		await playing();
		const inGap = to === 15_500;
		await until(inGap ? 19_000 : to + 1500);
		const looks = [await look(page), await look(page), await look(page)];
		expect(looks.every(({ seen }) => seen.some(({ paused }) => !paused))).toBe(true);
		expectTogether(...looks);
	});

	test('by keys', async () => {
		await open();
		await page.keyboard.press('Space');
		const at = () => page.evaluate(() => window.__replay?.player.state.atMs ?? NaN);
		const from = await at();
		await page.keyboard.press('ArrowRight');
		expect(await at()).toBeCloseTo(from + 10_000, 0);
		await page.keyboard.press('ArrowLeft');
		expect(await at()).toBeCloseTo(from, 0);
		await page.keyboard.press('.');
		const step = (await at()) - from;
		expect(step).toBeGreaterThan(25);
		expect(step).toBeLessThan(70);
		await page.keyboard.press(',');
		expect(await at()).toBeCloseTo(from, 0);
		for (let press = 0; press < 3; press += 1) await page.keyboard.press('ArrowDown');
		const volume = () => page.getByLabel('音量').inputValue();
		expect(await volume()).toBe('70');
		await page.keyboard.press('ArrowUp');
		expect(await volume()).toBe('80');
		await page.keyboard.press('m');
		expect(await volume()).toBe('0');
		await page.keyboard.press('f');
		await page.waitForFunction(() => document.fullscreenElement !== null);
		await page.keyboard.press('f');
		await page.waitForFunction(() => document.fullscreenElement === null);
		await page.keyboard.press('Space');
		await playing();
	});

	test('by the bar and by chapter, and the other picture large', async () => {
		await open();
		const bar = page.getByRole('slider', { name: '播放进度' });
		const box = (await bar.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
		await page.mouse.click(box.x + box.width * 0.5, box.y + box.height / 2);
		await playing();
		expect(Math.abs((await look(page)).atMs - 20_000)).toBeLessThan(2000);
		const main = page.locator('.replay-picture--main');
		await main.filter({ hasText: '课件' }).waitFor();
		await page.getByRole('button', { name: '把「李雪梅 老师」放大' }).click();
		await main.filter({ hasText: '李雪梅' }).waitFor();
		// The sound goes on: the element was not taken out of the page.
		const looks = await watch(23_000);
		const teacher = looks.flatMap(({ seen }) =>
			seen.filter(({ trackId }) => trackId.startsWith('teacher-camera')),
		);
		expect(teacher.every(({ paused }) => !paused)).toBe(true);
		await page.getByRole('button', { name: '罗山教学点 上台' }).click();
		await page.waitForFunction(() => Math.abs((window.__replay?.player.state.atMs ?? 0) - 12_000) < 2000);
		await playing();
	});
});

describe('a picture that froze before its sound ended', () => {
	test('stops nothing: the sound is heard to its end', async () => {
		await open();
		await seek(10_500);
		await playing();
		const beeps = await hearBeeps(page, 4500);
		expect(beeps.filter((beep) => beep > 11_500).length).toBeGreaterThanOrEqual(2);
		await until(18_500);
		expectTogether(await look(page), await look(page));
	});

	test('stops nobody who goes right there', async () => {
		await open();
		await seek(12_700);
		await until(18_500);
		expectTogether(await look(page), await look(page));
	});
});

test('a gap is on the bar and in words over the picture', async () => {
	await open();
	await seek(15_000);
	const words = page.getByText('这里少了 3 秒：录制机重新启动');
	await words.first().waitFor();
	await expect.poll(() => page.locator('.replay-bar__gap').count()).toBe(1);
	await until(17_500);
	await expect.poll(() => page.locator('.replay-picture__over').count()).toBe(0);
});

test('goes on where it stopped, and from the start when asked', async () => {
	await open();
	await seek(22_000);
	await playing();
	const saved = page.waitForResponse((response) => response.url().endsWith('/progress') && response.ok());
	await page.keyboard.press('Space');
	await saved;
	await page.reload();
	await playing();
	await page.getByText('从 0:2', { exact: false }).waitFor();
	expect((await look(page)).atMs).toBeGreaterThanOrEqual(22_000);
	await page.getByRole('button', { name: '从头看' }).click();
	await page.waitForFunction(() => (window.__replay?.player.state.atMs ?? 99_999) < 3000);
});

test('without debug=1 the page shows nothing of its inside', async () => {
	await page.goto(replay.address.replace('?debug=1', ''));
	await page.locator('.replay-picture--main').waitFor();
	expect(await page.evaluate(() => '__replay' in window)).toBe(false);
});
