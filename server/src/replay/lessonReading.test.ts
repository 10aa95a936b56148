import { LogEntry } from '@classroom/protocol';
import { describe, expect, test } from 'vitest';
import { gapsOf, sourceTimes } from './gaps.ts';
import type { GapInput } from './gaps.ts';
import { chaptersOf, namedPeers, pictureEntries, taughtTimes } from './lessonReading.ts';
import { logOf } from './testLog.ts';

const START = 1_772_409_600_000;
const bounds = { from: START, to: START + 60_000 };
const person = (personId: string) => ({ kind: 'person', personId });
const room = (subject: string) => ({ kind: 'classroom', classroomId: subject });
const started = (peerId: string, source: string, producerId = `${peerId}-${source}`) => ({
	type: 'source-started' as const,
	peerId,
	source,
	kind: source === 'microphone' ? 'audio' : 'video',
	producerId,
});
const stopped = (peerId: string, source: string, cause: string) => ({
	type: 'source-stopped' as const,
	peerId,
	source,
	producerId: `${peerId}-${source}`,
	cause,
});

const lesson = logOf(START, [
	[-600_000, { type: 'room-opened', epoch: 1, node: 'a', plannedEnd: START + 50_000 }],
	[-60_000, { type: 'peer-joined', peerId: 'li', role: 'teacher', subject: person('li') }],
	[-50_000, { type: 'peer-joined', peerId: 'luoshan', role: 'classroom', subject: room('luoshan') }],
	[-50_000, { type: 'peer-joined', peerId: 'other', role: 'classroom', subject: room('other') }],
	[-40_000, { type: 'peer-joined', peerId: 'child', role: 'viewer', subject: person('child') }],
	[-40_000, started('li', 'camera')],
	[-40_000, started('luoshan', 'camera')],
	[-40_000, started('other', 'camera')],
	[0, { type: 'phase-changed', phase: 'teaching', cause: 'bell' }],
	[5000, started('li', 'screen')],
	[9000, { type: 'hand-raised', peerId: 'luoshan', by: null }],
	[12_000, { type: 'stage-entered', peerId: 'luoshan', by: 'li' }],
	[14_000, { type: 'chat-posted', peerId: 'child', messageId: 'm' }],
	[20_000, { type: 'stage-left', peerId: 'luoshan', by: 'li' }],
	[30_000, stopped('li', 'screen', 'peer-gone')],
	[30_000, stopped('li', 'camera', 'peer-gone')],
	[30_000, { type: 'peer-lost', peerId: 'li' }],
	[34_000, { type: 'peer-returned', peerId: 'li' }],
	[34_000, started('li', 'screen')],
	[35_000, started('li', 'camera')],
	[40_000, stopped('li', 'screen', 'stopped')],
	[45_000, started('li', 'screen')],
	[50_000, { type: 'phase-changed', phase: 'overrun', cause: 'time' }],
	[60_000, { type: 'phase-changed', phase: 'ended', cause: 'teacher' }],
	[60_000, { type: 'peer-left', peerId: 'li', cause: 'room-closed' }],
]);

test('times by the log', () => {
	expect(taughtTimes(lesson)).toEqual({ startedAt: START, endedAt: START + 60_000 });
	expect(taughtTimes(lesson.slice(0, 5))).toEqual({ startedAt: null, endedAt: null });
});

test('chapters: a screen that only came back is none', () => {
	expect(chaptersOf(lesson, bounds, true).map(({ atMs, kind, peerId }) => [atMs, kind, peerId])).toEqual([
		[0, 'start', null],
		[5000, 'screen', 'li'],
		[12_000, 'stage', 'luoshan'],
		[45_000, 'screen', 'li'],
		[50_000, 'overrun', null],
		[60_000, 'end', null],
	]);
	expect(chaptersOf(lesson, { from: START, to: START + 10_000 }, false).at(-1)?.kind).toBe('screen');
});

test('a stage by a random call is a chapter of its own kind, and the replay has who held the key only as the room', () => {
	const called = logOf(START, [
		[-9000, { type: 'peer-joined', peerId: 'li', role: 'teacher', subject: person('li') }],
		[-9000, { type: 'peer-joined', peerId: 'luoshan', role: 'classroom', subject: room('luoshan') }],
		[-9000, { type: 'peer-joined', peerId: 'other', role: 'classroom', subject: room('other') }],
		[1000, { type: 'stage-entered', peerId: 'other', by: 'li' }],
		[2000, { type: 'called-at-random', peerId: 'luoshan', among: 2, by: 'li' }],
		[2000, { type: 'stage-left', peerId: 'other', by: 'li' }],
		[2000, { type: 'stage-entered', peerId: 'luoshan', by: 'li' }],
		[3000, { type: 'talk-mode-changed', peerId: 'luoshan', talk: 'push', by: 'luoshan' }],
		[4000, { type: 'talk-started', peerId: 'luoshan', by: 'wang' }],
		[5000, { type: 'headcount-taken', classroomId: 'luoshan', count: 38, by: 'wang' }],
		[6000, { type: 'all-muted', by: 'li' }],
		[9000, { type: 'stage-entered', peerId: 'other', by: 'li' }],
	]);
	expect(chaptersOf(called, bounds, false).map(({ kind, peerId }) => `${kind} ${peerId ?? ''}`)).toEqual([
		'start ',
		'stage other',
		'called luoshan',
		'stage other',
	]);
	const entries = pictureEntries(called);
	expect(JSON.stringify(entries)).not.toMatch(/wang|headcount/);
	expect(entries.map(({ event }) => event.type)).toContain('all-muted');
});

