// `npm run load -- join`: from pressing "join" to the first decoded frame, our viewer's page against the bare fan-out
// with mediasoup-client, the same browser, in turns.
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startBrowser } from '../../e2e/browser.ts';
import { prepareLesson, teacherEnters, viewerJoins, type LiveLesson } from '../../e2e/lesson/liveLesson.ts';
import { Observations } from '../../e2e/lesson/observations.ts';
import { openParticipant } from '../../e2e/lesson/participants.ts';
import { addInstruments, bundle } from '../../e2e/pageScript.ts';
import { startInstallation } from '../../fixtures/installation.ts';
import { freePort } from '../../fixtures/serverProcess.ts';
import { paired, type Result } from '../figures.ts';
import { startBareServer } from '../media/bareServer.ts';

const TURNS = 7;
const BOUND = 1.5;
/** The same picture as the teacher of the end-to-end tests. */
const picture = { width: 1280, height: 720, framesPerSecond: 10 };

const bundleBarePage = (): Promise<string> => bundle(path.join(import.meta.dirname, 'barePage.ts'), 'bare');

const openBarePage = async (browser: Browser, url: string, script: string, sends: boolean): Promise<Page> => {
	const context = await browser.newContext();
	if (sends) {
		const face = { source: 1, label: 'bare', hue: 70 };
		const machine = { camera: { ...picture, face }, screen: { face, framesPerSecond: 1 }, beep: 1000 };
		await addInstruments(context, { machine, beeps: [] });
	}
	const page = await context.newPage();
	await page.goto(url);
	await page.addScriptTag({ content: script });
	return page;
};

const barelyJoins = async (browser: Browser, url: string, script: string): Promise<number> => {
	const page = await openBarePage(browser, url, script, false);
	const ms = await page.evaluate(() => window.__bare?.join() ?? Number.NaN);
	await page.context().close();
	return ms;
};

/** A viewer who has never been there: a browser context of its own each time. */
const oursJoins = async (browser: Browser, lesson: LiveLesson): Promise<number> => {
	const viewer = await openParticipant(browser, 'viewer', lesson.planned.student);
	const observations = new Observations([viewer]);
	observations.start();
	try {
		return await viewerJoins({ ...lesson, viewer, observations });
	} finally {
		await observations.stop();
		await viewer.context.close();
	}
};

export const run = async (): Promise<Result> => {
	const script = await bundleBarePage();
	const installation = await startInstallation({ name: 'load-join' });
	const browser = await startBrowser();
	const bare = await startBareServer(await freePort(), await freePort());
	try {
		const lesson = await prepareLesson(installation, browser, { bellInMs: 0, lengthMs: 900_000 });
		await teacherEnters(lesson);
		const sender = await openBarePage(browser, bare.url, script, true);
		await sender.evaluate(() => window.__bare?.send());
		const pairs = [];
		// The first turn warms caches of both and does not count.
		for (let turn = 0; turn <= TURNS; turn += 1) {
			const baseline = await barelyJoins(browser, bare.url, script);
			const value = await oursJoins(browser, lesson);
			if (turn > 0) pairs.push({ baseline, value });
		}
		return { figures: [paired('from the click to the first decoded frame', 'ms', pairs, BOUND)] };
	} finally {
		await browser.close();
		bare.close();
		await installation.stop();
	}
};
