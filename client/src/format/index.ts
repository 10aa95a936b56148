export { bitrateText, bytesText } from './bytes.ts';
export {
	clockText,
	dateText,
	dayNumber,
	isoDate,
	timeRange,
	timeText,
	wallClock,
	weekdayText,
} from './dates.ts';
export { countdownText, durationText, positionText, remainingText } from './durations.ts';
export { isLanguage, languages } from './language.ts';
export type { Language } from './language.ts';
export { nameWidth, schoolName, schoolNameForms } from './schoolNames.ts';
