// A feed is right in whichever zone the county may be: ical.js reads back what was written, by the feed's own VTIMEZONE.
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { calendarText } from '../../../server/src/timetable/feeds/icalendar.ts';

const hour = 3_600_000;
/** Every 149 hours of two years, so that every hour of the day comes by. */
const starts = Array.from({ length: 120 }, (_, n) => Date.UTC(2026, 0, 1) + n * 149 * hour);

const readBack = (timeZone: string): number[] => {
	const events = starts.map((start) => ({
		uid: String(start),
		sequence: 0,
		createdAt: 0,
		changedAt: 0,
		start,
		end: start + hour,
		summary: 'a lesson',
		location: '',
		description: '',
		cancelled: false,
		url: null,
	}));
	ICAL.TimezoneService.reset();
	const text = calendarText({ name: 'x', language: 'en', timeZone, events });
	return ICAL.Component.fromString(text)
		.getAllSubcomponents('vevent')
		.map((event) => new ICAL.Event(event).startDate.toJSDate().getTime());
};

test('every zone that may be configured', () => {
	const zones = [...Intl.supportedValuesOf('timeZone').filter((_, n) => n % 6 === 0), 'Asia/Shanghai', 'UTC'];
	for (const zone of zones) expect(readBack(zone), zone).toEqual(starts);
});
