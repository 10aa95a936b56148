// What every run stands on: an installation, a browser beside it for the teacher, and one in a village behind a line.
import type { Browser } from 'playwright-core';
import { chromiumPath, startBrowser } from '../../e2e/browser.ts';
import { startInstallation, type Installation } from '../../fixtures/installation.ts';
import { makeVillage, villagePossible, type Village } from '../../fixtures/village.ts';

export interface Ground {
	readonly village: Village;
	readonly installation: Installation;
	/** The installation as the village reaches it. */
	readonly url: string;
	/** Where a page of one's own is served to both. */
	readonly pageUrl: string;
	/** Beside the server, and in the village. */
	readonly here: Browser;
	readonly there: Browser;
	readonly close: () => Promise<void>;
}

/** @throws where this machine lets nobody make network namespaces; says why */
export const openGround = async (): Promise<Ground> => {
	const possible = villagePossible();
	if (!possible.possible) throw new Error(possible.why);
	const ends: (() => Promise<unknown>)[] = [];
	const close = async (): Promise<void> => {
		for (const end of ends.splice(0).reverse()) await end();
	};
	try {
		const village = await makeVillage();
		ends.push(village.remove);
		const installation = await startInstallation({
			name: 'load-network',
			settings: {
				HOST: '0.0.0.0',
				MEDIA_LISTEN_IP: village.hostAddress,
				MEDIA_WORKERS: '1',
				LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'info',
			},
		});
		ends.push(installation.stop);
		const url = installation.url.replace('127.0.0.1', village.hostAddress);
		const flags = [
			`--unsafely-treat-insecure-origin-as-secure=${url}`,
			// The bare pages find each other by their addresses.
			'--disable-features=WebRtcHideLocalIpsWithMdns',
		];
		const here = await startBrowser({ flags });
		ends.push(() => here.close());
		const there = await startBrowser({ through: village.launcher(chromiumPath), flags });
		ends.push(() => there.close());
		return { village, installation, url, pageUrl: `${url}/healthz`, here, there, close };
	} catch (error) {
		await close();
		throw error;
	}
};
