// An installation and a browser for the tests of one file; what they showed is kept when a test fails.
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Installation, InstallationOptions } from '../fixtures/installation.ts';
import { startInstallation } from '../fixtures/installation.ts';
import { startBrowser } from './browser.ts';
import { keepEvidence } from './evidence.ts';

export interface Setting {
	readonly installation: Installation;
	readonly browser: Browser;
}

/** Call it at the top of a test file; what it returns is for use within tests. */
export const useSetting = (options: InstallationOptions): (() => Setting) => {
	let installation: Installation | undefined;
	let browser: Browser | undefined;
	beforeAll(async () => {
		installation = await startInstallation(options);
		browser = await startBrowser();
	});
	afterEach(async ({ task }) => {
		if (task.result?.state !== 'fail' || installation === undefined || browser === undefined) return;
		console.error(`Logs, recordings and screens: ${await keepEvidence(installation, browser)}`);
	});
	afterAll(async () => {
		await browser?.close();
		await installation?.stop();
	});
	return () => {
		if (installation === undefined || browser === undefined) throw new Error('not within a test');
		return { installation, browser };
	};
};
