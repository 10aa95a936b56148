import { useCallback } from 'react';
import { dateText } from '../../format/index.ts';
import { useLanguage } from '../../hooks/useLanguage.ts';
import { useNow } from '../../hooks/useNow.ts';

/** Writes a calendar day (`2026-03-05`) as `3月5日 周四`. */
export function useDayText(): (day: string) => string {
	const language = useLanguage();
	const now = useNow(3_600_000);
	// Noon of that day in UTC: the words of a date need no zone.
	return useCallback(
		(day) => dateText(Date.parse(`${day}T12:00:00Z`), 'UTC', language, now),
		[language, now],
	);
}
