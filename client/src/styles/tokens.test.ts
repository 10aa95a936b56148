import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const css = readFileSync(path.join(import.meta.dirname, 'tokens.css'), 'utf8');

type Theme = 'light' | 'dark';

function block(selector: string): string {
	const start = css.indexOf(`${selector} {`);
	expect(start, selector).toBeGreaterThanOrEqual(0);
	return css.slice(start, css.indexOf('\n}', start));
}

/** The tokens of a screen in one theme: the classroom's stand over everyone's. */
function tokens(screen: 'any' | 'classroom', theme: Theme): Map<string, string> {
	const found = new Map<string, string>();
	const blocks = [
		block('[data-screen]'),
		...(screen === 'classroom' ? [block("[data-screen='classroom'] [data-theme]")] : []),
	];
	for (const text of blocks) {
		for (const [, name, value] of text.matchAll(/--([a-z-]+): (.+);/g)) {
			const both = /light-dark\((#\w+), (#\w+)\)/.exec(value ?? '');
			found.set(name ?? '', (both ? both[theme === 'light' ? 1 : 2] : value) ?? '');
		}
	}
	return found;
}

/** Relative luminance of `#rrggbb` (WCAG 2.2). */
function luminance(hex: string): number {
	const [r, g, b] = [1, 3, 5].map((at) => {
		const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

function contrast(one: string, other: string): number {
	const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

const grounds = ['ground', 'surface', 'raised', 'sunken'];
const texts = ['text', 'text-soft', 'accent', 'fine', 'slow', 'gone'];
const pairs = [
	...texts.flatMap((text) => grounds.map((ground) => [text, ground] as const)),
	['fine', 'fine-soft'] as const,
	['slow', 'slow-soft'] as const,
	['gone', 'gone-soft'] as const,
	['text', 'fine-soft'] as const,
	['text', 'slow-soft'] as const,
	['text', 'gone-soft'] as const,
	['text', 'accent-soft'] as const,
	['accent-strong', 'accent-soft'] as const,
	['on-accent', 'accent'] as const,
	['on-danger', 'danger'] as const,
	['on-picture', 'picture'] as const,
];

describe.each(['light', 'dark'] as const)('contrast in %s', (theme) => {
	test.each(pairs)('%s on %s', (text, ground) => {
		const everyone = tokens('any', theme);
		expect(contrast(everyone.get(text) ?? '', everyone.get(ground) ?? '')).toBeGreaterThanOrEqual(4.5);
		const classroom = tokens('classroom', theme);
		expect(contrast(classroom.get(text) ?? '', classroom.get(ground) ?? '')).toBeGreaterThanOrEqual(7);
	});

	test.each(grounds)('edges and the focus ring stand out from %s', (ground) => {
		for (const screen of ['any', 'classroom'] as const) {
			const all = tokens(screen, theme);
			for (const name of ['edge', 'focus']) {
				expect(contrast(all.get(name) ?? '', all.get(ground) ?? '')).toBeGreaterThanOrEqual(3);
			}
		}
	});
});

test('the scale of type has the sizes of the design and no other', () => {
	const sizes = [...css.matchAll(/--type-(\d+): ([\d.]+)rem/g)].map(([, px, rem]) => [
		Number(px),
		Number(rem) * 16,
	]);
	expect(sizes.map(([px]) => px)).toEqual([12, 14, 16, 20, 24, 32, 48, 72, 96]);
	for (const [px, computed] of sizes) expect(computed).toBe(px);
});

test('the classroom has the wide focus ring', () => {
	expect(tokens('classroom', 'dark').get('focus-width')).toBe('6px');
});