test("the replay's entries tell of the teacher and the stage only", () => {
	const entries = pictureEntries(lesson);
	const text = JSON.stringify(entries);
	expect(text).not.toMatch(/child|other|hand|chat/);
	expect(entries.every((entry) => LogEntry.safeParse(entry).success)).toBe(true);
	expect(entries.filter(({ event }) => event.type === 'source-started')).toHaveLength(6);
});

describe('gaps', () => {
	const nothing: GapInput = {
		entries: lesson,
		bounds,
		known: [],
		recorded: () => [],
		writtenUntil: bounds.to,
	};
	const short = (gap: { from: number; to: number; peerId: string | null; source: string | null }) => [
		gap.from - START,
		gap.to - START,
		gap.peerId,
		gap.source,
	];

	test('when which source was to be recorded', () => {
		expect(sourceTimes(lesson, bounds).map(short).toSorted()).toEqual(
			[
				[0, 60_000, 'li', 'camera'],
				[12_000, 20_000, 'luoshan', 'camera'],
				[45_000, 60_000, 'li', 'screen'],
				[5000, 40_000, 'li', 'screen'],
			].toSorted(),
		);
	});

	test('a source that was gone for long was not meant to go on', () => {
		const long = logOf(START, [
			[-1000, { type: 'peer-joined', peerId: 'li', role: 'teacher', subject: person('li') }],
			[0, started('li', 'camera')],
			[10_000, { type: 'media-lost', cause: 'worker-died' }],
			[200_000, started('li', 'camera', 'new')],
			[210_000, { type: 'media-lost', cause: 'worker-died' }],
			[213_000, started('li', 'camera', 'newer')],
		]);
		expect(sourceTimes(long, { from: START, to: START + 300_000 }).map(short)).toEqual([
			[0, 10_000, 'li', 'camera'],
			[200_000, 300_000, 'li', 'camera'],
		]);
	});

	test('what no file has and nobody reported is a gap all the same, with the cause the log suggests', () => {
		const recorded: GapInput['recorded'] = (peerId, source) => {
			if (peerId === 'luoshan') return [{ from: START + 12_400, to: START + 20_000 }];
			if (source === 'screen') return [{ from: START + 8000, to: START + 60_000 }];
			return [
				{ from: START, to: START + 29_000 },
				{ from: START + 35_500, to: START + 60_000 },
			];
		};
		expect(gapsOf({ ...nothing, recorded }).map((gap) => [...short(gap), gap.cause])).toEqual([
			[5000, 8000, 'li', 'screen', 'recorder-late'],
			[29_000, 35_500, 'li', 'camera', 'network-loss'],
		]);
	});

	test('what was reported is not told twice', () => {
		const gap = {
			peerId: null,
			source: null,
			from: START - 1000,
			to: START + 60_000,
			cause: 'storage-full' as const,
		};
		expect(gapsOf({ ...nothing, known: [gap, gap] })).toEqual([{ ...gap, from: START }]);
	});

	test('reports in the log count', () => {
		const entries = logOf(START, [
			[
				9000,
				{
					type: 'recording-gap',
					recordingId: 'r',
					peerId: null,
					source: null,
					from: START + 2000,
					to: START + 5000,
					cause: 'recorder-restarted',
				},
			],
		]);
		expect(gapsOf({ ...nothing, entries }).map((each) => [...short(each), each.cause])).toEqual([
			[2000, 5000, null, null, 'recorder-restarted'],
		]);
	});

	test('what is still being written is no gap', () => {
		const recorded = () => [{ from: START, to: START + 50_000 }];
		expect(gapsOf({ ...nothing, recorded, writtenUntil: START + 50_000 })).toEqual([]);
	});
});

test('a quiz and a star are chapters and stay; a note is nowhere, and who has a star is named', () => {
	const log = logOf(START, [
		[-50_000, { type: 'peer-joined', peerId: 'other', role: 'classroom', subject: room('other') }],
		[0, { type: 'phase-changed', phase: 'teaching', cause: 'bell' }],
		[5000, { type: 'quiz-opened', quizId: 'q', kind: 'single', options: 2, by: 'li' }],
		[
			6000,
			{ type: 'quiz-tallied', quizId: 'q', classroomId: 'other', way: 'keys', counts: [1, 2], answered: 3 },
		],
		[7000, { type: 'note-posted', peerId: 'li', messageId: 'm' }],
		[8000, { type: 'quiz-closed', quizId: 'q', by: 'li' }],
		[9000, { type: 'star-given', peerId: 'other', classroomId: 'other', reason: null, by: 'li' }],
	]);
	expect(chaptersOf(log, bounds, false).slice(1)).toEqual([
		{ atMs: 5000, kind: 'quiz', peerId: null },
		{ atMs: 9000, kind: 'star', peerId: 'other' },
	]);
	expect(pictureEntries(log).map(({ event }) => event.type)).toEqual([
		...['phase-changed', 'quiz-opened', 'quiz-tallied', 'quiz-closed', 'star-given'],
	]);
	expect([...namedPeers(log)]).toEqual(['other']);
});
