import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clipsOf, coverage, LEAST_SECTION_MS } from './clips.ts';
import type { PlayableRun, RunSection } from './clips.ts';
import { playlistText } from './playlist.ts';

const START = 1_772_409_600_000;
const segments = (count: number, durationMs = 2000) =>
	Array.from({ length: count }, (_, index) => ({ file: `${index}.m4s`, durationMs, bytes: 1 }));
const run = (at: number, count: number, more: Partial<PlayableRun> = {}): PlayableRun => ({
	folder: `run-${at}`,
	init: 'init.mp4',
	kinds: ['audio', 'video'],
	codecs: ['avc1.42e01f', 'opus'],
	width: 640,
	height: 360,
	startMs: START + at,
	mediaStartMs: 0,
	sections: [{ offsetMs: 0, segments: segments(count) }],
	...more,
});
const bounds = { from: START, to: START + 60_000 };

describe('spans', () => {
	test.each([
		['one run', [run(0, 3)], [[0, 0, 6000, 0, 0]]],
		['it began before teaching', [run(-500, 3)], [[500, 0, 5500, 0, 500]]],
		['it went on after the end', [run(58_000, 3)], [[0, 58_000, 2000, 0, 0]]],
		['one is wholly before teaching', [run(-9000, 1), run(0, 1)], [[2000, 0, 2000, 1, 0]]],
		[
			'a gap between two',
			[run(0, 2), run(7000, 2)],
			[
				[0, 0, 4000, 0, 0],
				[4000, 7000, 4000, 1, 0],
			],
		],
		[
			'the second begins 300 ms before the first ends',
			[run(0, 2), run(3700, 2)],
			[
				[0, 0, 4000, 0, 0],
				[4300, 4000, 3700, 1, 300],
			],
		],
		['the second has nothing new', [run(0, 3), run(1000, 1)], [[0, 0, 6000, 0, 0]]],
		[
			'a bad segment in the middle; samples begin at 500 ms',
			[
				run(0, 0, {
					mediaStartMs: 500,
					sections: [
						{ offsetMs: 0, segments: segments(1) },
						{ offsetMs: 4000, segments: segments(2) },
					],
				}),
			],
			[
				[0, 0, 2000, 0, 500],
				[2000, 4000, 4000, 1, 4500],
			],
		],
	])('%s', (_name, runs, spans) => {
		const [clip, second] = clipsOf(runs, bounds);
		expect(second).toBeUndefined();
		expect(
			clip?.spans.map((span) => [span.mediaMs, span.atMs, span.durationMs, span.section, span.sampleMs]),
		).toEqual(spans);
	});

	test('runs join while kinds and codecs stay, whatever the size and profile', () => {
		const clips = clipsOf(
			[
				run(0, 1, { codecs: ['avc1.42e015', 'opus'], width: 320, height: 180 }),
				run(2000, 1),
				run(4000, 1, { kinds: ['audio'], codecs: ['opus'], width: null, height: null }),
				run(6000, 1, { codecs: ['vp8', 'opus'] }),
				run(8000, 1),
			],
			bounds,
		);
		expect(clips.map(({ clipId, sections, width }) => [clipId, sections.length, width])).toEqual([
			['run-0', 2, 640],
			['run-4000', 1, null],
			['run-6000', 1, 640],
			['run-8000', 1, 640],
		]);
	});

	test('a run of a picture or two is passed over', () => {
		const short = run(3000, 1, { sections: [{ offsetMs: 0, segments: segments(1, 40) }] });
		const clips = clipsOf([run(0, 1), short, run(4000, 1)], bounds);
		expect(clips[0]?.sections.map(({ folder }) => folder)).toEqual(['run-0', 'run-4000']);
	});

	test('a run without a playable segment is passed over', () => {
		expect(clipsOf([run(0, 0, { sections: [] }), run(2000, 1)], bounds)).toHaveLength(1);
	});
});

const runArbitrary = fc.record({
	at: fc.integer({ min: -5000, max: 70_000 }),
	mediaStartMs: fc.integer({ min: 0, max: 2000 }),
	kind: fc.constantFrom('avc1.42e01f', 'avc1.4d001f', 'vp8'),
	/** Lengths of segments in ms; false: a bad one of 1 s. */
	segments: fc.array(fc.oneof(fc.integer({ min: 20, max: 4000 }), fc.constant(false as const)), {
		maxLength: 8,
	}),
});
const arbitraryRun = (
	index: number,
	{
		at,
		mediaStartMs,
		kind,
		segments: lengths,
	}: typeof runArbitrary extends fc.Arbitrary<infer T> ? T : never,
): PlayableRun => {
	const sections: { offsetMs: number; segments: RunSection['segments'][number][] }[] = [];
	let offsetMs = 0;
	let open = false;
	for (const [place, length] of lengths.entries()) {
		if (length !== false) {
			const segment = { file: `${place}.m4s`, durationMs: length, bytes: 1 };
			if (open) sections.at(-1)?.segments.push(segment);
			else sections.push({ offsetMs, segments: [segment] });
		}
		open = length !== false;
		offsetMs += length === false ? 1000 : length;
	}
	return run(at, 0, { folder: `run-${index}`, mediaStartMs, codecs: [kind], sections });
};
const runsArbitrary = fc
	.array(runArbitrary, { maxLength: 7 })
	.map((all) => all.map((each, index) => arbitraryRun(index, each)));

