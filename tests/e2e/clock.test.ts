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
import { middle, offsetsOf } from './lesson/replayFigures.ts';
import { COLUMNS, decodeClock, encodeClock, ROWS } from './page/clockCode.ts';
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
		const seen = await page.evaluate(callItself, { scales: [1, 4], forMs: 8000 });
		for (const source of [1, 2]) {
			const sightings = seen.sightings.filter((each) => each.source === source);
			expect(sightings.length).toBeGreaterThan(8);
			for (const { clock, shownAt } of sightings) {
				// A busy machine says late when a picture was shown, never much too early.
				expect(shownAt - clock).toBeGreaterThan(-100);
				expect(shownAt - clock).toBeLessThan(5000);
			}
		}
		expect(seen.unreadable).toBeLessThan(seen.sightings.length / 10);
		expect(seen.sightings.some(({ width }) => width <= 320)).toBe(true);
		expect(seen.beeps.length).toBeGreaterThan(2);
		expect(seen.beeps.every(({ frequency }) => frequency === BEEP)).toBe(true);
	});

	test.each(LATE)('sound %i ms late in a file is found to be so', async (lateMs) => {
		const watched = await page.evaluate(playFile, `/${lateMs}.mp4`);
		const offsets = offsetsOf(watched, 1);
		expect(offsets.length).toBeGreaterThan(4);
		// Chromium itself puts pictures on the screen some steps of 17 ms early or late, more when the machine is busy.
		expect(Math.abs((middle(offsets) ?? 999) - lateMs)).toBeLessThan(100);
	});
});

/** Sends its own devices to itself, the camera at the given scales. */
const callItself = async ({ scales, forMs }: { scales: number[]; forMs: number }) => {
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
	await new Promise((resolve) => setTimeout(resolve, forMs));
	const { sightings, unreadable } = instruments.sightings();
	const beeps = instruments.heard().flatMap((track) => track.beeps);
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
