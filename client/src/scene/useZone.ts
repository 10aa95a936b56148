import { endpoints } from '@classroom/protocol';
import { useApi } from '../api/index.ts';

/** The county's time zone; until it is known, this machine's. */
export function useZone(): string {
	const day = useApi(endpoints.myDay, { query: {} });
	return day.state === 'ready' ? day.data.timeZone : Intl.DateTimeFormat().resolvedOptions().timeZone;
}
