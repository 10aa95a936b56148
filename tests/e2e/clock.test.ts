// The measuring instruments themselves: the clock in the picture and the beeps, over a real RTCPeerConnection and from
// files in which sound and picture are apart by a known time.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBrowser } from './browser.ts';
import { spread } from './lesson/liveFigures.ts';
import { middle, offsetsOf } from './lesson/replayFigures.ts';
import type { Beep } from './page/beepWatch.ts';
import { COLUMNS, decodeClock, encodeClock, ROWS } from './page/clockCode.ts';
import type { VideoSightings } from './page/videoWatch.ts';
import { addInstruments } from './pageScript.ts';
import { makeReference } from './referenceFile.ts';

const BEEP = 1000;
/** Ms. Whole seconds count too. */
const LATE = [0, 300, 1300];

describe('the clock as bits', () => {
	const now = 1_795_355_177_185;

	test('is read back, whenever it was drawn within three weeks', () => {
		const turn = Math.ceil(now / 2 ** 32) * 2 ** 32;
		for (const [at, readAt] of [
			[now, now],
			[now, now + 1_000_000_000],
			[now + 1, now],
			[turn - 1, turn + 5],
			[turn + 5, turn - 1],
		] as const) {
			const cells = encodeClock({ source: 5, at });
			expect(cells).toHaveLength(COLUMNS * ROWS);
			expect(decodeClock(cells, readAt)).toEqual({ source: 5, at });
		}
	});

	test('is refused with any one bit wrong, all black or all white', () => {
		const cells = encodeClock({ source: 9, at: now });
		for (const place of cells.keys()) {
			expect(decodeClock(cells.with(place, 1 - cells[place]!), now), `bit ${place}`).toBeNull();
		}
		for (const bit of [0, 1]) expect(decodeClock(Array<number>(COLUMNS * ROWS).fill(bit), now)).toBeNull();
	});
});

