// The county's clock, for every date and time of the administration.
import { useCallback } from 'react';
import { endpoints } from '@classroom/protocol';
import { useApi } from '../api/index.ts';
import { dateText, isoDate, timeText } from '../format/index.ts';
import { useLanguage } from '../hooks/useLanguage.ts';
import { useNow } from '../hooks/useNow.ts';

const MINUTE = 60_000;

/** Until the county's own is known, its country's: every county of the installation is in it. */
const UNTIL_KNOWN = 'Asia/Shanghai';

/** The county's time zone, an IANA name. */
export function useZone(): string {
	const county = useApi(endpoints.readCounty, {});
	return county.state === 'ready' ? county.data.timeZone : UNTIL_KNOWN;
}

/** Today in the county, `2026-03-05`. */
export function useToday(): string {
	return isoDate(useNow(MINUTE), useZone());
}

/** Writes an instant (UTC ms): `3月5日 周四 08:50`. */
export function useMoment(): (instant: number) => string {
	const zone = useZone();
	const language = useLanguage();
	const now = useNow(MINUTE);
	return useCallback(
		(instant) => `${dateText(instant, zone, language, now)} ${timeText(instant, zone)}`,
		[zone, language, now],
	);
}
