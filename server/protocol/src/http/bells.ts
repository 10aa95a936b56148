// Bell schedules (作息时间表) of schools, and how those of several schools suit each other.
import { z } from 'zod';
import { BellScheduleId, Day, SchoolId } from '../ids.ts';
import { line } from '../text.ts';
import { endpoint } from './endpoint.ts';
import { CalendarEffect, Weekday } from './terms.ts';

/** Minutes since midnight on the wall. */
const minutes = z.int().min(0, 'out-of-range').max(1440, 'out-of-range');

/** 节次. */
export const Period = z.strictObject({
	/** As the school counts them, from 1. */
	number: z.int().min(1, 'out-of-range').max(20, 'out-of-range'),
	name: line(20),
	from: minutes,
	until: minutes,
});
export type Period = z.infer<typeof Period>;

/** `MM-DD`; 29 February is a day, 30 February is none. */
const MonthDay = z.string().refine((text) => z.iso.date().safeParse(`2024-${text}`).success, 'bad-format');

const scheduleInput = z.strictObject({
	name: line(40),
	/** Both days included; over New Year where the first is later. Null: all year. */
	season: z.strictObject({ from: MonthDay, until: MonthDay }).nullable(),
	/** Null: every day of the week. */
	weekdays: z.array(Weekday).min(1).max(7).nullable(),
	/**
	 * In any order. Issues under `periods.<place>`: `until` `end-before-start`, `number` `duplicate`, `from` `overlap`.
	 */
	periods: z.array(Period).min(1).max(20),
});
export type BellScheduleInput = z.infer<typeof scheduleInput>;
export { scheduleInput as BellScheduleInput };

export const BellSchedule = z.object({ scheduleId: BellScheduleId, ...scheduleInput.shape });
export type BellSchedule = z.infer<typeof BellSchedule>;

/** How one period of the sending school suits the receiving ones. */
export const PeriodFit = z.object({
	period: Period,
	/** For each receiving school, its period that shares most with it; null: it has a break all the while. */
	receiving: z.array(z.object({ period: Period.nullable(), minutes: z.int() })),
	/** What all of them share with it at the least. */
	minutes: z.int(),
	/** Of the period's length, 0 to 1. */
	share: z.number(),
});
export type PeriodFit = z.infer<typeof PeriodFit>;

const bySchool = z.strictObject({ schoolId: SchoolId });

export const SchoolBells = z.object({
	schoolId: SchoolId,
	school: z.string(),
	/** Periods by time. */
	schedules: z.array(BellSchedule),
	mayChange: z.boolean(),
});
export type SchoolBells = z.infer<typeof SchoolBells>;

/** What a comparison may be of at the most, besides the sending school. */
export const COMPARED_SCHOOLS_MAX = 20;

/** A query is text: ids joined by commas. */
const schoolIds = z
	.string()
	.max(COMPARED_SCHOOLS_MAX * 65, 'too-long')
	.refine((text) => idsIn(text).every((id) => SchoolId.safeParse(id).success), 'bad-format')
	.refine((text) => idsIn(text).length <= COMPARED_SCHOOLS_MAX, 'too-long');

const idsIn = (text: string): string[] => text.split(',').filter((id) => id !== '');

/** The schools that a comparison's `receiving` names. */
export const comparedSchools = (receiving: z.infer<typeof schoolIds>): SchoolId[] =>
	idsIn(receiving).map((id) => SchoolId.parse(id));

export const bellsEndpoints = {
	listBells: endpoint('get', '/api/bells', 'Every school of the county, and how many bell schedules it has', {
		response: z.object({
			/** In the order in which the schools were made. */
			items: z.array(
				z.object({ schoolId: SchoolId, school: z.string(), schedules: z.int(), mayChange: z.boolean() }),
			),
		}),
	}),
	readBells: endpoint('get', '/api/schools/:schoolId/bells', "A school's bell schedules", {
		params: bySchool,
		response: SchoolBells,
	}),
	/**
	 * All of them at once: they are small, and whether they suit each other is seen only together. Issues under
	 * `schedules.<place>`: `duplicate` for two of one name, or that hold on the same days with the same right.
	 */
	saveBells: endpoint('put', '/api/schools/:schoolId/bells', "Replaces a school's bell schedules", {
		params: bySchool,
		body: z.strictObject({
			schedules: z.array(scheduleInput).max(12),
			/** True: nothing is saved. */
			dryRun: z.boolean(),
		}),
		/** `effect`: on lessons in the school's periods that are not over. */
		response: z.object({ bells: SchoolBells, effect: CalendarEffect }),
	}),
	compareBells: endpoint('get', '/api/bells/fit', 'How the bells of schools suit each other on a day', {
		query: z.strictObject({
			sending: SchoolId,
			receiving: schoolIds,
			day: Day,
			/** Which weekday the day runs as; left out: its own. */
			weekday: z.coerce.number().pipe(Weekday).exactOptional(),
		}),
		response: z.object({
			/** The sending school first, then the receiving ones as they were asked for; periods by time. */
			schools: z.array(z.object({ schoolId: SchoolId, school: z.string(), periods: z.array(Period) })),
			/** Best first; of those alike, the earlier. */
			fits: z.array(PeriodFit),
		}),
	}),
};