describe('in Chromium', () => {
	const folder = mkdtempSync(path.join(tmpdir(), 'classroom-clock-'));
	let server: Server;
	let browser: Browser | undefined;
	let page: Page;

	beforeAll(async () => {
		for (const lateMs of LATE) {
			await makeReference({
				file: path.join(folder, `${lateMs}.mp4`),
				seconds: 9,
				source: 1,
				beep: BEEP,
				lateMs,
			});
		}
		server = createServer((request, response) => {
			void answer(request.url ?? '').then(({ type, body }) => {
				response.setHeader('content-type', type);
				response.end(body);
			});
		}).listen(0, '127.0.0.1');
		await once(server, 'listening');
		browser = await startBrowser();
		const context = await browser.newContext();
		const face = { source: 1, label: '钟', hue: 70 };
		await addInstruments(context, {
			machine: {
				camera: { face, width: 1280, height: 720, framesPerSecond: 10 },
				screen: { face: { ...face, source: 2 }, framesPerSecond: 4 },
				beep: BEEP,
			},
			beeps: [BEEP, 1900],
		});
		page = await context.newPage();
		const address = server.address();
		await page.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`);
	});
	afterAll(async () => {
		await browser?.close();
		server.close();
		rmSync(folder, { recursive: true, force: true });
	});

	const answer = async (url: string): Promise<{ type: string; body: Buffer | string }> =>
		url.endsWith('.mp4')
			? { type: 'video/mp4', body: await readFile(path.join(folder, path.basename(url))) }
			: { type: 'text/html', body: '<!doctype html><body></body>' };

	test('camera, screen and microphone arrive with their clock, down to 180 lines', async () => {
		const begun = Date.now();
		const seen = await page.evaluate(callItself, { scales: [1, 4], enough: 9 });
		const ended = Date.now();
		for (const source of [1, 2]) {
			const sightings = seen.sightings.filter((each) => each.source === source);
			expect(sightings.length).toBeGreaterThan(8);
			for (const { clock, shownAt } of sightings) {
				// A busy machine says late when a picture was shown, never much too early.
				expect(shownAt - clock).toBeGreaterThan(-100);
				expect(clock).toBeGreaterThan(begun - 100);
				expect(shownAt).toBeLessThan(ended + 100);
			}
			expect(spread(sightings.map(({ clock, shownAt }) => shownAt - clock))?.p50).toBeLessThan(5000);
		}
		expect(seen.unreadable).toBeLessThan(seen.sightings.length / 10);
		expect(seen.sightings.some(({ width }) => width <= 320)).toBe(true);
		expect(seen.beeps.length).toBeGreaterThan(2);
		expect(seen.beeps.every(({ frequency }) => frequency === BEEP)).toBe(true);
	});

	test(`sound ${LATE.join(', ')} ms late in a file is found to be so`, async () => {
		// At once: what is waited for is the end of a film.
		const watched = await Promise.all(
			LATE.map(async (lateMs) => {
				const own = await page.context().newPage();
				await own.goto(page.url());
				return { lateMs, ...(await own.evaluate(playFile, `/${lateMs}.mp4`)) };
			}),
		);
		for (const { lateMs, ...each } of watched) {
			const offsets = offsetsOf(each, 1);
			expect(offsets.length).toBeGreaterThan(4);
			// Chromium itself puts pictures on the screen some steps of 17 ms early or late, more when the machine is busy.
			expect(Math.abs((middle(offsets) ?? 999) - lateMs), offsets.join(' ')).toBeLessThan(100);
		}
	});
});

/** Sends its own devices to itself, the camera at the given scales, until enough of each picture and some beeps have come. */
const callItself = async ({ scales, enough }: { scales: number[]; enough: number }) => {
	const instruments = window.__instruments!;
	const [near, far] = [new RTCPeerConnection(), new RTCPeerConnection()];
	near.onicecandidate = ({ candidate }) => void far.addIceCandidate(candidate);
	far.onicecandidate = ({ candidate }) => void near.addIceCandidate(candidate);
	far.ontrack = ({ track }) => {
		const element = document.createElement(track.kind) as HTMLVideoElement;
		element.srcObject = new MediaStream([track]);
		document.body.append(element);
		void element.play();
	};
	const camera = await navigator.mediaDevices.getUserMedia({ video: true, audio: true });
	const screen = await navigator.mediaDevices.getDisplayMedia();
	for (const scaleResolutionDownBy of scales) {
		near.addTransceiver(camera.getVideoTracks()[0]!.clone(), { sendEncodings: [{ scaleResolutionDownBy }] });
	}
	near.addTrack(screen.getVideoTracks()[0]!);
	near.addTrack(camera.getAudioTracks()[0]!);
	await near.setLocalDescription();
	await far.setRemoteDescription(near.localDescription!);
	await far.setLocalDescription();
	await near.setRemoteDescription(far.localDescription!);
	const sightings: VideoSightings['sightings'][number][] = [];
	const beeps: Beep[] = [];
	let unreadable = 0;
	const isEnough = (): boolean =>
		[1, 2].every((source) => sightings.filter((each) => each.source === source).length >= enough) &&
		sightings.some(({ width }) => width <= 320) &&
		beeps.length > 2;
	const limit = performance.now() + 60_000;
	while (!isEnough() && performance.now() < limit) {
		await new Promise((resolve) => setTimeout(resolve, 200));
		const seen = instruments.sightings();
		sightings.push(...seen.sightings);
		unreadable += seen.unreadable;
		beeps.push(...instruments.heard().flatMap((track) => track.beeps));
	}
	for (const track of [...camera.getTracks(), ...screen.getTracks()]) track.stop();
	near.close();
	far.close();
	return { sightings, unreadable, beeps };
};

const playFile = async (url: string) => {
	const instruments = window.__instruments!;
	const video = document.createElement('video');
	video.src = url;
	document.body.replaceChildren(video);
	await video.play();
	instruments.listenToMedia();
	instruments.sightings();
	instruments.heardFromMedia();
	await new Promise((resolve) => (video.onended = resolve));
	return { sightings: instruments.sightings().sightings, beeps: instruments.heardFromMedia() };
};
