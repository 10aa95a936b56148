// The machine's Chromium, started as an operator would for a classroom: no touch is needed before there is sound.
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

export const chromiumFlags = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--use-fake-ui-for-media-stream',
	'--use-fake-device-for-media-stream',
	// A classroom's screen plays without anybody touching it.
	'--autoplay-policy=no-user-gesture-required',
];

export const chromiumPath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

export interface BrowserOptions {
	readonly flags?: readonly string[];
	/** A program that starts Chromium with its own arguments. */
	readonly through?: string;
}

export const startBrowser = ({ flags = [], through = chromiumPath }: BrowserOptions = {}): Promise<Browser> =>
	chromium.launch({ executablePath: through, args: [...chromiumFlags, ...flags] });
