// A term in seconds: whatever happens to the servers, every lesson is opened once, or is missed and asks for a reason.
import { expect, test } from 'vitest';
import { openingCounts } from '../../../server/src/supervision/index.ts';
import { visibleTo } from '../../../server/src/timetable/index.ts';
import { onBothDatabases } from '../identity/installation.ts';
import { administrator } from './county.ts';
import { loadSimulation } from './loadSimulation.ts';
import { expectOnce, expectPunctual, judged, oughtToBeTaught, storyOf, wasQuiet } from './verdict.ts';

/**
 * Another term, or a longer one: `TERM_SEED=42 TERM_PAIRS=6`. A school day a week for the whole term, two lessons of
 * each pair on it.
 */
const seed = Number(process.env['TERM_SEED'] ?? 2026);
const shape = {
	...{ weeks: 20, everyWeeks: 1, weekdays: [3] },
	pairs: Number(process.env['TERM_PAIRS'] ?? 2),
};

onBothDatabases('a term with servers that die', (newUrl) => {
	test('every lesson is opened once, or missed with a reason asked for', { timeout: 900_000 }, async () => {
		const { simulateTerm } = await loadSimulation();
		const outcome = await simulateTerm(await newUrl(), seed, shape);
		try {
			const lessons = await judged(outcome);
			expect(lessons).toHaveLength(
				Math.ceil(shape.weeks / shape.everyWeeks) * shape.weekdays.length * shape.pairs * 2,
			);
			expect(outcome.surprises).toEqual([]);
			for (const each of lessons) {
				expectOnce(each);
				if (each.lesson.cancelled) continue;
				const ought = oughtToBeTaught(outcome, each.lesson);
				if (ought !== null) expect(each.status, storyOf(outcome, each)).toBe(ought ? 'ended' : 'missed');
				if (wasQuiet(outcome, each.lesson)) expectPunctual(outcome, each);
			}
			const of = (status: string) => lessons.filter((each) => each.status === status);
			const { store } = outcome.server.features.timetable;
			const now = outcome.clock.now();
			const asked = await store.list(visibleTo(administrator), {
				...{ limit: 200, missed: { now, unexplained: true, absent: 'all' } },
			});
			expect(new Set(asked.items.map(({ lessonId }) => lessonId))).toEqual(
				new Set(of('missed').map(({ lesson }) => lesson.lessonId)),
			);
			const fates = await store.fates({
				...{ countyId: administrator.countyId, scope: visibleTo(administrator), from: 0, until: now },
			});
			expect(openingCounts(fates, now)).toMatchObject({
				...{ taught: of('ended').length, missed: of('missed').length, cancelled: of('cancelled').length },
				...{ ahead: 0, unexplained: of('missed').length },
			});
			for (const { lesson, log } of lessons) {
				const recording = await outcome.server.features.recording.catalogue.find(lesson.lessonId);
				const taught = log.some(({ event }) => event.type === 'phase-changed' && event.phase === 'teaching');
				if (taught) expect(recording?.endedAt, lesson.lessonId).not.toBeNull();
			}
			// What the term was made of: without all of these it would show little.
			const causes = lessons.flatMap(({ log }) =>
				log.flatMap(({ event }) => (event.type === 'phase-changed' ? [event.cause] : [])),
			);
			expect(new Set(causes)).toEqual(new Set(['bell', 'time', 'teacher', 'next-lesson']));
			expect(new Set(outcome.troubles.map(({ what }) => what)).size).toBe(3);
			expect(
				lessons.some(({ log }) => log.filter(({ event }) => event.type === 'room-opened').length > 1),
			).toBe(true);
			expect(of('missed').length).toBeGreaterThan(2);
			expect(of('ended').length).toBeGreaterThan(20);
		} finally {
			await outcome.close();
		}
	});
});