const isPlayed = ({ segments: parts }: RunSection): boolean =>
	parts.reduce((sum, part) => sum + part.durationMs, 0) >= LEAST_SECTION_MS;
const lengthOf = ({ sections }: PlayableRun): number => {
	const last = sections.at(-1);
	return (last?.offsetMs ?? 0) + (last?.segments ?? []).reduce((sum, part) => sum + part.durationMs, 0);
};

describe('properties of the mapping', () => {
	test('spans are in order, apart, within the lesson and within their section', () => {
		fc.assert(
			fc.property(runsArbitrary, (runs) => {
				const clips = clipsOf(runs, bounds);
				let at = 0;
				for (const { spans, sections } of clips) {
					let media = 0;
					for (const span of spans) {
						expect(span.atMs).toBeGreaterThanOrEqual(at);
						expect(span.mediaMs).toBeGreaterThanOrEqual(media);
						expect(span.durationMs).toBeGreaterThan(0);
						at = span.atMs + span.durationMs;
						media = span.mediaMs + span.durationMs;
						const section = sections[span.section];
						const before = sections.slice(0, span.section).reduce((sum, each) => sum + each.durationMs, 0);
						expect(span.mediaMs).toBeGreaterThanOrEqual(before);
						expect(media).toBeLessThanOrEqual(before + (section?.durationMs ?? 0));
						// The same sample by both ways: by capture time and by the time it carries.
						expect(START + span.atMs - (section?.startMs ?? 0)).toBe(
							span.sampleMs - (section?.sampleMs ?? 0),
						);
					}
				}
				expect(at).toBeLessThanOrEqual(60_000);
			}),
		);
	});

	const playedAt = (runs: readonly PlayableRun[], at: number): number =>
		coverage(clipsOf(runs, bounds)).filter(({ from, to }) => from <= at && at < to).length;
	const momentsArbitrary = fc.integer({ min: 0, max: 59_999 });

	test('no moment is played twice, whatever runs overlap', () => {
		fc.assert(fc.property(runsArbitrary, momentsArbitrary, (runs, at) => playedAt(runs, at) <= 1));
	});

	test('of runs one after the other every moment in a good segment is played', () => {
		fc.assert(
			fc.property(runsArbitrary, momentsArbitrary, (some, at) => {
				let start = START - 3000;
				const runs = some.map((each) => {
					const placed = { ...each, startMs: start };
					start += 5000 + lengthOf(each);
					return placed;
				});
				const recorded = runs.some(({ startMs, sections }) =>
					sections.filter(isPlayed).some(({ offsetMs, segments: parts }) => {
						const from = startMs + offsetMs - START;
						return at >= from && at < from + parts.reduce((sum, part) => sum + part.durationMs, 0);
					}),
				);
				return playedAt(runs, at) === (recorded ? 1 : 0);
			}),
		);
	});

	test('each segment of a section that is long enough stands once in a playlist', () => {
		fc.assert(
			fc.property(runsArbitrary, (runs) => {
				const lines = clipsOf(runs, bounds).flatMap((clip) => playlistText(clip, false).split('\n'));
				const listed = lines.filter((line) => line.endsWith('.m4s'));
				const all = runs.flatMap(({ folder, sections }) =>
					sections
						.filter(isPlayed)
						.flatMap((section) => section.segments.map(({ file }) => `../../runs/${folder}/${file}`)),
				);
				expect(listed.toSorted()).toEqual(all.toSorted());
			}),
		);
	});
});

test('the playlist of two runs', () => {
	const [clip] = clipsOf(
		[run(0, 2), run(7000, 1, { sections: [{ offsetMs: 0, segments: segments(1, 1933.4) }] })],
		bounds,
	);
	if (clip === undefined) throw new Error('no clip');
	expect(playlistText(clip, false)).toBe(
		`#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:2
#EXT-X-MEDIA-SEQUENCE:0
#EXT-X-PLAYLIST-TYPE:VOD
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-MAP:URI="../../runs/run-0/init.mp4"
#EXT-X-PROGRAM-DATE-TIME:2026-03-02T00:00:00.000Z
#EXTINF:2.000000,
../../runs/run-0/0.m4s
#EXTINF:2.000000,
../../runs/run-0/1.m4s
#EXT-X-DISCONTINUITY
#EXT-X-MAP:URI="../../runs/run-7000/init.mp4"
#EXT-X-PROGRAM-DATE-TIME:2026-03-02T00:00:07.000Z
#EXTINF:1.933400,
../../runs/run-7000/0.m4s
#EXT-X-ENDLIST
`,
	);
	expect(playlistText(clip, true)).toMatch(/PLAYLIST-TYPE:EVENT[^]*0\.m4s\n$/);
});
