// The page's script as one file of plain JavaScript, bundled when first asked for.
import path from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { build } from 'vite';
import type { PageOptions } from './page/index.ts';

const once = <T>(work: () => Promise<T>): (() => Promise<T>) => {
	let result: Promise<T> | undefined;
	return () => (result ??= work());
};

/** One file of plain JavaScript made of `entry`. */
export const bundle = async (entry: string, name: string): Promise<string> => {
	const result = await build({
		configFile: false,
		logLevel: 'warn',
		build: {
			write: false,
			minify: false,
			target: 'esnext',
			lib: { entry, formats: ['iife'], name },
		},
	});
	const output = Array.isArray(result) ? result[0] : result;
	if (output === undefined || !('output' in output)) throw new Error('nothing was bundled');
	return output.output[0].code;
};

const instruments = once(() => bundle(path.join(import.meta.dirname, 'page/index.ts'), 'instruments'));

/** Gives every page of a browser context the drawn devices, eyes and ears. */
export const addInstruments = async (context: BrowserContext, options: PageOptions): Promise<void> => {
	const script = await instruments();
	await context.addInitScript({
		content: `window.__instrumentOptions = ${JSON.stringify(options)};\n${script}`,
	});
};
