// Reads an iCalendar from its input with ical.js, in whichever zone the process is, and says when its events are.
import { text } from 'node:stream/consumers';
import ICAL from 'ical.js';

const calendar = ICAL.Component.fromString(await text(process.stdin));
const events = calendar.getAllSubcomponents('vevent').map((component) => {
	const { startDate, endDate } = new ICAL.Event(component);
	return { start: startDate.toJSDate().getTime(), end: endDate.toJSDate().getTime() };
});
process.stdout.write(JSON.stringify({ zone: Intl.DateTimeFormat().resolvedOptions().timeZone, events }));
