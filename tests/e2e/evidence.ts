// What is kept when a test fails: logs, database, recordings, and what every page showed.
import path from 'node:path';
import type { Browser } from 'playwright-core';
import type { Installation } from '../fixtures/installation.ts';

/** Resolves to the folder. */
export const keepEvidence = async (installation: Installation, browser: Browser): Promise<string> => {
	const folder = installation.keep();
	const pages = browser.contexts().flatMap((context) => context.pages());
	for (const [place, page] of pages.entries()) {
		await page.screenshot({ path: path.join(folder, `page-${place}.png`) }).catch(() => undefined);
	}
	return folder;
};
