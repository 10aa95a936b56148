// The import direction of the design, checked in CI:
//   main → lesson, teaching, recording, replay, supervision → timetable, media → lessonLog, schools
//        → identity → platform → protocol
// A folder may import a folder of a lower layer or itself, and only through the other's index.ts.
'use strict';

const layers = [
	['lesson', 'teaching', 'recording', 'replay', 'supervision', 'doctor', 'demo', 'notices', 'courseware'],
	['timetable', 'media'],
	['lessonLog', 'schools'],
	['identity'],
	['platform'],
];

const direction = layers.flatMap((layer, depth) =>
	layer.map((folder) => {
		const allowed = [folder, ...layers.slice(depth + 1).flat()];
		return {
			name: `direction-${folder}`,
			comment: `server/src/${folder} may import only lower layers: ${allowed.join(', ')}`,
			severity: 'error',
			from: { path: `^server/src/${folder}/` },
			to: { path: '^server/src/', pathNot: `^server/src/(${allowed.join('|')})/` },
		};
	}),
);

module.exports = {
	forbidden: [
		...direction,
		{
			name: 'through-index-only',
			comment:
				'A feature folder exports through index.ts only. A process of its own loads no more than it needs.',
			severity: 'error',
			from: { path: '^server/src/([^/]+)/' },
			to: {
				path: '^server/src/([^/]+)/',
				pathNot: [
					'^server/src/$1/',
					'^server/src/[^/]+/index\\.ts$',
					'^server/src/platform/taskProcess/serveTask\\.ts$',
				],
			},
		},
		{
			name: 'main-through-index',
			comment: 'main wires features through their index.ts.',
			severity: 'error',
			from: { path: '^server/src/[^/]+\\.ts$' },
			to: { path: '^server/src/[^/]+/', pathNot: '/index\\.ts$' },
		},
		{
			name: 'mediasoup-in-media-only',
			severity: 'error',
			from: { path: '^server/src/', pathNot: '^server/src/media/' },
			to: { path: 'node_modules/mediasoup/' },
		},
		{
			name: 'express-and-socketio-at-the-edge',
			comment: 'Only routes, handlers and platform know express and socket.io.',
			severity: 'error',
			from: {
				path: '^server/src/',
				pathNot: ['^server/src/platform/', 'Routes\\.ts$', '/handlers/', 'Gateway\\.ts$'],
			},
			to: { path: 'node_modules/(express|socket\\.io)/' },
		},
		{
			name: 'protocol-knows-zod-only',
			severity: 'error',
			from: { path: '^server/protocol/', pathNot: '\\.test\\.ts$' },
			to: { pathNot: ['^server/protocol/', 'node_modules/zod/'] },
		},
		{
			name: 'programs-meet-at-the-protocol',
			comment: 'client and recorder use server/protocol and nothing else of the server or of each other.',
			severity: 'error',
			from: { path: '^(client|recorder)/' },
			to: { path: '^(server/src|client|recorder|tests)/', pathNot: ['^$1/'] },
		},
		{
			name: 'server-knows-no-program',
			severity: 'error',
			from: { path: '^server/' },
			to: { path: '^(client|recorder|tests)/' },
		},
		{
			name: 'session-without-react',
			severity: 'error',
			from: { path: '^client/src/session/' },
			to: { path: 'node_modules/(react|react-dom|antd)/' },
		},
		{
			name: 'live-pages-without-antd',
			comment: "The classroom's and the child's pages stay light.",
			severity: 'error',
			from: { path: '^client/src/(classroom|teacher|viewer|replay|components)/' },
			to: { path: 'node_modules/(antd|@ant-design)/' },
		},
		{ name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '(^|/)(dist|data)/' },
		tsConfig: { fileName: 'server/tsconfig.json' },
		tsPreCompilationDeps: true,
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['import', 'types', 'default'],
			extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
		},
	},
};
