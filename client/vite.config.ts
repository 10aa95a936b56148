import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';
import { OLDEST_CHROMIUM } from './src/oldestChromium.ts';

const server = 'http://127.0.0.1:3000';

/** Hands the version to the check that runs before the application. */
const oldestChromium: Plugin = {
	name: 'oldest-chromium',
	transformIndexHtml: (html) => html.replace('%OLDEST_CHROMIUM%', String(OLDEST_CHROMIUM)),
};

export default defineConfig({
	root: import.meta.dirname,
	plugins: [react(), oldestChromium],
	server: {
		proxy: {
			'/api': server,
			'/calendar': server,
			'/media': server,
			'/socket.io': { target: server, ws: true },
		},
	},
	css: { transformer: 'lightningcss' },
	build: {
		outDir: 'dist',
		target: `chrome${OLDEST_CHROMIUM}`,
		// Every route is loaded by import() in app/routes.tsx, so antd stays in the administration's chunks.
		// Inlined files would need `data:` in the page's security policy.
		assetsInlineLimit: 0,
		modulePreload: { polyfill: false },
		reportCompressedSize: true,
	},
});
