import { LessonId, RecordingId } from '@classroom/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NoticeFacts } from './noticesOf.ts';
import { noticesOf } from './noticesOf.ts';

const minute = 60_000;
const bell = Date.parse('2026-03-05T08:50:00+08:00');
const at = (minutes: number): number => bell + minutes * minute;
const lesson: NoticeFacts = {
	lessonId: LessonId.parse('l'),
	plannedStart: bell,
	plannedEnd: at(40),
	createdAt: at(-1000),
	changedAt: at(-1000),
	revision: 0,
	cancelledAt: null,
	phase: null,
	startedAt: null,
	givenAt: null,
	endedAt: null,
	recordingId: null,
};
const taught = {
	phase: 'ended',
	startedAt: at(0),
	givenAt: at(0),
	endedAt: at(41),
	recordingId: RecordingId.parse('r'),
} as const;
const told = (facts: Partial<NoticeFacts>, minutes: number, recordedAt: number | null = null): string[] =>
	noticesOf({ ...lesson, ...facts }, recordedAt, at(minutes)).map(
		({ notice, at: when }) => `${notice} ${(when - bell) / minute}`,
	);
const plan = 'planned -1000';

test.each<[string, Partial<NoticeFacts>, number, string[]]>([
	['planned', {}, -500, [plan]],
	['changed twice: the last change', { revision: 2, changedAt: at(-600) }, -500, [plan, 'changed -600']],
	[
		'cancelled: the cancellation is the change',
		{ revision: 1, cancelledAt: at(-30) },
		-20,
		[plan, 'cancelled -30'],
	],
	['a minute too early to start', {}, -11, [plan]],
	['starting', {}, -10, [plan, 'starting -10']],
	['starting, its Room open', { phase: 'waiting' }, -1, [plan, 'starting -10']],
	['after the bell nobody needs to hear that it will ring', { phase: 'waiting' }, 0, [plan]],
	['cancelled just before', { revision: 1, cancelledAt: at(-5) }, -4, [plan, 'cancelled -5']],
	['started', { phase: 'teaching', startedAt: at(1), givenAt: at(1) }, 5, [plan, 'started 1']],
	['over the time', { phase: 'overrun', startedAt: at(1), givenAt: at(1) }, 45, [plan, 'started 1']],
	[
		'its server died in the middle',
		{ phase: 'teaching', startedAt: at(1), givenAt: at(1) },
		60,
		[plan, 'started 1', 'ended 55'],
	],
	['missed', {}, 40, [plan, 'missed 40']],
	['closed without having begun', { phase: 'ended', endedAt: at(42) }, 50, [plan, 'missed 42']],
	['ended', { ...taught, recordingId: null }, 50, [plan, 'started 0', 'ended 41']],
])('%s', (_, facts, now, expected) => {
	expect(told(facts, now)).toEqual(expected);
});

test('recorded, when its recording has ended', () => {
	expect(told(taught, 50)).not.toContain('recorded 42');
	expect(told(taught, 50, at(42))).toContain('recorded 42');
});

test('a lesson that is put off is announced again, and nothing else twice', () => {
	const put = { ...lesson, plannedStart: at(60), plannedEnd: at(100), revision: 1, changedAt: at(-8) };
	const keys = [noticesOf(lesson, null, at(-9)), noticesOf(put, null, at(52)), noticesOf(put, null, at(53))];
	expect(new Set(keys.flat().map(({ key }) => key))).toEqual(
		new Set(['l planned', `l starting ${bell}`, 'l changed 1', `l starting ${at(60)}`]),
	);
});

test('cancelled, taken back and cancelled again: each cancellation is told', () => {
	const keysOf = (revision: number, cancelledAt: number | null): string[] =>
		noticesOf({ ...lesson, revision, cancelledAt, changedAt: at(-50) }, null, at(-20)).map(({ key }) => key);
	const [first, back, second] = [keysOf(1, at(-50)), keysOf(2, null), keysOf(3, at(-30))];
	expect(first.filter((key) => second.includes(key))).toEqual(['l planned']);
	expect(back).toEqual(['l planned', 'l changed 2']);
	// Whatever else is changed of it, it was cancelled once.
	expect(keysOf(4, at(-30))).toEqual(second);
});

test('whenever one looks, what was to be told before is still so, but for what the clock has overtaken', () => {
	const minutes = fc.integer({ min: -30, max: 80 });
	fc.assert(
		fc.property(minutes, minutes, (a, b) => {
			const [first, second] = [Math.min(a, b), Math.max(a, b)];
			const later = told({}, second);
			for (const notice of told({}, first)) {
				if (!notice.startsWith('starting')) expect(later).toContain(notice);
			}
		}),
	);
});
