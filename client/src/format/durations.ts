// Lengths of time, in milliseconds, as words and as figures.
import type { Language } from './language.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** `45 分`, `1 小时 5 分`, `45 min`, `1 h 5 min`. Under a minute: `30 秒`. Rounded to the nearest unit shown. */
export function durationText(ms: number, language: Language): string {
	const words = language === 'zh-CN' ? { h: '小时', m: '分', s: '秒' } : { h: 'h', m: 'min', s: 's' };
	if (ms < MINUTE) {
		const seconds = Math.max(0, Math.round(ms / 1000));
		if (seconds < 60) return `${seconds} ${words.s}`;
	}
	const minutes = Math.round(ms / MINUTE);
	const hours = Math.floor(minutes / 60);
	const rest = minutes % 60;
	if (hours === 0) return `${rest} ${words.m}`;
	return rest === 0 ? `${hours} ${words.h}` : `${hours} ${words.h} ${rest} ${words.m}`;
}

/**
 * What is left, in whole minutes rounded up while there is at least one, then in seconds: a lesson with 30 s to
 * go has not "0 min left", and one with 11 min 10 s has 12.
 */
export function remainingText(ms: number, language: Language): string {
	if (ms < MINUTE) return durationText(Math.ceil(Math.max(0, ms) / 1000) * 1000, language);
	return durationText(Math.ceil(ms / MINUTE) * MINUTE, language);
}

/** `4:05`, `1:04:05`: a place in a recording, or a countdown. Parts of a second are dropped. */
export function positionText(ms: number): string {
	const seconds = Math.max(0, Math.floor(ms / 1000));
	const two = (value: number): string => String(value).padStart(2, '0');
	const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
	return ms >= HOUR ? `${Math.floor(seconds / 3600)}:${rest}` : rest.replace(/^0(?=\d:)/, '');
}

/** A countdown rounded up, so that `0:00` is shown only when the time has come. */
export function countdownText(ms: number): string {
	return positionText(Math.ceil(Math.max(0, ms) / 1000) * 1000);
}
