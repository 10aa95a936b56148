import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BellSchedule, Period } from './bells.ts';
import { fitsOf, periodsOn, shared } from './bells.ts';

const at = (time: string): number => {
	const [hours = 0, minutes = 0] = time.split(':').map(Number);
	return hours * 60 + minutes;
};
const periods = (...times: string[]): Period[] =>
	times.map((time, place) => {
		const [from = '', until = ''] = time.split('–');
		return { number: place + 1, name: `第${place + 1}节`, from: at(from), until: at(until) };
	});

const core = periods('08:00–08:40', '08:50–09:30', '10:00–10:40', '10:50–11:30');
/** Begins ten minutes later, has a long break, and a fourth period that only touches the core school's. */
const village = periods('08:10–08:50', '09:00–09:40', '10:00–10:40', '11:20–12:00');

describe('which schedule holds', () => {
	const schedule = (name: string, season: BellSchedule['season'], weekdays: BellSchedule['weekdays']) => ({
		name,
		season,
		weekdays,
		periods: [{ number: 1, name, from: 480, until: 520 }],
	});
	const summer = { from: '05-01', until: '09-30' };
	const winter = { from: '10-01', until: '04-30' };
	const all = [
		schedule('always', null, null),
		schedule('summer', summer, null),
		schedule('winter', winter, null),
		schedule('friday', null, [5]),
		schedule('summer friday', summer, [5]),
	];
	test.each([
		['2026-05-01', 5, 'summer friday'],
		['2026-05-04', 1, 'summer'],
		['2026-04-30', 4, 'winter'],
		['2026-12-31', 4, 'winter'],
		['2027-01-01', 5, 'friday'],
	] as const)('on %s, which runs as %i: %s', (day, weekday, name) => {
		expect(periodsOn(all, day, weekday)[0]?.name).toBe(name);
	});

	test('no schedule, no periods', () => {
		expect(periodsOn([schedule('friday', null, [5])], '2026-05-04', 1)).toEqual([]);
	});
});

describe('bells that differ', () => {
	test('the best period first, with what each school shares with it', () => {
		const fits = fitsOf(core, [village]);
		expect(fits.map(({ period, minutes }) => [period.number, minutes])).toEqual([
			[3, 40],
			[1, 30],
			[2, 30],
			[4, 10],
		]);
		expect(fits[0]?.share).toBe(1);
		expect(fits[1]?.receiving[0]?.period?.number).toBe(1);
	});

	test('of several schools the one that shares least counts', () => {
		const [third] = fitsOf(core.slice(2, 3), [village, periods('10:20–11:00')]);
		expect(third).toMatchObject({ minutes: 20, share: 0.5 });
		expect(fitsOf(core, [village, []])[0]).toMatchObject({ minutes: 0, share: 0 });
	});

	test('a school suits itself, and nobody shares more than there is', () => {
		const span = fc.tuple(fc.integer({ min: 0, max: 1400 }), fc.integer({ min: 1, max: 40 }));
		const some = fc.array(span, { maxLength: 8 }).map((spans) =>
			spans.map(([from, length], place) => ({
				number: place + 1,
				name: '',
				from,
				until: from + length,
			})),
		);
		fc.assert(
			fc.property(some, some, (one, other) => {
				expect(fitsOf(one, [one]).every(({ share }) => share === 1)).toBe(true);
				for (const { period, minutes, share, receiving } of fitsOf(one, [other])) {
					expect(minutes).toBeLessThanOrEqual(period.until - period.from);
					expect(share).toBeGreaterThanOrEqual(0);
					const best = receiving[0]?.period;
					expect(minutes).toBe(best ? shared(period, best) : 0);
				}
			}),
		);
	});
});
