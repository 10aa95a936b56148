// A school's bell schedules while they are typed. Pure.
import type { BellSchedule, BellScheduleInput, IssueCode } from '@classroom/protocol';
import { Weekday } from '@classroom/protocol';
import { z } from 'zod';
import { minutesOf, timeOf } from './bellTimes.ts';

const PeriodDraft = z.object({
	number: z.int().nullable(),
	name: z.string(),
	/** As typed. */
	from: z.string(),
	until: z.string(),
});
export type PeriodDraft = z.infer<typeof PeriodDraft>;

const ScheduleDraft = z.object({
	name: z.string(),
	/** `MM-DD`. */
	season: z.object({ from: z.string().nullable(), until: z.string().nullable() }).nullable(),
	weekdays: z.array(Weekday).nullable(),
	periods: z.array(PeriodDraft),
});
export type ScheduleDraft = z.infer<typeof ScheduleDraft>;

export const BellsDraft = z.object({ schedules: z.array(ScheduleDraft) });
export type BellsDraft = z.infer<typeof BellsDraft>;

export function draftOf(schedules: readonly (BellSchedule | BellScheduleInput)[]): BellsDraft {
	return {
		schedules: schedules.map(({ name, season, weekdays, periods }) => ({
			name,
			season,
			weekdays,
			periods: periods.map(({ number, name: called, from, until }) => ({
				number,
				name: called,
				from: timeOf(from),
				until: timeOf(until),
			})),
		})),
	};
}

export type Issue = readonly [path: string, code: IssueCode];
export type ReadBells = Readonly<
	{ ok: true; schedules: BellScheduleInput[] } | { ok: false; issues: readonly Issue[] }
>;

/** What was typed, as the contract has it; or what cannot be read, at its place. The rest the server looks at. */
export function readBells({ schedules }: BellsDraft): ReadBells {
	const issues: Issue[] = [];
	const read = schedules.map((schedule, place): BellScheduleInput => {
		const path = `schedules.${place}`;
		return {
			name: schedule.name,
			season: seasonOf(schedule.season, path, issues),
			weekdays: schedule.weekdays,
			periods: schedule.periods.map((period, turn) => periodOf(period, `${path}.periods.${turn}`, issues)),
		};
	});
	return issues.length > 0 ? { ok: false, issues } : { ok: true, schedules: read };
}

function seasonOf(
	season: ScheduleDraft['season'],
	path: string,
	issues: Issue[],
): BellScheduleInput['season'] {
	if (!season) return null;
	const { from, until } = season;
	if (from !== null && until !== null) return { from, until };
	issues.push([`${path}.season`, 'required']);
	return null;
}

function periodOf({ number, name, from, until }: PeriodDraft, path: string, issues: Issue[]) {
	if (number === null) issues.push([`${path}.number`, 'required']);
	return {
		number: number ?? 1,
		name,
		from: minutesAt(from, `${path}.from`, issues),
		until: minutesAt(until, `${path}.until`, issues),
	};
}

function minutesAt(typed: string, path: string, issues: Issue[]): number {
	const minutes = minutesOf(typed);
	if (minutes === undefined) issues.push([path, typed.trim() === '' ? 'required' : 'bad-format']);
	return minutes ?? 0;
}

const LENGTH = 40;
const BREAK = 10;
const MORNING = 8 * 60 + 20;

/** The next one: after the last, as long as it is. `nameOf`: what a period of a number is called. */
export function nextPeriod(periods: readonly PeriodDraft[], nameOf: (number: number) => string): PeriodDraft {
	const number = Math.max(0, ...periods.map((period) => period.number ?? 0)) + 1;
	const last = periods.at(-1);
	const [from, until] = [minutesOf(last?.from ?? ''), minutesOf(last?.until ?? '')];
	const start = until === undefined ? MORNING : until + BREAK;
	const length = from !== undefined && until !== undefined && until > from ? until - from : LENGTH;
	const end = Math.min(start + length, 24 * 60 - 1);
	return { number, name: nameOf(number), from: timeOf(Math.min(start, end)), until: timeOf(end) };
}

type Words = Readonly<{ summer: string; winter: string; nameOf: (number: number) => string }>;

/** A usual day to begin with: eight periods of 40 minutes; in winter the afternoon begins half an hour earlier. */
export function standardBells({ summer, winter, nameOf }: Words): BellScheduleInput[] {
	const starts = (afternoon: number): number[] => [
		...[0, 50, 120, 170].map((after) => MORNING + after),
		...[0, 50, 100, 150].map((after) => afternoon + after),
	];
	const periods = (afternoon: number) =>
		starts(afternoon).map((from, place) => ({
			number: place + 1,
			name: nameOf(place + 1),
			from,
			until: from + LENGTH,
		}));
	return [
		{
			name: summer,
			season: { from: '05-01', until: '09-30' },
			weekdays: null,
			periods: periods(14 * 60 + 30),
		},
		{ name: winter, season: { from: '10-01', until: '04-30' }, weekdays: null, periods: periods(14 * 60) },
	];
}
