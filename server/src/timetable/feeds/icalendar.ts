// Writes iCalendar (RFC 5545, with RFC 7986's NAME and REFRESH-INTERVAL). Pure.
import type { Instant } from '@classroom/protocol';
import { isAmbiguous, wallClock } from '../days.ts';
import { vtimezone } from './vtimezone.ts';

export interface CalendarEvent {
	readonly uid: string;
	/** RFC 5545, 3.8.7.4: grows with every change that matters. */
	readonly sequence: number;
	readonly createdAt: Instant;
	readonly changedAt: Instant;
	readonly start: Instant;
	readonly end: Instant;
	readonly summary: string;
	/** Empty: none. */
	readonly location: string;
	readonly description: string;
	readonly cancelled: boolean;
	readonly url: string | null;
}

export interface Calendar {
	readonly name: string;
	readonly language: string;
	/** IANA name. */
	readonly timeZone: string;
	readonly events: readonly CalendarEvent[];
}

/** How often calendars are asked to look again, as RFC 5545's DURATION. Most look less often. */
const refresh = 'PT1H';

/** Lines end with CRLF, the last one too. */
export const calendarText = (calendar: Calendar): string =>
	calendarLines(calendar)
		.map((line) => `${fold(line)}\r\n`)
		.join('');

const calendarLines = ({ name, language, timeZone, events }: Calendar): string[] => [
	'BEGIN:VCALENDAR',
	'VERSION:2.0',
	`PRODID:-//Smart Cloud Classroom//Calendar feed//${language === 'en' ? 'EN' : 'ZH'}`,
	'CALSCALE:GREGORIAN',
	`NAME:${escaped(name)}`,
	// What Apple's, Google's and Microsoft's calendars read in place of the standard's own.
	`X-WR-CALNAME:${escaped(name)}`,
	`X-WR-TIMEZONE:${timeZone}`,
	`REFRESH-INTERVAL;VALUE=DURATION:${refresh}`,
	`X-PUBLISHED-TTL:${refresh}`,
	...zoneLines(timeZone, events),
	...events.flatMap((event) => eventLines(event, timeZone)),
	'END:VCALENDAR',
];

const dayMs = 86_400_000;

const zoneLines = (timeZone: string, events: readonly CalendarEvent[]): string[] => {
	if (timeZone === 'UTC' || events.length === 0) return [];
	const from = Math.min(...events.map((event) => event.start));
	const until = Math.max(...events.map((event) => event.end));
	return vtimezone(timeZone, from - (from % dayMs), until + dayMs);
};

const eventLines = (event: CalendarEvent, timeZone: string): string[] => [
	'BEGIN:VEVENT',
	`UID:${event.uid}`,
	`SEQUENCE:${event.sequence}`,
	// Without METHOD it says when the event was last revised (3.8.7.2).
	`DTSTAMP:${utc(event.changedAt)}`,
	`CREATED:${utc(event.createdAt)}`,
	`LAST-MODIFIED:${utc(event.changedAt)}`,
	`DTSTART${time(event.start, timeZone)}`,
	`DTEND${time(event.end, timeZone)}`,
	`SUMMARY:${escaped(event.summary)}`,
	...(event.location === '' ? [] : [`LOCATION:${escaped(event.location)}`]),
	...(event.description === '' ? [] : [`DESCRIPTION:${escaped(event.description)}`]),
	...(event.url === null ? [] : [`URL:${event.url}`]),
	`STATUS:${event.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
	`TRANSP:${event.cancelled ? 'TRANSPARENT' : 'OPAQUE'}`,
	'END:VEVENT',
];

/** A local time that comes twice means its first coming (3.3.5), but not to every reader: both are said in UTC. */
const time = (instant: Instant, timeZone: string): string =>
	timeZone === 'UTC' || isAmbiguous(instant, timeZone)
		? `:${utc(instant)}`
		: `;TZID=${timeZone}:${digits(wallClock(instant, timeZone))}`;

const digits = (asUtc: number): string => new Date(asUtc).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');

const utc = (instant: Instant): string => `${digits(instant)}Z`;

/** TEXT (3.3.11): no control characters but the line break. */
const escaped = (text: string): string =>
	text
		.replaceAll(/\r\n?/g, '\n')
		.replaceAll(/[^\P{Cc}\t\n]/gu, '')
		.replaceAll(/[\\;,]/g, String.raw`\$&`)
		.replaceAll('\n', String.raw`\n`);

/** Octets a line, its end not counted (3.1). */
const mostOctets = 75;

/** Breaks long lines, never within a character. */
export const fold = (line: string): string => {
	if (Buffer.byteLength(line) <= mostOctets) return line;
	let folded = '';
	let octets = 0;
	for (const character of line) {
		const size = Buffer.byteLength(character);
		if (octets + size > mostOctets) {
			folded += '\r\n ';
			octets = 1;
		}
		folded += character;
		octets += size;
	}
	return folded;
};
