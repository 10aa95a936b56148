// The demonstration's bells: the core schools' by the book, the villages' a little different, as they are. Pure.
import type { BellScheduleInput, Period, SchoolKind } from '@classroom/protocol';

/** Minutes since midnight. */
const clock = (hours: number, minutes: number): number => hours * 60 + minutes;

interface Habits {
	/** When the first period of the morning begins. */
	readonly morning: number;
	readonly afternoon: number;
	/** How many periods there are before noon and after. */
	readonly before: number;
	readonly after: number;
	/** 大课间, minutes. */
	readonly longBreak: number;
}

const LENGTH = 40;
const BREAK = 10;
/** The winter's mornings begin later. */
const WINTER_LATER = 10;
/** The long break is after this many periods. */
const LONG_BREAK_AFTER = 2;

const periodsOf = ({ morning, afternoon, before, after, longBreak }: Habits): Period[] =>
	Array.from({ length: before + after }, (_, place): Period => {
		const isMorning = place < before;
		const turn = isMorning ? place : place - before;
		const rest = isMorning && turn >= LONG_BREAK_AFTER ? longBreak - BREAK : 0;
		const from = (isMorning ? morning : afternoon) + turn * (LENGTH + BREAK) + rest;
		return { number: place + 1, name: `第${place + 1}节`, from, until: from + LENGTH };
	});

const summer = { from: '05-01', until: '09-30' };
const winter = { from: '10-01', until: '04-30' };

const schedule = (
	name: string,
	habits: Habits,
	more: Partial<BellScheduleInput> = {},
): BellScheduleInput => ({
	name,
	season: null,
	weekdays: null,
	periods: periodsOf(habits),
	...more,
});

const core: Habits = { morning: clock(8, 20), afternoon: clock(14, 30), before: 4, after: 4, longBreak: 30 };

/** `place`: of the school among all. */
export const bellsOfSchool = (kind: SchoolKind, place: number): BellScheduleInput[] => {
	if (kind === 'core') {
		return [
			schedule('夏季作息', core, { season: summer }),
			schedule(
				'冬季作息',
				{ ...core, morning: core.morning + WINTER_LATER, afternoon: clock(14, 0) },
				{ season: winter },
			),
		];
	}
	// Children walk to the village schools: they begin 10 minutes later, some 5 or 15.
	const late = [10, 10, 5, 15][place % 4] ?? 10;
	const village: Habits = {
		...core,
		morning: core.morning + late,
		afternoon: clock(14, 0) + late,
		after: kind === 'teaching-point' ? 3 : 4,
		longBreak: place % 3 === 0 ? 40 : core.longBreak,
	};
	if (place % 5 === 0) {
		return [schedule('平时', village), schedule('周五早放学', { ...village, after: 2 }, { weekdays: [5] })];
	}
	if (place % 2 === 1) {
		return [
			schedule('夏季作息', village, { season: summer }),
			schedule('冬季作息', { ...village, morning: village.morning + WINTER_LATER }, { season: winter }),
		];
	}
	return [schedule('全年作息', village)];
};
