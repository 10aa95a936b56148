import { expect, test } from 'vitest';
import type { Application, Opening } from '@classroom/protocol';
import { newsOf } from './openingNews.ts';
import type { News } from './openingNews.ts';

const moved = 1_000;

test.each<[Opening['status'], Application['state'], movedFrom: number | null, held: boolean, News]>([
	['open', 'accepted', null, false, 'accepted'],
	['open', 'accepted', moved, false, 'moved'],
	// Moved, then cancelled: the time does not matter any more.
	['cancelled', 'accepted', moved, false, 'cancelled'],
	['cancelled', 'waiting', moved, true, 'cancelled'],
	['full', 'waiting', moved, false, 'moved'],
	['open', 'waiting', null, true, 'waiting'],
	// It knew of a cancellation that was taken back: nobody has removed its classroom.
	['full', 'waiting', null, false, 'back'],
	['cancelled', 'declined', moved, false, 'declined'],
	['open', 'withdrawn', moved, false, 'withdrawn'],
])('%s, %s, moved from %s, held %s: %s', (status, state, movedFrom, held, news) => {
	expect(newsOf({ status }, { state, reason: '名额已满', movedFrom, held })).toBe(news);
});

test('declined for no reason of anybody’s: it waited until the lesson began', () => {
	const waited = { state: 'declined', reason: null, movedFrom: moved, held: false } as const;
	expect(newsOf({ status: 'over' }, waited)).toBe('leftOut');
});
