// `npm run load -- page`: how much script the classroom's pages load in a real browser, compressed.
import { startBrowser } from '../e2e/browser.ts';
import { startInstallation } from '../fixtures/installation.ts';
import { planLesson } from '../fixtures/plannedLesson.ts';
import { absolute, type Result } from './figures.ts';

/** Bytes a kB; the bound of the issue is in kB. */
const KB = 1_000;
const BOUND_KB = 350;

export const run = async (): Promise<Result> => {
	const installation = await startInstallation({ name: 'load-page' });
	const browser = await startBrowser();
	try {
		const { classrooms } = await planLesson(installation.url, {
			startsInMs: 0,
			lengthMs: 300_000,
			classrooms: 1,
		});
		const [classroom] = classrooms;
		if (classroom === undefined) throw new Error('the county has no classroom');
		const context = await browser.newContext();
		await context.addCookies(classroom.cookies().map((cookie) => ({ ...cookie, url: installation.url })));
		const page = await context.newPage();
		const sizes: Promise<number>[] = [];
		page.on('response', (response) => {
			if (response.request().resourceType() !== 'script') return;
			sizes.push(
				response
					.request()
					.sizes()
					.then(({ responseBodySize }) => responseBodySize),
			);
		});
		await page.goto(installation.url);
		// Nothing is pressed: the device goes to its lesson by itself.
		await page.waitForURL(/\/lesson\//);
		await page.waitForLoadState('networkidle');
		const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
		return {
			figures: [
				absolute('script of the classroom, from its start into its lesson', 'kB', [bytes / KB], BOUND_KB),
			],
		};
	} finally {
		await browser.close();
		await installation.stop();
	}
};
