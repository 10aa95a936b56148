// The import rules are only as good as what they catch: for each rule one violation is planted in a copy of the
// folders, and the same check that CI runs must name that rule and that file.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '../..');
const config = path.join(import.meta.dirname, 'dependency-cruiser.cjs');

const rules = z
	.object({ forbidden: z.array(z.object({ name: z.string() })) })
	.parse(createRequire(import.meta.url)(config))
	.forbidden.map((rule) => rule.name);

/** Folders of server/src from the highest layer to the lowest, as the design has them. */
const layers = [
	['lesson', 'teaching', 'courseware', 'recording', 'replay', 'supervision', 'notices', 'doctor', 'demo'],
	['timetable', 'media'],
	['lessonLog', 'schools'],
	['identity'],
	['platform'],
];

interface Plant {
	readonly file: string;
	readonly code: string;
}

/** What each folder may not import: its neighbours in the layer and the layers above. */
const wrongDirection = (folder: string): Plant => {
	const depth = layers.findIndex((layer) => layer.includes(folder));
	const higher = layers[depth - 1]?.[0] ?? layers[0]!.find((other) => other !== folder)!;
	return { file: `server/src/${folder}/planted.ts`, code: `import '../${higher}/index.ts';` };
};

const plants: Readonly<Record<string, Plant>> = {
	...Object.fromEntries(layers.flat().map((folder) => [`direction-${folder}`, wrongDirection(folder)])),
	'through-index-only': { file: 'server/src/lesson/inner.ts', code: "import '../media/inside.ts';" },
	'main-through-index': { file: 'server/src/main.ts', code: "import './media/inside.ts';" },
	'mediasoup-in-media-only': { file: 'server/src/lesson/sfu.ts', code: "import 'mediasoup';" },
	'express-and-socketio-at-the-edge': { file: 'server/src/schools/rules.ts', code: "import 'express';" },
	'protocol-knows-zod-only': { file: 'server/protocol/src/paths.ts', code: "import 'node:path';" },
	'programs-meet-at-the-protocol': {
		file: 'client/src/app/rooms.ts',
		code: "import '../../../server/src/lesson/index.ts';",
	},
	'server-knows-no-program': {
		file: 'server/src/replay/page.ts',
		code: "import '../../../client/src/main.ts';",
	},
	'session-without-react': { file: 'client/src/session/hook.ts', code: "import 'react';" },
	'live-pages-without-antd': { file: 'client/src/classroom/button.ts', code: "import 'antd';" },
	'no-cycles': { file: 'recorder/src/one.ts', code: "import './two.ts';" },
};

/** What the plants import. None of these is wrong by itself. */
const harmless: readonly Plant[] = [
	...layers.flat().map((folder) => ({ file: `server/src/${folder}/index.ts`, code: 'export {};' })),
	{ file: 'server/src/media/inside.ts', code: "import 'mediasoup';" },
	{ file: 'server/src/lesson/lessonRoutes.ts', code: "import 'express'; import '../media/index.ts';" },
	{ file: 'server/protocol/src/index.ts', code: "import 'zod';" },
	{ file: 'client/src/main.ts', code: "import 'react'; import '../../server/protocol/src/index.ts';" },
	{ file: 'recorder/src/main.ts', code: "import '../../server/protocol/src/index.ts';" },
	{ file: 'tests/integration/some.ts', code: "import '../../server/src/lesson/index.ts';" },
	{ file: 'recorder/src/two.ts', code: 'export {};' },
];

const Report = z.object({
	summary: z.object({
		violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
	}),
});

let folder: string;

const write = ({ file, code }: Plant): void => {
	fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
	fs.writeFileSync(path.join(folder, file), `${code}\n`);
};

const violations = () => {
	const check = spawnSync(
		process.execPath,
		[
			path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
			...['--config', config, '--output-type', 'json', 'server', 'client', 'recorder', 'tests'],
		],
		{ cwd: folder, encoding: 'utf8', maxBuffer: 1e9 },
	);
	return Report.parse(JSON.parse(check.stdout)).summary.violations;
};

beforeAll(() => {
	folder = fs.mkdtempSync(path.join(os.tmpdir(), 'import-rules-'));
	fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
	for (const file of ['tsconfig.json', 'server/tsconfig.json']) {
		fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
		fs.copyFileSync(path.join(root, file), path.join(folder, file));
	}
	harmless.forEach(write);
});

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

test('each rule has a violation to be tested with', () => {
	expect(Object.keys(plants).sort()).toEqual([...rules].sort());
});

test('nothing is wrong with what may be imported', () => {
	expect(violations()).toEqual([]);
});

test('each planted violation fails the check', () => {
	Object.values(plants).forEach(write);
	write({ file: 'recorder/src/two.ts', code: "import './one.ts';" });
	const found = violations();
	for (const [rule, { file }] of Object.entries(plants)) {
		expect(found, `${rule} planted in ${file}`).toContainEqual({ from: file, rule: { name: rule } });
	}
});
