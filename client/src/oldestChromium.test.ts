// @vitest-environment node
// What is younger than the oldest Chromium we promise is found here, not in a village. Beside our own source the
// packages that the live pages stand on are read: what they use has to be asked for first, or be in polyfills.ts.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { OLDEST_CHROMIUM } from './oldestChromium.ts';

const here = import.meta.dirname;
const read = (file: string): string => fs.readFileSync(file, 'utf8');

const filesIn = (folder: string, name: RegExp): string[] =>
	fs
		.readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((file) => name.test(file) && !/\.test\.|(^|[\\/])(testing|tests?)[\\/]|\.testing\./.test(file))
		.map((file) => path.join(folder, file));

/** Found by its name in the text; the version that brought it. https://caniuse.com */
const script: readonly (readonly [string, number, RegExp])[] = [
	['Array.prototype.findLast', 97, /\.findLast\(/],
	['Array.prototype.findLastIndex', 97, /\.findLastIndex\(/],
	['structuredClone', 98, /\bstructuredClone\(/],
	['AbortSignal.timeout', 103, /\bAbortSignal\.timeout\(/],
	['Array.prototype.toSorted', 110, /\.toSorted\(/],
	['Array.prototype.toReversed', 110, /\.toReversed\(/],
	['Array.prototype.toSpliced', 110, /\.toSpliced\(/],
	['String.prototype.isWellFormed', 111, /\.(isWellFormed|toWellFormed)\(/],
	['AbortSignal.any', 116, /\bAbortSignal\.any\(/],
	['Object.groupBy', 117, /\b(Object|Map)\.groupBy\(/],
	['Promise.withResolvers', 119, /\bPromise\.withResolvers\b/],
	['URL.canParse', 120, /\bURL\.(canParse|parse)\(/],
	['Array.fromAsync', 121, /\bArray\.fromAsync\(/],
	['Set.prototype.union', 122, /\.(symmetricDifference|isSubsetOf|isSupersetOf|isDisjointFrom)\(/],
	[
		'Iterator helpers',
		122,
		/\.(values|keys|entries)\(\)\s*\.(map|filter|take|drop|toArray|find|some|every)\(/,
	],
	['Promise.try', 128, /\bPromise\.try\(/],
	['Element.prototype.checkVisibility', 105, /\.checkVisibility\(/],
	['navigator.userActivation', 72, /navigator\.userActivation/],
	['inert', 102, /\binert=/],
	['popover', 114, /\bpopover=|\.(showPopover|hidePopover)\(/],
];

const style: readonly (readonly [string, number, RegExp])[] = [
	['@layer', 99, /@layer\b/],
	[':has()', 105, /:has\(/],
	['container queries', 105, /@container\b|container-type:/],
	['subgrid', 117, /\bsubgrid\b/],
	['@scope', 118, /@scope\b/],
	['anchor positioning', 125, /anchor-name:|position-anchor:/],
];

/** Each is followed here by what it stands on in an older browser. */
const added = [...read(path.join(here, 'polyfills.ts')).matchAll(/^add\(([\w.]+), '(\w+)'/gm)].map(
	([, target, name]) => `${target}.${name}`,
);

const young = (features: typeof script): typeof script =>
	features.filter(([name, version]) => version > OLDEST_CHROMIUM && !added.includes(name));

const uses = (files: readonly string[], features: typeof script): string[] =>
	files.flatMap((file) => {
		const text = read(file);
		return young(features)
			.filter(([, , pattern]) => pattern.test(text))
			.map(([name, version]) => `${path.relative(here, file)}: ${name} (Chromium ${version})`);
	});

test('what is younger is seen', () => {
	expect(added).toContain('Array.prototype.toSorted');
	expect(young(script).map(([name]) => name)).toContain('structuredClone');
	expect(young(script).map(([name]) => name)).not.toContain('Array.prototype.toSorted');
});

describe('our own source uses nothing younger', () => {
	test('script', () => {
		expect(uses(filesIn(here, /\.tsx?$/), script)).toEqual([]);
		expect(uses(filesIn(path.resolve(here, '../../server/protocol/src'), /\.ts$/), script)).toEqual([]);
	});

	test('styles', () => {
		expect(uses(filesIn(here, /\.css$/), style)).toEqual([]);
	});

	test('heights that know of a phone’s bars stand after one that every browser knows', () => {
		const alone = filesIn(here, /\.css$/).flatMap((file) =>
			[...read(file).matchAll(/([^\n]*)\n([^\n]*\d[dsl]v[hw]\b[^\n]*)/g)]
				.filter(([, before]) => !/\dv[hw]\b|\d[dsl]v[hw]\b/.test(before ?? ''))
				.map(([, , line]) => `${path.relative(here, file)}: ${line?.trim()}`),
		);
		expect(alone).toEqual([]);
	});
});

/** Asked for before it is used: `typeof structuredClone === 'function'`. */
const asked = new Set(['mediasoup-client/lib/utils.js: structuredClone (Chromium 98)']);

test.each([
	'mediasoup-client',
	'socket.io-client',
	'engine.io-client',
	'awaitqueue',
	'h264-profile-level-id',
])('%s uses nothing younger', (name) => {
	const require = createRequire(createRequire(import.meta.url).resolve('mediasoup-client'));
	const entry = createRequire(require.resolve('socket.io-client')).resolve(name);
	const root = entry.slice(0, entry.lastIndexOf(path.join('node_modules', name)));
	const folder = path.join(root, 'node_modules', name);
	const found = uses(filesIn(folder, /\.(m|c)?js$/), script).map((use) => use.slice(use.indexOf(`${name}/`)));
	expect(found.filter((use) => !asked.has(use))).toEqual([]);
});
