// Two bare pages, one beside the server and one in the village, that speak to each other: the baseline.
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { PageOptions } from '../../e2e/page/index.ts';
import { optionsFor, type ParticipantName } from '../../e2e/lesson/participants.ts';
import { addInstruments, bundle } from '../../e2e/pageScript.ts';
import { Observations } from '../../e2e/lesson/observations.ts';
import type { Ground } from './ground.ts';
import type { PairOptions } from './pairPage.ts';
import type { Side } from './side.ts';

let script: Promise<string> | undefined;

const openPage = async (browser: Browser, url: string, options: PageOptions): Promise<Page> => {
	const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, bypassCSP: true });
	await addInstruments(context, options);
	const page = await context.newPage();
	await page.goto(url);
	script ??= bundle(path.join(import.meta.dirname, 'pairPage.ts'), 'pair');
	await page.addScriptTag({ content: await script });
	return page;
};

export const openPair = async (ground: Ground, options: PairOptions): Promise<Side> => {
	const page = (browser: Browser, name: ParticipantName): Promise<Page> =>
		openPage(browser, ground.pageUrl, optionsFor(name, true));
	const teacher = await page(ground.here, 'teacher');
	const classroom = await page(ground.there, 'classroom-1');
	const offer = await teacher.evaluate((wish) => window.__pair?.offer(wish) ?? '', options);
	const answer = await classroom.evaluate(([said, wish]) => window.__pair?.answer(said, wish) ?? '', [
		offer,
		options,
	] as const);
	await teacher.evaluate((said) => window.__pair?.accept(said), answer);
	const observations = new Observations([
		{ name: 'teacher', context: teacher.context(), page: teacher, complaints: [] },
		{ name: 'classroom-1', context: classroom.context(), page: classroom, complaints: [] },
	]);
	observations.start();
	return {
		teacher,
		classroom,
		observations,
		close: async () => {
			await observations.stop();
			await teacher.context().close();
			await classroom.context().close();
		},
	};
};
