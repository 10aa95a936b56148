import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CalendarEvent } from './icalendar.ts';
import { calendarText, fold } from './icalendar.ts';

const event: CalendarEvent = {
	uid: 'one@here',
	sequence: 2,
	createdAt: Date.UTC(2026, 1, 1),
	changedAt: Date.UTC(2026, 1, 2, 3, 4, 5),
	start: Date.parse('2026-03-05T08:50:00+08:00'),
	end: Date.parse('2026-03-05T09:30:00+08:00'),
	summary: '三年级音乐',
	location: '罗山教学点 互动教室',
	description: '专递课堂 · 音乐\n主讲教师：李老师',
	cancelled: false,
	url: 'https://lessons.example/lesson/one',
};
const linesOf = (timeZone: string, change: Partial<CalendarEvent> = {}): string[] =>
	calendarText({
		name: '李老师的云课堂',
		language: 'zh-CN',
		timeZone,
		events: [{ ...event, ...change }],
	}).split('\r\n');

test('a lesson in the county’s time, with the zone described before it', () => {
	expect(linesOf('Asia/Shanghai')).toEqual([
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//Smart Cloud Classroom//Calendar feed//ZH',
		'CALSCALE:GREGORIAN',
		'NAME:李老师的云课堂',
		'X-WR-CALNAME:李老师的云课堂',
		'X-WR-TIMEZONE:Asia/Shanghai',
		'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
		'X-PUBLISHED-TTL:PT1H',
		'BEGIN:VTIMEZONE',
		'TZID:Asia/Shanghai',
		'BEGIN:STANDARD',
		'DTSTART:19700101T000000',
		'TZOFFSETFROM:+0800',
		'TZOFFSETTO:+0800',
		'END:STANDARD',
		'END:VTIMEZONE',
		'BEGIN:VEVENT',
		'UID:one@here',
		'SEQUENCE:2',
		'DTSTAMP:20260202T030405Z',
		'CREATED:20260201T000000Z',
		'LAST-MODIFIED:20260202T030405Z',
		'DTSTART;TZID=Asia/Shanghai:20260305T085000',
		'DTEND;TZID=Asia/Shanghai:20260305T093000',
		'SUMMARY:三年级音乐',
		'LOCATION:罗山教学点 互动教室',
		String.raw`DESCRIPTION:专递课堂 · 音乐\n主讲教师：李老师`,
		'URL:https://lessons.example/lesson/one',
		'STATUS:CONFIRMED',
		'TRANSP:OPAQUE',
		'END:VEVENT',
		'END:VCALENDAR',
		'',
	]);
});

describe('times', () => {
	const started = (zone: string, start: number): string | undefined =>
		linesOf(zone, { start }).find((line) => /^DTSTART.*2026/.test(line));

	test.each([
		['America/New_York', '2026-03-08T01:59:00-05:00', 'DTSTART;TZID=America/New_York:20260308T015900'],
		['America/New_York', '2026-03-08T03:00:00-04:00', 'DTSTART;TZID=America/New_York:20260308T030000'],
		// The hour that comes twice.
		['America/New_York', '2026-11-01T00:59:00-04:00', 'DTSTART;TZID=America/New_York:20261101T005900'],
		['America/New_York', '2026-11-01T01:30:00-04:00', 'DTSTART:20261101T053000Z'],
		['America/New_York', '2026-11-01T01:30:00-05:00', 'DTSTART:20261101T063000Z'],
		['America/New_York', '2026-11-01T02:00:00-05:00', 'DTSTART;TZID=America/New_York:20261101T020000'],
		['Australia/Lord_Howe', '2026-04-05T01:45:00+11:00', 'DTSTART:20260404T144500Z'],
		['Australia/Lord_Howe', '2026-04-05T01:45:00+10:30', 'DTSTART:20260404T151500Z'],
		['UTC', '2026-03-05T08:50:00+08:00', 'DTSTART:20260305T005000Z'],
	])('%s %s', (zone, at, line) => {
		expect(started(zone, Date.parse(at))).toBe(line);
	});
});

test('what was cancelled says so and takes no time', () => {
	const lines = linesOf('Asia/Shanghai', { cancelled: true });
	expect(lines).toContain('STATUS:CANCELLED');
	expect(lines).toContain('TRANSP:TRANSPARENT');
});

test('text cannot end its line, begin a property or carry control characters', () => {
	const lines = linesOf('Asia/Shanghai', { summary: 'a;b,c\\d\r\nEND:VEVENT\u0007\u0000' });
	expect(lines).toContain(String.raw`SUMMARY:a\;b\,c\\d\nEND:VEVENT`);
	expect(lines.filter((line) => line === 'END:VEVENT')).toHaveLength(1);
});

test('no line has more than 75 octets, no character is cut, and unfolding gives it back', () => {
	fc.assert(
		fc.property(
			fc.string({ unit: 'grapheme', maxLength: 300 }),
			fc.constantFrom('', '课', '👩‍🏫'),
			(text, more) => {
				const line = (text + more.repeat(60)).replaceAll(/[\r\n]/g, '');
				const folded = fold(line);
				for (const part of folded.split('\r\n')) {
					expect(Buffer.byteLength(part)).toBeLessThanOrEqual(75);
					expect(part.isWellFormed()).toBe(true);
				}
				expect(folded.replaceAll('\r\n ', '')).toBe(line);
			},
		),
	);
});
