// The opening rate (开课率): lessons really given over lessons planned. Pure.
import type { Instant, MissedReason, OpeningCounts } from '@classroom/protocol';
import type { LessonFate } from '../timetable/index.ts';
import { lessonStatus } from '../timetable/index.ts';

export type Fate = Pick<
	LessonFate,
	'plannedStart' | 'plannedEnd' | 'phase' | 'givenAt' | 'cancelledAt' | 'reason'
>;

/**
 * What became of lessons, as at `now`. Each counts once:
 * - `cancelled`: cancelled by its school or the county, whenever; apart from the rate.
 * - `taught`: it has ended, and was given (see timetable/missed/given.ts). One that had begun and that no server could
 *   end in time belongs here, until its Room is closed late and says otherwise.
 * - `missed`: its time is over, or its Room has closed, and it was not given; by the reason that was named for it.
 * - `ahead`: everything else: to come, waiting for its bell, or still on, in overrun too.
 * The rate is `taught / (taught + missed)`: what is ahead or cancelled is in neither.
 */
export const openingCounts = (lessons: readonly Fate[], now: Instant): OpeningCounts => {
	const counts = { taught: 0, missed: 0, unexplained: 0, cancelled: 0, ahead: 0 };
	const missedBy = noneMissed();
	for (const lesson of lessons) {
		const fate = fateOf(lesson, now);
		counts[fate] += 1;
		if (fate !== 'missed') continue;
		if (lesson.reason === null) counts.unexplained += 1;
		else missedBy[lesson.reason] += 1;
	}
	const planned = counts.taught + counts.missed;
	return { ...counts, planned, missedBy, rate: planned === 0 ? null : counts.taught / planned };
};

export const fateOf = (lesson: Fate, now: Instant): 'taught' | 'missed' | 'cancelled' | 'ahead' => {
	switch (lessonStatus(lesson, now)) {
		case 'cancelled':
			return 'cancelled';
		case 'missed':
			return 'missed';
		case 'ended':
			return 'taught';
		case 'planned':
		case 'waiting':
		case 'teaching':
		case 'overrun':
			return 'ahead';
	}
};

const noneMissed = (): Record<MissedReason, number> => ({
	'teacher-absent': 0,
	'network-down': 0,
	'power-cut': 0,
	'device-fault': 0,
	'school-event': 0,
	'students-away': 0,
	'not-needed': 0,
	other: 0,
});
