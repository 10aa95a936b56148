// The machine's Chromium, started as an operator would for a classroom: no touch is needed before there is sound.
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

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

export const startBrowser = (flags: readonly string[] = []): Promise<Browser> =>
	chromium.launch({ executablePath, args: [...chromiumFlags, ...flags] });
