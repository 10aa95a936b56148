// Pictures of one state of a page: three sizes, light and dark.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';

const sizes = [
	{ width: 1920, height: 1080 },
	{ width: 1440, height: 900 },
	{ width: 390, height: 844 },
] as const;
const themes = ['light', 'dark'] as const;

/** Transitions are over, and what depends on the size has been laid out and drawn. */
const SETTLE_MS = 350;

export class Album {
	readonly #folder: string;
	readonly #names: string[] = [];

	constructor(folder: string) {
		this.#folder = folder;
		mkdirSync(folder, { recursive: true });
	}

	/** `whole`: down to the end of what can be scrolled. */
	async shoot(page: Page, state: string, { whole = false } = {}): Promise<void> {
		const before = page.viewportSize();
		for (const size of sizes) {
			await page.setViewportSize(size);
			for (const theme of themes) {
				await show(page, theme);
				await page.waitForTimeout(SETTLE_MS);
				const name = `${state}-${size.width}x${size.height}-${theme}.png`;
				await page.screenshot({ path: path.join(this.#folder, name), fullPage: whole });
				this.#names.push(name);
			}
		}
		if (before !== null) await page.setViewportSize(before);
		await show(page, 'dark');
		process.stderr.write(`${state}\n`);
	}

	/** One picture in the size and theme that the page has. */
	async shootAsIs(page: Page, state: string): Promise<void> {
		const name = `${state}.png`;
		await page.screenshot({ path: path.join(this.#folder, name), fullPage: true });
		this.#names.push(name);
		process.stderr.write(`${state}\n`);
	}

	/** One page with all of them; resolves to where it is. */
	finish(): string {
		const pictures = this.#names.map(
			(name) => `<figure><img loading="lazy" src="${name}" /><figcaption>${name}</figcaption></figure>`,
		);
		const style =
			'body{display:flex;flex-wrap:wrap;gap:8px;font:12px sans-serif}figure{margin:0}img{height:360px}';
		const file = path.join(this.#folder, 'index.html');
		writeFileSync(file, `<!doctype html><meta charset="utf-8"><style>${style}</style>${pictures.join('\n')}`);
		return file;
	}
}

/** Most pages follow the system; live ones, which are dark on their own, follow what was chosen on the device. */
const show = async (page: Page, colorScheme: 'light' | 'dark'): Promise<void> => {
	await page.emulateMedia({ colorScheme });
	await page.evaluate((theme) => {
		for (const element of document.querySelectorAll<HTMLElement>('html[data-theme], .live'))
			element.dataset['theme'] = theme;
	}, colorScheme);
};
